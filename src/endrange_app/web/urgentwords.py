"""What to do at once, in words: for whoever is there, and for somebody alone."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from endrange.knowledge import Urgency
from endrange_app.web.words import Words

URGENCIES = Words(
    {
        Urgency.CALL_NOW: _("Call the emergency number now"),
        Urgency.SAME_DAY: _("Get medical help today"),
    }
)
STEPS_NOW: Mapping[Urgency, tuple[str, ...]] = {
    Urgency.CALL_NOW: (
        _("Let go slowly. Help them to lie or sit as is easiest. No more stretching, no testing."),
        _("Call your local emergency number. Say what was answered here, in these words."),
        _("Stay with them. They do not drive, and are not left alone."),
    ),
    Urgency.SAME_DAY: (
        _("No stretching today, and no testing of the sore place."),
        _(
            "They are seen by a doctor today: their own, the out-of-hours line, or an emergency "
            "department. Help them to ring now."
        ),
        _("If it gets worse on the way, call your local emergency number."),
    ),
}
"""What to do at once, in order. Ours: general, for whoever happens to be there; the rule's own
words stand beside it. See ``steps_now``."""
STEPS_ALONE: Mapping[Urgency, tuple[str, ...]] = {
    Urgency.CALL_NOW: (
        _("Call your local emergency number now. Say what you answered here, in these words."),
        _("Sit or lie as is easiest, and do not drive. If you can, have somebody stay with you."),
    ),
    Urgency.SAME_DAY: (
        _(
            "Be seen by a doctor today: your own, the out-of-hours line, or an emergency "
            "department. Ring now."
        ),
        _("No stretching today, and no testing of the sore place."),
        _("If it gets worse on the way, call your local emergency number."),
    ),
}
"""The same for somebody who answers by themselves, at home. Ours."""


def steps_now(urgency: Urgency | None, *, alone: bool = False) -> tuple[str, ...]:
    """What to do at once; nothing where nothing is urgent.

    Args:
        alone: said to the person themselves, not to whoever is with them.
    """
    steps = STEPS_ALONE if alone else STEPS_NOW
    return tuple(gettext(step) for step in steps[urgency]) if urgency else ()

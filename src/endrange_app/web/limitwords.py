"""What each hard limit does to the plan, in words."""

from django.utils.translation import gettext_noop as _

from endrange.knowledge import ModificationCode
from endrange_app.web.words import Words

MODIFICATIONS = Words(
    {
        ModificationCode.LOW: _(
            "The stretch stays light: %(stretch_sensation)s of 10 at most, pain %(pain)s at most"
        ),
        ModificationCode.NOEND: _("Stops at the first firm resistance"),
        ModificationCode.NOISO: _("No pushes"),
        ModificationCode.SUBISO: _(
            "Pushes stay light: %(effort_percent)s %% effort, %(contraction_seconds)s s, "
            "%(repetitions)s times at most"
        ),
        ModificationCode.NOVAL: _("Breathe out in every push, never hold the breath"),
        ModificationCode.SHORT: _(
            "Holds stay at %(hold_seconds)s s or less, %(total_seconds)s s a side at most"
        ),
        ModificationCode.ACTIVE: _("The client moves, the helper adds no force"),
        ModificationCode.NOBAL: _("Move slowly, never bounce"),
        ModificationCode.NOSUP: _("Not flat on the back"),
        ModificationCode.NOPRONE: _("Not on the front"),
        ModificationCode.NOHEADDOWN: _("No position with the head down"),
        ModificationCode.NOSIDE: _("Not lying on that side"),
        ModificationCode.SLOWUP: _("Sit for a minute or two before standing"),
        ModificationCode.DIR: _("Not this way"),
        ModificationCode.CAP: _("Not beyond this angle"),
        ModificationCode.NOTOUCH: _("No hands or straps on this place"),
        ModificationCode.SHORTLEVER: _("Hands close to the joint, no long lever"),
        ModificationCode.CHECK: _("Ask about pain, tingling and dizziness in every hold"),
        ModificationCode.PRO: _("Only with a licensed professional"),
        ModificationCode.GUARD: _("A guardian or chaperone stays in the room"),
        ModificationCode.LESS: _("A quarter less than usual: %(volume_percent)s %% of the dose"),
        ModificationCode.HALF: _("Half as much as usual: %(volume_percent)s %% of the dose"),
    }
)
"""What each does to the plan; numbers are filled in from ``endrange.planning.EFFECTS``."""

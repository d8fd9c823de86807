"""The words of measuring: what the hands feel, what came before, how a number is counted."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from endrange.assessment import WarmUp, is_spread, written
from endrange.knowledge import Convention, EndFeel, Measure, Score
from endrange_app.storage.models import Reading
from endrange_app.web import words
from endrange_app.web.words import Words

END_FEELS = Words(
    {
        EndFeel.SOFT: _("Soft: flesh on flesh"),
        EndFeel.MUSCULAR: _("Firm and elastic: muscle"),
        EndFeel.CAPSULAR: _("Firm and leathery: capsule"),
        EndFeel.BONY: _("Hard and sudden: bone"),
        EndFeel.EMPTY: _("Empty: pain before any resistance"),
        EndFeel.SPASM: _("Spasm: a muscle tightens against it"),
        EndFeel.SPRINGY: _("Springy: it bounces back"),
        EndFeel.BOGGY: _("Boggy: soft and swollen"),
    }
)
WARM_UPS = Words(
    {
        WarmUp.NONE: _("Nothing"),
        WarmUp.WALK: _("Five minutes of easy walking or cycling"),
        WarmUp.TRAINING: _("Training"),
    }
)
CONVENTIONS = Words(
    {
        Convention.STORED: _("As described above"),
        Convention.STRAIGHT_IS_180: _("Angle between the two segments, straight is 180"),
        Convention.RIGHT_ANGLE_IS_90: _("Angle between foot and shin, a right angle is 90"),
        Convention.OTHER_SIGN: _("The other sign"),
    }
)


def how(row: Reading, measure: Measure) -> str:
    """How a reading was taken, by whom too: ``Goniometer, pain, discomfort 3, by Sam Okoro``."""
    line = ", ".join(_how(row, measure))
    return line[:1].upper() + line[1:]


def _how(row: Reading, measure: Measure) -> Iterator[str]:
    yield words.said(row.instrument)
    yield words.said(row.end_criterion)
    if row.discomfort is not None:
        yield gettext("discomfort %(number)s") % {"number": row.discomfort}
    if row.end_feel:
        yield words.within(END_FEELS[EndFeel(row.end_feel)])
    if row.warm_up:
        yield _before_it(row.warm_up)
    if row.convention in measure.conventions:
        yield as_given(row, measure)
    yield gettext("by %(name)s") % {"name": row.examiner.name}


def as_before(known: Mapping[str, str]) -> str:
    """What a form takes over: ``Goniometer, pain, angle between the two segments, ...``."""
    told = [words.said(known["instrument"]), words.said(known["end_criterion"])]
    if counted := known.get("convention"):
        told.append(words.within(CONVENTIONS[Convention(counted)]))
    if before := known.get("warm_up"):
        told.append(_before_it(before))
    return ", ".join(told)


def _before_it(warm_up: str) -> str:
    return gettext("before it: %(what)s") % {"what": words.within(WARM_UPS[WarmUp(warm_up)])}


def as_given(row: Reading, measure: Measure) -> str:
    """The number as it was written, where it was counted another way than it is kept."""
    convention = Convention(row.convention)
    return gettext("written as %(value)s, %(how)s") % {
        "value": words.reading(written(row.value, convention, measure), measure),
        "how": words.within(CONVENTIONS[convention]),
    }


def score(trials: Sequence[float], measure: Measure) -> str:
    """What of some tries their value is; nothing of a single one."""
    if len(trials) == 1:
        return ""
    if measure.score is Score.MEDIAN or is_spread(trials, measure):
        return gettext("the middle one of")
    return gettext("the mean of")

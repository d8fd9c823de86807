"""The words of measuring: what the hands feel, what came before, how a number is counted."""

from django.utils.translation import gettext_noop as _

from endrange.assessment import WarmUp
from endrange.knowledge import Convention, EndFeel
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

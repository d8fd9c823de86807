"""The words of pages about harm."""

from django.utils.translation import gettext_noop as _

from endrange_app.storage.harm import Causality, Judged, Moment, Outcome, Referral
from endrange_app.web.words import Words

MOMENTS = Words(
    {
        Moment.BEFORE: _("Before the session"),
        Moment.DURING: _("During a stretch"),
        Moment.AT_ONCE: _("Right after letting go"),
        Moment.HOURS_LATER: _("Hours later"),
        Moment.DAYS_LATER: _("Days later"),
    }
)
CAUSALITIES = Words(
    {
        Causality.UNRELATED: _("No, something else did"),
        Causality.POSSIBLE: _("Possibly"),
        Causality.PROBABLE: _("Probably"),
        Causality.CERTAIN: _("Certainly"),
        Causality.UNKNOWN: _("Not judged yet"),
    }
)
JUDGED = Words({Judged.YES: _("Yes"), Judged.NO: _("No"), Judged.UNKNOWN: _("Not judged yet")})
REFERRALS = Words(
    {
        Referral.NONE: _("Nobody"),
        Referral.OWN_DOCTOR: _("Their own doctor"),
        Referral.SAME_DAY: _("A doctor on the same day"),
        Referral.EMERGENCY: _("Emergency services"),
    }
)
OUTCOMES = Words(
    {
        Outcome.GOING_ON: _("Going on"),
        Outcome.RECOVERED: _("Recovered"),
        Outcome.LASTING: _("Something remains"),
        Outcome.UNKNOWN: _("Not to be reached"),
    }
)

"""What was done, in words: the trail of a clinic."""

from django.utils.translation import gettext_noop as _

from endrange_app.web.words import Words

DEEDS = Words(
    {
        "visit.taken_in": _("Readings of a day taken in from a file"),
        "client.archived": _("Client archived"),
        "client.created": _("Client created"),
        "client.restored": _("Client restored"),
        "client.sex_noted": _("Client’s sex noted"),
        "client.updated": _("Client updated"),
        "client_goal.ended": _("Goal ended"),
        "client_goal.rated": _("Goal rated"),
        "client_goal.set": _("Goal set"),
        "clinic.created": _("Clinic created"),
        "clinic.updated": _("Clinic updated"),
        "member.added": _("Member added"),
        "member.ended": _("Member ended"),
        "member.role_changed": _("Member role changed"),
        "own.laid": _("Own entries laid over"),
        "own.withdrawn": _("Own entries withdrawn"),
        "retest.recorded": _("Pair of readings recorded for the own error"),
        "retest.withdrawn": _("Pair of readings taken back"),
        "clinic.own_errors_changed": _("Own error of measuring changed"),
        "plan.recorded": _("Plan recorded"),
        "home_reading.recorded": _("Reading from home recorded"),
        "home_reading.withdrawn": _("Reading from home taken back"),
        "progress_link.given": _("Link to their own page given"),
        "progress_link.revoked": _("Link to their own page closed"),
        "reading.recorded": _("Reading recorded"),
        "reading.withdrawn": _("Reading withdrawn"),
        "run.ended_with_visit": _("Run ended with visit"),
        "run.gave_way": _("Run gave way"),
        "run.opened": _("Run opened"),
        "screening.recorded": _("Screening recorded"),
        "visit.closed": _("Visit closed"),
        "visit.next_agreed": _("Next visit agreed"),
        "visit.consented": _("Visit consented"),
        "visit.note_written": _("Visit note written"),
        "visit.opened": _("Visit opened"),
    }
)
"""What the trail of a clinic says, by audit action."""


def deed(action: str) -> str:
    """An audit action in words: ``visit.closed`` as ``Visit closed``."""
    plain = action.replace(".", " ").replace("_", " ").capitalize()
    return DEEDS.get(action, plain)

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
        "run.ended_with_visit": _("Session ended with the visit"),
        "run.gave_way": _("Session gave way to a new one"),
        "run.opened": _("Session opened"),
        "screening.recorded": _("Screening recorded"),
        "visit.closed": _("Visit closed"),
        "visit.next_agreed": _("Next visit agreed"),
        "visit.consented": _("Visit consented"),
        "visit.note_written": _("Visit note written"),
        "visit.opened": _("Visit opened"),
        "adverse_event.corrected": _("Report of harm corrected"),
        "adverse_event.followed_up": _("Harm followed up"),
        "adverse_event.recorded": _("Harm written down"),
        "clearance.recorded": _("Clinician’s word entered"),
        "clearance.withdrawn": _("Clinician’s word taken back"),
        "client.told": _("What the client wants written down"),
        "follow_up.answered": _("Day after answered"),
        "follow_up.expected": _("Day after to be asked"),
        "intake.accepted": _("Answers from the phone accepted"),
        "intake.answered": _("Answered on the phone"),
        "intake.consented": _("Agreed to the questions"),
        "intake.invited": _("Link to the questions given"),
        "intake.revoked": _("Link to the questions closed"),
        "intake.sent": _("Answers from the phone sent"),
        "intake.taken_up": _("Answers from the phone opened at a visit"),
        "intake.withdrawn": _("Answers from the phone erased"),
        "restriction.recorded": _("Day made stricter"),
        "restriction.withdrawn": _("Stricter day taken back"),
        "run.start": _("Session started"),
        "run.pause": _("Session paused"),
        "run.resume": _("Session resumed"),
        "run.next": _("Session: on to the next act"),
        "run.back": _("Session: back one act"),
        "run.skip": _("Session: rest of a stretch left out"),
        "run.ease_off": _("Session: eased off"),
        "run.comfort": _("Session: stretch or pain rated"),
        "run.hurts": _("Session: it hurts"),
        "run.stop": _("Session stopped"),
        "run.sensation": _("Session: something felt was told"),
        "run.recheck": _("Session: looked again"),
        "run.ready": _("Session: ready to go on"),
        "run.range": _("Session: range entered"),
        "run.wait": _("Session: waits for a tap from now on"),
        "run.flow": _("Session: waits no more"),
        "run.join": _("Session: phone joined"),
        "run.leave": _("Session: phone left"),
        "run.end": _("Session ended"),
    }
)
"""What the trail of a clinic says, by audit action."""


def deed(action: str) -> str:
    """An audit action in words: ``visit.closed`` as ``Visit closed``."""
    plain = action.replace(".", " ").replace("_", " ").capitalize()
    return DEEDS.get(action, plain)

"""What is asked a day after a session, what the answers mean for the next, and how bad harm was."""

from typing import TYPE_CHECKING

from pydantic import Field

from endrange.knowledge.precautions import Precaution
from endrange.values import Value

if TYPE_CHECKING:
    from endrange.knowledge.catalogue import Catalogue

NECK_WORK, ANSWERED, HARMED = "after_neck_work", "after_answered", "after_harm"
URGENT_IN_SESSION = "session_urgent"
SAID_IN_SESSION = {
    "sharp": "session_sharp",
    "joint": "session_joint",
    "dizzy_neck": "session_dizzy_neck",
}
"""Rows of the event table that bear on the next session, and the question each answers."""

RECORDED = (NECK_WORK, ANSWERED, HARMED, URGENT_IN_SESSION, *SAID_IN_SESSION.values())
"""Questions that the record answers; they are never put to anybody."""

NOT_ANSWERED, HARM = "FU-00", "AE-01"
"""The rules of the last two: nobody has answered yet, and an adverse event that locks."""


class FollowUpRule(Precaution):
    """A precaution that rests on the answers of a day after."""

    sessions: int | None = Field(default=None, ge=1)
    """For how many sessions after that one it holds; empty: as long as its answers count."""


class Severity(Value):
    """One degree of harm, and what has to follow from it."""

    id: str
    """As in the field: 0 to 4, or D where the session delayed help that was needed."""
    name: str
    means: str
    rescreens: bool = False
    """All questions are asked again before the next session."""
    locks: bool = False
    """And nothing is stretched until a clinician has given their word."""
    notifies: bool = False
    """The responsible clinician is told on the same day."""
    grade: str
    sources: tuple[str, ...] = Field(min_length=1)


def follow_up(catalogue: "Catalogue") -> "Catalogue":
    """The catalogue as the day after sees it: its own questions and rules in place of the others.

    So the follow-up is read, branched and judged by the very machinery of the questionnaire.
    """
    after = {
        "questions": catalogue.followup_questions,
        "precautions": catalogue.followup_rules,
    }
    return catalogue.model_copy(update=after)

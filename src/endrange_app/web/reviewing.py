"""What a client has answered, for whoever goes through it with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.errors import BadInput
from endrange.knowledge import Answer, Asked, Catalogue, Precaution, Question, Setting
from endrange.screening import answer_in_words, questions_for, read_answers, urgent
from endrange_app.storage import told
from endrange_app.storage.actions import screenings
from endrange_app.storage.intakes import Intake, Said
from endrange_app.storage.models import Screening
from endrange_app.storage.told import Told
from endrange_app.web import words
from endrange_app.web.asking import flag
from endrange_app.web.forms import about

ACCEPTS = words.Words(
    {
        Setting.CLINIC: noop("Go through them together, ask on, then accept them."),
        Setting.STUDIO: noop(
            "Go through them together, ask on, then accept them. You are no clinician here: what "
            "needs one stays out until their word is recorded."
        ),
        Setting.HOME: noop(
            "Nobody licensed is here. Whoever is signed in goes through them together with the "
            "person and accepts them; what is not known closes more than it would in a clinic."
        ),
        Setting.TEAM: noop(
            "Nobody licensed is here. The coach goes through them with the athlete and accepts "
            "them; what is not known closes more than it would in a clinic."
        ),
    }
)
"""How answers come into force, by setting."""
MOST = 20
"""In the list of a day; ours: more are found at the client."""


@dataclass(frozen=True)
class Remark:
    """Something else that was said to a question, and when."""

    words: str
    who: str
    """Empty: the client."""
    at: datetime


@dataclass(frozen=True)
class Line:
    """One question that is put, with all that is known of the answer."""

    question: Question
    words: str
    """Empty: still open."""
    latest: Remark | None
    others: tuple[Remark, ...]
    last_time: str
    """What was answered at the last full screening, where it differs."""
    is_stale: bool
    """About the day itself, and said on an earlier one: it is asked again."""


@dataclass(frozen=True)
class Review:
    parts: dict[str, list[Line]]
    about: list[tuple[Any, str]]
    red: list[dict[str, Any]]
    open: int
    differing: int


class Ground:
    """What was said in an intake, and what it is looked at beside."""

    def __init__(
        self, said: Mapping[str, Told], before: Screening | None, catalogue: Catalogue
    ) -> None:
        self.said, self.catalogue, self.on = said, catalogue, timezone.localdate()
        self.known = told.answers(said, catalogue, on=self.on)
        self.before = before.as_answers() if before else {}

    def line(self, question: Question) -> Line:
        one = self.said.get(question.id)
        now = self._words(question, one.latest.answer) if one else ""
        before = self.before.get(question.id)
        last = self._words(question, before) if before else ""
        others = one.others if one else ()
        return Line(
            question=question,
            words=now,
            latest=_remark(one.latest, now) if one else None,
            others=tuple(_remark(row, self._words(question, row.answer)) for row in others),
            last_time=last if last != now else "",
            is_stale=one is not None and question.id not in self.known,
        )

    def _words(self, question: Question, answer: Any) -> str:
        """Empty for what no question of this catalogue could have got."""
        try:
            read = read_answers({question.id: Answer.model_validate(answer)}, self.catalogue)
        except (BadInput, ValueError):
            return ""
        text = answer_in_words(question, read[question.id], self.catalogue, on=self.on)
        return words.said(text)


def _remark(row: Said, told_as: str) -> Remark:
    return Remark(told_as, row.by.get_full_name() if row.by else "", row.at)


def state(intake: Intake, now: datetime) -> str:
    """Where an intake stands, in a word or two."""
    if intake.accepted_at:
        return _("Accepted")
    if intake.revoked_at:
        return _("Link closed")
    if intake.withdrawn_at:
        return _("Taken back by the client")
    if intake.sent_at:
        return _("Arrived")
    if not intake.is_open_to_client(now) and intake.token:
        return _("Link has run out")
    return _("Being answered") if intake.consented_at else _("Not opened yet")


@dataclass(frozen=True)
class Listed:
    """An intake in a list: where it stands, and whether somebody has to act at once."""

    intake: Intake
    state: str
    is_red: bool


def listed(intakes: QuerySet[Intake], catalogue: Catalogue, setting: Setting) -> list[Listed]:
    """Two queries, however many. Those in which an emergency was said come first."""
    now = timezone.now()
    rows = list(intakes[:MOST])
    said = told.of_intakes(rows)
    found = [
        Listed(row, state(row, now), bool(_red(said[row.pk], catalogue, setting))) for row in rows
    ]
    return sorted(found, key=lambda one: not one.is_red)


def _red(
    said: Mapping[str, Told], catalogue: Catalogue, setting: Setting
) -> tuple[Precaution, ...]:
    """By what was said, on whatever day: an emergency of yesterday is none the less one."""
    every = told.answers(said, catalogue, on=None)
    return urgent(every, catalogue, on=timezone.localdate(), setting=setting)


def review(intake: Intake, catalogue: Catalogue, setting: Setting) -> Review:
    """Everything that was said, question by question, and what is open."""
    said = told.of_intake(intake)
    ground = Ground(said, screenings.past(intake.client).full, catalogue)
    parts: dict[str, list[Line]] = {}
    for question in questions_for(Asked.FULL, ground.known, catalogue, ground.on):
        parts.setdefault(question.part, []).append(ground.line(question))
    lines = [line for part in parts.values() for line in part]
    return Review(
        parts=parts,
        about=about.in_words(told.about(said), catalogue),
        red=[flag(row) for row in _red(said, catalogue, setting)],
        open=sum(not line.words or line.is_stale for line in lines),
        differing=sum(bool(line.others) for line in lines),
    )

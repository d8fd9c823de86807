"""The questionnaire at a visit: what it starts from, and what was said before or elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from endrange.knowledge import Answer, Catalogue
from endrange_app.storage import told
from endrange_app.storage.actions import screenings
from endrange_app.storage.actions.screenings import FullBecause, Past
from endrange_app.storage.intakes import Intake
from endrange_app.storage.told import Told
from endrange_app.web import words
from endrange_app.web.forms.questions import Questionnaire
from endrange_app.web.reviewing import Ground, Line
from endrange_app.web.standing import Standing

BECAUSE = words.Words(
    {
        FullBecause.NEVER_ASKED: noop("All questions, because this is the first time."),
        FullBecause.EMERGENCY: noop("All questions, because the last answers were an emergency."),
        FullBecause.TOO_OLD: noop("All questions, because the last ones are 12 weeks old or more."),
        FullBecause.SOMETHING_NEW: noop("All questions, because something new was said."),
        FullBecause.HARMED: noop("All questions, because harm was written down since."),
    }
)


class Table:
    """One visit's questionnaire.

    Args:
        sent: the form as sent, or None before that.
        wanted: somebody has asked for all questions.
    """

    def __init__(
        self, standing: Standing, catalogue: Catalogue, *, sent: QueryDict | None, wanted: bool
    ) -> None:
        self.standing, self.catalogue, self.sent, self.wanted = standing, catalogue, sent, wanted

    @cached_property
    def past(self) -> Past:
        """Answers of today in full are their own past."""
        if self._asked_all:
            return Past(self.standing.screening, ())
        return screenings.past(self.standing.visit.client)

    @cached_property
    def because(self) -> FullBecause | None:
        if self._asked_all:  # whatever is new, but harm, was asked about at this visit
            return FullBecause.HARMED if self.standing.wants_all_questions else None
        client, on = self.standing.visit.client, timezone.localdate()
        return screenings.full_because(client, on, self.past)

    @cached_property
    def full(self) -> bool:
        arrived = self._arrived is not None and self._arrived.sent_at is not None
        return bool(self.wanted or self._asked_all or arrived or self.because)

    @property
    def _asked_all(self) -> bool:
        """At this visit already: whoever comes back changes an answer."""
        return bool(self.standing.screening and self.standing.screening.full)

    @cached_property
    def _arrived(self) -> Intake | None:
        return told.of_visit(self.standing.visit, timezone.now())

    @cached_property
    def intake(self) -> Intake | None:
        """Where what is said before this form is sent has been kept, if anything has."""
        if self.full:
            return self._arrived
        return told.of_visit(self.standing.visit, timezone.now(), full=False)

    @cached_property
    def said(self) -> Mapping[str, Told]:
        return told.of_intake(self.intake) if self.intake else {}

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.said, self.past.full, self.catalogue)

    @cached_property
    def known(self) -> dict[str, Answer]:
        """What the page starts from: today's answers, or last time's, under what was said since.

        Where the client has answered on their phone, what they left open stays open: last time's
        answer is shown beside it, not put in their mouth.
        """
        by_phone = self.intake is not None and self.intake.token is not None
        if by_phone and not self.standing.may_go_on:
            return self.ground.known
        on = timezone.localdate()
        latest = self.standing.screening
        before = screenings.answers_from(latest, self.past, self.catalogue, on=on)
        return before | self.ground.known

    @cached_property
    def form(self) -> Questionnaire:
        return Questionnaire(self.catalogue, full=self.full, known=self.known, sent=self.sent)

    @property
    def lines(self) -> dict[str, Line]:
        """What is to be seen beside each question."""
        return {question.id: self.ground.line(question) for question in self.form.questions}

    @property
    def reason(self) -> str:
        """Why all questions are asked, in words; empty for the few of every visit."""
        if self.because:
            return BECAUSE[self.because]
        if self.intake and self.intake.sent_at and self.full:
            return _("All questions, because they were answered on the phone.")
        return ""

    def overtaken(self, seen: datetime, device: str) -> dict[str, str]:
        """Questions that somebody has answered otherwise since this page was made, and how.

        Not what this page itself has kept while it was filled in.
        """
        later = {
            id_: one.latest
            for id_, one in self.said.items()
            if one.latest.received_at > seen and one.latest.device != device
        }
        sent = {id_: answer.model_dump(mode="json") for id_, answer in self.form.said.items()}
        return {
            id_: self._told(id_, row.at)
            for id_, row in later.items()
            if id_ in self.catalogue.questions and row.answer != sent.get(id_)
        }

    def _told(self, question: str, at: datetime) -> str:
        line = self.ground.line(self.catalogue.questions[question])
        who = line.latest.who if line.latest else ""
        text = _("Answered meanwhile: “%(words)s” (%(who)s, %(time)s). Choose again.")
        told_by = who or self.standing.visit.client.name
        time = timezone.localtime(at).strftime("%H:%M")
        return text % {"words": line.words, "who": told_by, "time": time}

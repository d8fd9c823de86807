"""The questions of the day after as a form: the questionnaire's, with other questions."""

from collections.abc import Mapping

from django.http import QueryDict

from endrange.knowledge import NO, RECORDED, Answer, Catalogue, Question, follow_up
from endrange_app.web.forms.asked import Asking
from endrange_app.web.forms.questions import Questionnaire


class DayAfterForm(Questionnaire):
    """How a session was borne.

    Args:
        recorded: what the record of the session answers, see ``knowledge.RECORDED``.
        sent: the form as sent, or None before that.
    """

    def __init__(
        self, catalogue: Catalogue, recorded: Mapping[str, Answer], sent: QueryDict | None = None
    ) -> None:
        known = dict.fromkeys(RECORDED, Answer(value=NO)) | dict(recorded)
        super().__init__(follow_up(catalogue), full=True, known=known, sent=sent)

    @property
    def _standing(self) -> list[Question]:
        return [one for one in self.catalogue.questions.values() if one.id not in RECORDED]

    @property
    def said_now(self) -> dict[str, Answer]:
        """What was answered, without what the record knows by itself."""
        return {id_: said for id_, said in self.answers.items() if id_ not in RECORDED}

    @property
    def askings(self) -> list[Asking]:
        return [asking for part in self.parts().values() for asking in part]

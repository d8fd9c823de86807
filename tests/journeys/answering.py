"""A healthy adult answers on a phone, tap by tap, counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.journeys.entering import POINT, TAP, THINK
from tests.strategies import NOTHING_AMISS

IN_VIEW = "fieldset[data-question]:visible"


@dataclass
class Answering:
    """Somebody with nothing to tell, and what it costs them."""

    page: Page
    taps: int = 0
    keys: int = 0
    questions: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """By the keystroke-level model: each tap, each key, and a thought before each answer."""
        return self.taps * POINT + self.keys * TAP + len(self.questions) * THINK

    def tap(self, place: Locator) -> None:
        place.click()
        self.taps += 1

    def part(self, **otherwise: str) -> None:
        """Answer what is in view of this part, top to bottom; an answer may bring the next."""
        while (question := self._next()) is not None:
            said = otherwise.get(question, NOTHING_AMISS.get(question))
            assert said is not None, f"a healthy adult is asked {question}"
            self._answer(question, str(said))
            self.questions.append(question)

    def next(self, title: str) -> None:
        self.tap(self.page.get_by_role("button", name="Next"))
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    def _next(self) -> str | None:
        for one in self.page.locator(IN_VIEW).all():
            question = one.get_attribute("data-question") or ""
            if question not in self.questions and not question.startswith("about."):
                return question
        return None

    def _answer(self, question: str, said: str) -> None:
        widget = self.page.locator(f'fieldset[data-question="{question}"]')
        choice = widget.locator(f'input[type=radio][value="{said}"]')
        if choice.count():
            self.tap(choice)
            return
        self.tap(widget.locator("input").first)
        widget.locator("input").first.fill(said)
        widget.locator("input").first.dispatch_event("change")
        self.keys += len(said)

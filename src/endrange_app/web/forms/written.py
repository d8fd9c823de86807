"""An answer as the fields of a form: what a page would send that says it."""

from collections.abc import Iterator
from typing import Any

from endrange.knowledge import UNKNOWN, Answer, Question
from endrange_app.web import words
from endrange_app.web.forms import pains
from endrange_app.web.forms.asked import TYPED
from endrange_app.web.forms.entries import as_written

Field = tuple[str, str]
"""Name and value."""


def fields(question: Question, answer: Answer) -> list[Field]:
    """The fields of the question's widget; sent together they are read as this answer again."""
    name = f"q.{question.id}"
    if question.kind in TYPED:
        return [(f"{name}.unknown", "1")] if answer.value == UNKNOWN else [(name, _typed(answer))]
    listed = list(_listed(name, answer))
    if answer.ticks:
        return [*([(name, UNKNOWN)] if UNKNOWN in answer.ticks else []), *listed]
    return [(name, str(answer.value)), *listed]


def _typed(answer: Answer) -> str:
    return answer.value if isinstance(answer.value, str) else words.number(answer.value, 3)


def _listed(name: str, answer: Answer) -> Iterator[Field]:
    yield from ((f"{name}.ticks", tick) for tick in answer.ticks if tick != UNKNOWN)
    yield from ((f"{name}.places", pains.spot(one)) for one in answer.places)
    for pain in answer.pains:
        start = f"{name}.pain.{pains.spot(pain.place)}"
        for end, told in pains.as_written(pain).items():
            yield from ((f"{start}.{end}", one) for one in told)
    for number, entry in enumerate(answer.entries):
        yield from ((f"{name}.{number}.{end}", said) for end, said in as_written(entry).items())


def of_about(field: str, said: Any) -> list[Field]:
    """The same for what people tell of themselves."""
    return [(field, one) for one in said] if isinstance(said, list) else [(field, str(said))]

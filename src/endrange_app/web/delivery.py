"""Answers as an open page delivers them: kept on the device first, sent when there is a network.

Each comes with how long ago it was given, by the device's own clock, so that a clock that is wrong
does no harm; and with a number that page has not used before, so that sent twice it counts once.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from pydantic import Field, ValidationError

from endrange.errors import BadInput
from endrange.knowledge import Catalogue
from endrange.screening import Setting, urgent
from endrange.values import Value
from endrange_app.storage import actions, catalogues, told
from endrange_app.storage.actions.intakes import Saying
from endrange_app.storage.intakes import Intake
from endrange_app.storage.models import User
from endrange_app.web import asking
from endrange_app.web.forms import about
from endrange_app.web.forms.questions import Questionnaire

LONGEST = 200_000
"""Bytes of one delivery; ours: a whole questionnaire with every list has about 30,000."""
OVERLAP = timedelta(seconds=10)
"""What others have said may be stored a little later than it says."""


class Item(Value):
    """One answer, as the fields of its widget."""

    question: str = Field(max_length=60)
    sequence: int = Field(ge=0, lt=2**53)
    age: float = Field(ge=0, le=1e12)
    """Milliseconds since it was given."""
    fields: tuple[tuple[str, str], ...] = Field(max_length=400)


class Delivery(Value):
    device: str = Field(pattern=r"^[\w-]{1,36}$")
    said: tuple[Item, ...] = Field(default=(), max_length=600)
    seen: datetime | None = None
    """When this page last heard of what others have said."""
    done: bool = False
    """The client says that this is all."""


def receive(request: HttpRequest, intake: Intake, *, by: User | None) -> HttpResponse:
    """Keep what can be read, name what cannot, and tell what was said elsewhere meanwhile."""
    now = timezone.now()
    try:
        return JsonResponse(_taken(_read(request), intake, by=by, now=now))
    except BadInput as refused:
        return JsonResponse({"problem": refused.problem}, status=409)


def _read(request: HttpRequest) -> Delivery:
    if len(request.body) > LONGEST:
        raise BadInput("delivery", f"{len(request.body)} bytes; send at most {LONGEST}")
    try:
        return Delivery.model_validate_json(request.body)
    except (ValidationError, RecursionError) as faults:
        raise BadInput("delivery", str(faults).splitlines()[0][:200]) from None


def _taken(sent: Delivery, intake: Intake, *, by: User | None, now: datetime) -> dict[str, Any]:
    catalogue = catalogues.of(intake.clinic)
    refused: dict[str, str] = {}
    sayings = list(_sayings(sent, catalogue, refused, now))
    actions.intakes.say(by=by, intake=intake, sayings=sayings, now=now)
    said = told.of_intake(intake)
    setting = Setting(intake.clinic.setting)
    known = told.answers(said, catalogue, on=timezone.localdate(now))
    red = urgent(known, catalogue, on=timezone.localdate(now), setting=setting)
    if sent.done and not red and not refused:
        intake = actions.intakes.send(intake=intake, now=now)
    since = (sent.seen or now) - OVERLAP
    return {
        "refused": refused,
        "others": list(asking.others(said, catalogue, device=sent.device, since=since, now=now)),
        "seen": now.isoformat(),
        "red": [row.id for row in red],
        "done": intake.sent_at is not None,
    }


def _sayings(
    sent: Delivery, catalogue: Catalogue, refused: dict[str, str], now: datetime
) -> Iterator[Saying]:
    """Those that can be read; what cannot is put down in ``refused``, by question."""
    for item in sent.said:
        try:
            said = _answer(item, catalogue)
        except BadInput as problem:
            refused[item.question] = problem.problem
            continue
        at = now - timedelta(milliseconds=item.age)
        yield Saying(item.question, said, at, sent.device, item.sequence)


def _answer(item: Item, catalogue: Catalogue) -> Any:
    fields = QueryDict(mutable=True)
    for name, value in item.fields:
        fields.appendlist(name, value)
    if item.question in about.EVERY:
        return about.read(item.question, fields, catalogue)
    if item.question not in catalogue.questions:
        raise BadInput(item.question, f"no question is called {item.question!r}")
    form = Questionnaire(catalogue, full=True, known={})
    form.read(catalogue.questions[item.question], fields)
    if problem := form.errors.get(item.question):
        raise BadInput(item.question, problem)
    answer = form.answers.get(item.question)
    return answer.model_dump(mode="json") if answer else None

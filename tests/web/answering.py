"""What the intake tests send and read: addresses, forms, and what a phone delivers."""

import json

from django.urls import reverse
from django.utils import timezone

from endrange import knowledge
from endrange.knowledge import Asked
from endrange_app.storage import told
from tests.web.visiting import well

PARTS = list(dict.fromkeys(q.part for q in knowledge.load().questions.values()))
LAST = len(PARTS) + 2
TODAY = PARTS.index("Today") + 2


def address(intake, name="intake", **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=[intake.token]) + (f"?{asked}" if asked else "")


def page_of(question):
    return PARTS.index(knowledge.load().questions[question].part) + 2


def form(page, seen=None, **said):
    """The form of one page, as a browser without a script sends it."""
    part = PARTS[page - 2] if 1 < page < LAST else None
    mild = {
        field: value
        for field, value in well(Asked.FULL).items()
        if knowledge.load().questions[field.removeprefix("q.")].part == part
    }
    given = {f"q.{name}": value for name, value in said.items()}
    return mild | given | {"page": page, "seen": (seen or timezone.now()).isoformat()}


def told_in(intake):
    return {id_: one.latest.answer for id_, one in told.of_intake(intake).items()}


def filled(phone, intake, **changes):
    """Every page, as a form sends it."""
    for page in range(1, LAST + 1):
        on_it = {id_: value for id_, value in changes.items() if page_of(id_) == page}
        answer = phone.post(address(intake), form(page, **on_it))
    return answer


RED = {"chest_or_breath": "yes"}


def said(question, *values, age=0, sequence=1):
    name = question if question.startswith("about.") else f"q.{question}"
    fields = [[name, value] for value in values]
    return {"question": question, "sequence": sequence, "age": age, "fields": fields}


def delivered(phone, intake, *items, device="a", **more):
    body = json.dumps({"device": device, "said": items} | more)
    return phone.post(address(intake, "intake-answers"), body, content_type="application/json")


def review_of(intake):
    return reverse("client-intake", args=[intake.pk])

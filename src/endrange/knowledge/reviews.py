"""Who has signed a rule, and whether the signature still stands: it ends when the rule changes."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import Field

from endrange.knowledge.precautions import Precaution
from endrange.values import Value

if TYPE_CHECKING:
    from endrange.knowledge.catalogue import Catalogue

QUESTIONS_OF = {"precautions": "questions", "followup_rules": "followup_questions"}
"""Where the questions of a kind of rule stand."""

RULES = (*QUESTIONS_OF, "reactions")
"""Kinds of entries that decide about a person: what a clinician reviews."""


class ReviewVerdict(StrEnum):
    AGREE = "agree"
    CHANGE = "change"
    REMOVE = "remove"

    @property
    def objects(self) -> bool:
        return self is not ReviewVerdict.AGREE


class Review(Value):
    """One clinician's word on one rule, as it stood then."""

    id: str
    kind: str
    """One of ``RULES``."""
    rule: str
    content: str = Field(pattern="^[0-9a-f]{12}$")
    """The rule's ``content`` when it was read."""
    reviewer: str = Field(min_length=1, max_length=120)
    registration: str = Field(min_length=1, max_length=60)
    on: date
    verdict: ReviewVerdict
    comment: str = Field(default="", max_length=2000)


def content(catalogue: "Catalogue", kind: str, id_: str) -> str:
    """A hash over all that a rule says and over the questions it rests on, 12 hex digits.

    Raises: KeyError where there is no such rule.
    """
    entry = getattr(catalogue, kind)[id_]
    told = [entry, *_questions(catalogue, kind, entry)]
    whole = [one.model_dump(mode="json") for one in told]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _questions(catalogue: "Catalogue", kind: str, entry: Value) -> Iterator[Value]:
    if kind not in QUESTIONS_OF or not isinstance(entry, Precaution):
        return
    known: Any = getattr(catalogue, QUESTIONS_OF[kind])
    named = {trigger.question for group in entry.when for trigger in group}
    named |= {entry.scope.question} if entry.scope.question else set()
    yield from (known[id_] for id_ in sorted(named) if id_ in known)


def reviews_of(catalogue: "Catalogue", kind: str, id_: str) -> tuple[Review, ...]:
    """All reviews of a rule, the latest first."""
    rows = (one for one in catalogue.reviews.values() if (one.kind, one.rule) == (kind, id_))
    return tuple(sorted(rows, key=lambda one: (one.on, one.id), reverse=True))


def stands(review: Review, catalogue: "Catalogue") -> bool:
    """Whether the rule still says what was reviewed."""
    rules = getattr(catalogue, review.kind)
    return review.rule in rules and review.content == content(catalogue, review.kind, review.rule)


def signed(catalogue: "Catalogue") -> frozenset[tuple[str, str]]:
    """Kind and id of every rule that somebody agreed to as it stands, and nobody objects to.

    Of several reviews by one person the latest counts.
    """
    latest: dict[tuple[str, str, str], Review] = {}
    for one in sorted(catalogue.reviews.values(), key=lambda one: (one.on, one.id)):
        if stands(one, catalogue):
            latest[one.kind, one.rule, one.registration] = one
    agreed = {key[:2] for key, one in latest.items() if one.verdict is ReviewVerdict.AGREE}
    return frozenset(agreed - {key[:2] for key, one in latest.items() if one.verdict.objects})

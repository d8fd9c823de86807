"""What people read and hear: short, honest, the same words for the same things."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.complaints import Complaint, Complaints
from endrange.values import Value

LONGEST_SENTENCE = 60
# design.md, Voice: read at a glance from five metres.

FORBIDDEN = re.compile(
    r"—|\b(?:safe|safer|safely|cleared|fix|fixes|fixed|toxins?|knots?|proven to recover)\b",
    re.IGNORECASE,
)
"""Words that promise what nobody can know, or that mean nothing."""

TEXTS = 32_768
"""Texts of which it is remembered what is wrong: the 10,000 shipped ones and some clinics' own, so
that whoever lays a file over them waits for the new ones alone."""

SIDE_WORD = re.compile(r"\b(?:left|right(?! angle))\b", re.IGNORECASE)

GRADES = ("guideline", "review", "trial", "protocol", "general knowledge", "ours")
READ = ("full", "part", "abstract", "summary", "page", "not read")
EQUIPMENT = frozenset(
    ("table", "mat", "chair", "bench", "strap", "towel", "pillow", "bolster", "cushion")
)
SENSATIONS = ("nerve", "vascular", "joint", "tendon", "cramp", "pain")

GRADED = (
    *("sources", "techniques", "precautions", "claims", "reactions"),
    *("followup_rules", "severities"),
)
KINDS = tuple(kind for kind in Catalogue.model_fields if kind != "version")


def grades_are_known(catalogue: Catalogue) -> Complaints:
    """A grade is one of six, and a source says how much of it was read."""
    for kind in GRADED:
        for id_, entry in getattr(catalogue, kind).items():
            if entry.grade not in GRADES:
                problem = f"{entry.grade!r} is no grade; write one of {', '.join(GRADES)}"
                yield Complaint(kind, id_, "grade", problem)
    for source in catalogue.sources.values():
        if source.read not in READ:
            problem = f"{source.read!r} does not say how much; write one of {', '.join(READ)}"
            yield Complaint("sources", source.id, "read", problem)


def words_are_honest(catalogue: Catalogue) -> Complaints:
    """No text promises what nobody can know. Titles of sources are quoted as they are."""
    for kind, id_, field, text in texts(catalogue):
        promise = _promise(text)
        if promise and (kind, field) != ("sources", "title"):
            problem = f"{promise!r} in {text!r}; say what is known instead"
            yield Complaint(kind, id_, field, problem)


@lru_cache(maxsize=TEXTS)
def _promise(text: str) -> str:
    found = FORBIDDEN.search(text)
    return found[0] if found else ""


def stretches_mirror(catalogue: Catalogue) -> Complaints:
    """Words of a stretch or technique hold for both sides."""
    for kind, id_, field, text in texts(catalogue):
        if kind in ("stretches", "techniques") and SIDE_WORD.search(text):
            problem = f"{text!r} names a side; say near, far, same, other"
            yield Complaint(kind, id_, field, problem)


def things_have_one_name(catalogue: Catalogue) -> Complaints:
    """Equipment and sensations use the words of a closed list."""
    for stretch in catalogue.stretches.values():
        needed = stretch.equipment
        for name in sorted({*needed.required, *needed.any_of, *needed.optional} - EQUIPMENT):
            problem = f"{name!r} is unknown; write one of {', '.join(sorted(EQUIPMENT))}"
            yield Complaint("stretches", stretch.id, "equipment", problem)
        for sensation in stretch.must_not_feel:
            if sensation.kind not in SENSATIONS:
                problem = f"{sensation.kind!r} is unknown; write one of {', '.join(SENSATIONS)}"
                yield Complaint("stretches", stretch.id, "must_not_feel.kind", problem)


def every_act_has_words(catalogue: Catalogue) -> Complaints:
    """A technique has words for all its acts; a stretch only for acts that its techniques have."""
    acts = {t.id: {step.act for step in t.steps} for t in catalogue.techniques.values()}
    for technique in catalogue.techniques.values():
        for act in sorted(acts[technique.id] ^ technique.cues.keys()):
            problem = "is an act without words, or words without their act; add or delete"
            yield Complaint("techniques", technique.id, f"cues.{act}", problem)
    for stretch in catalogue.stretches.values():
        spoken = set().union(*(acts.get(id_, set()) for id_ in stretch.techniques))
        for act in sorted(stretch.cues.keys() - spoken):
            problem = "no technique of this stretch has this act; delete the words"
            yield Complaint("stretches", stretch.id, f"cues.{act}", problem)


def live_words_are_short(catalogue: Catalogue) -> Complaints:
    """A sentence that is read or heard during a stretch has at most 60 characters."""
    for kind, id_, field, text in live_words(catalogue):
        sentences = re.split(r"(?<=[.?!])\s+", text.strip())
        for sentence in sentences:
            if not 0 < len(sentence) <= LONGEST_SENTENCE:
                problem = f"{sentence!r} has {len(sentence)} characters; say it in 1 to 60"
                yield Complaint(kind, id_, field, problem)


class Text(NamedTuple):
    """One string, and where it stands."""

    kind: str
    id: str
    field: str
    text: str


def live_words(catalogue: Catalogue) -> Iterator[Text]:
    """What is read or heard during a stretch."""
    for kind in ("stretches", "techniques"):
        for id_, entry in getattr(catalogue, kind).items():
            for act, words in entry.cues.items():
                yield Text(kind, id_, f"cues.{act}.helper", words.helper)
                yield Text(kind, id_, f"cues.{act}.client", words.client)
    for technique in catalogue.techniques.values():
        for act, aloud in technique.say.items():
            yield Text("techniques", technique.id, f"say.{act}", aloud)
    for reaction in catalogue.reactions.values():
        for field, text in _strings(reaction, ""):
            if field.rpartition(".")[2] in ("helper", "client"):
                yield Text("reactions", reaction.id, field, text)


@lru_cache(maxsize=2)
def texts(catalogue: Catalogue) -> tuple[Text, ...]:
    """Every string of every entry; kept for all laws, of what is laid and of what lies below."""
    return tuple(
        Text(kind, id_, field, text)
        for kind in KINDS
        for id_, entry in getattr(catalogue, kind).items()
        for field, text in _strings(entry, "")
    )


def _strings(value: Any, field: str) -> list[tuple[str, str]]:
    """Every string under a value, with its dotted field; a list has the field it stands in."""
    if isinstance(value, str):
        return [(field, value)]
    if isinstance(value, tuple):
        return [found for one in value for found in _strings(one, field)]
    within = value.__dict__ if isinstance(value, Value) else value
    if not isinstance(within, Mapping):
        return []
    dot = field and f"{field}."
    return [found for name, one in within.items() for found in _strings(one, f"{dot}{name}")]

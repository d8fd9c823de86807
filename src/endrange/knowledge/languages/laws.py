"""What must hold of every phrase book, whoever wrote it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from endrange.errors import CatalogueFault
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.languages import GAP, HERE, SENTENCES, codes, pairs
from endrange.knowledge.laws.words import LONGEST_SENTENCE, live_words, texts

PROMISES = {
    "de": re.compile(
        r"—|\b(?:un)?sicher(?:e[nmrs]?|heit)?\b|unbedenklich|gefahrlos|garantiert"
        r"|Schlacken|Giftstoff|Verklebung",
        re.IGNORECASE,
    ),
}
"""Words that promise what nobody can know; see ``endrange.knowledge.laws.words``."""

MISSPELT = {
    "de": re.compile(r"\b(?:daß|muß|läßt|Gefäss|Gesäss|ausser|grösser|heiss|Fuss)\b"),
}
SIDES = {"de": re.compile(r"\b(?:links|rechts|linke[nmrs]?|rechte[nms]?)\b", re.IGNORECASE)}
"""Words of a stretch or technique hold for both sides; ``rechter Winkel`` is an angle."""

ANGLE = re.compile(r"\brechte[nr] Winkel\b")


def check(catalogue: Catalogue, folder: Path = HERE) -> list[CatalogueFault]:
    """Every breach in every language; an empty list means that none was found."""
    return [fault for code in codes(folder) for fault in _faults(catalogue, code, folder / code)]


def _faults(catalogue: Catalogue, code: str, folder: Path) -> Iterator[CatalogueFault]:
    known, live = _known(catalogue), {text for *_, text in live_words(catalogue)}
    before: dict[str, str] = {}
    for file, english, translated in pairs(folder):
        name = f"languages/{code}/{file}"
        kind, _, id_ = file.removesuffix(".toml").partition("/")
        problems = [*_problems(code, kind, english, translated)]
        if english in live and not _is_short(translated):
            problems.append(f"{translated!r} has a sentence of over {LONGEST_SENTENCE} characters")
        if kind != SENTENCES and english not in known.get((kind, id_), ()):
            problems.append(f"no text of {kind} reads so; it changed or went: translate it anew")
        if before.setdefault(english, translated) != translated:
            problems.append(f"{translated!r} here, {before[english]!r} elsewhere; say it one way")
        yield from (CatalogueFault(name, english, problem) for problem in problems)


def _known(catalogue: Catalogue) -> dict[tuple[str, str], set[str]]:
    """The texts of each kind, and of each entry."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, id_, _, text in texts(catalogue):
        known[kind, ""].add(text)
        known[kind, id_].add(text)
    return known


def _problems(code: str, kind: str, english: str, translated: str) -> Iterator[str]:
    if not translated.strip():
        yield "is not translated; translate it or delete the line"
    if sorted(GAP.findall(english)) != sorted(GAP.findall(translated)):
        yield f"{translated!r} has other gaps; keep {GAP.findall(english)}"
    for words in (PROMISES, MISSPELT):
        if found := words[code].search(translated):
            yield f"{found[0]!r} in {translated!r}; say it otherwise"
    sided = SIDES[code].search(ANGLE.sub("", translated))
    if sided and kind in ("stretches", "techniques"):
        yield f"{translated!r} names a side; say near, far, same, other"


def _is_short(text: str) -> bool:
    """Whether it can be read at a glance during a stretch."""
    return all(len(one) <= LONGEST_SENTENCE for one in re.split(r"(?<=[.?!])\s+", text))

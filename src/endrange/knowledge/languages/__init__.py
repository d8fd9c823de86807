"""What the catalogue and the rooms say, in other languages: phrase books, English on the left.

A folder for each language, such as ``de/``. Its files hold pairs, one text to a line::

    "Place both hands." = "Beide Hände auflegen."

The English is the key: a text that has changed since finds no translation, and ``endrange catalogue
check`` names the line that has become useless. ``sentences/`` holds what the rooms compose, with
gaps such as ``{name}``; what fills a gap is translated too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli
from pydantic import Field

from endrange.knowledge.loader import shipped
from endrange.values import Table, Value

HERE = Path(__file__).parent
ENGLISH = "en"
SENTENCES = "sentences"
GAP = re.compile(r"\{(\w+)\}")
FILLING = r"(?:(?![.?!]\s).)+?"
"""What may stand in a gap: anything within one sentence."""

NUMBER = re.compile(r"[-+\u2212]?\d+(\.\d+)?(°| cm)?")
JOINTS = (r"(?<=[.?!])\s+", r"; ", r": ", r" \(|\)", r", ")
"""Where texts are put together: between sentences first, between words of a list last."""
TELLING = 20
UNTOLD = ("{", "a {", "the {")
REMEMBERED = 10_000


class Sentence(Value):
    """A sentence with gaps, in both languages."""

    english: str
    translated: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = GAP.split(self.english)
        fixed = [re.escape(text) for text in parts[::2]]
        gaps = [f"(?P<{name}>{FILLING})" for name in parts[1::2]] + [""]
        return re.compile("".join(part for pair in zip(fixed, gaps, strict=True) for part in pair))

    @property
    def fixed(self) -> int:
        """How many letters of it are always the same."""
        return len(GAP.sub("", self.english))

    @property
    def is_telling(self) -> bool:
        """Whether so much of it is fixed that names unknown to us may stand in its gaps.

        An article tells nothing: what follows it would stay English in the middle of German.
        """
        return self.fixed >= TELLING or not self.english.startswith(UNTOLD)

    def filled(self, gaps: Mapping[str, str]) -> str:
        return GAP.sub(lambda gap: gaps[gap[1]], self.translated)


class Language(Value):
    """All that a language has words for."""

    code: str
    """``de``, or ``en``, which has none of its own and says everything as it stands."""
    decimal_sign: str = "."
    phrases: Table[str, str] = Field(default_factory=dict, validate_default=True)
    sentences: tuple[Sentence, ...] = ()
    """The one with the most fixed letters first."""

    def said(self, text: str) -> str:
        """The text in this language, or as it stands where there is no translation."""
        return text if self.code == ENGLISH else _said(self.code, text) or text

    def knows(self, text: str) -> bool:
        """Whether ``said`` answers in this language; a number is known in all."""
        return self.code == ENGLISH or not text or _said(self.code, text) is not None


@cache
def language(code: str) -> Language:
    """The language of a code such as ``de`` or ``de-at``; English for one we do not have."""
    folder = HERE / code.split("-", maxsplit=1)[0].lower()
    if code.split("-", maxsplit=1)[0].lower() not in codes():
        return Language(code=ENGLISH)
    phrases: dict[str, str] = {}
    sentences: list[Sentence] = []
    for _, english, translated in pairs(folder):
        if GAP.search(english):
            sentences.append(Sentence(english=english, translated=translated))
        else:
            phrases[english] = translated
    return Language(
        code=folder.name,
        decimal_sign=phrases.pop(".", "."),
        phrases=phrases,
        sentences=tuple(sorted(sentences, key=lambda one: -one.fixed)),
    )


def translations(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """By language, those of these texts that it has words for, as they are said today.

    Kept with what is on record: the catalogue goes on changing, and with it the phrase books.
    """
    wanted = tuple(dict.fromkeys(texts))
    return {
        code: {text: known.said(text) for text in wanted if text and known.knows(text)}
        for code in codes()
        for known in (language(code),)
    }


def codes(folder: Path = HERE) -> tuple[str, ...]:
    """The languages besides English."""
    return tuple(sorted(path.name for path in folder.iterdir() if (path / SENTENCES).is_dir()))


def pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """File, English and translation of every line of a language's phrase books."""
    for file in sorted(folder.rglob("*.toml")):
        name = file.relative_to(folder).as_posix()
        for english, translated in tomli.loads(file.read_text(encoding="utf-8")).items():
            yield name, english, translated


@lru_cache(REMEMBERED)
def _said(code: str, text: str) -> str | None:
    """Look a text up: whole, then as a sentence with gaps, then part by part."""
    known = language(code)
    if text in known.phrases:
        return known.phrases[text]
    if NUMBER.fullmatch(text) or not any(letter.isalpha() for letter in text):
        return text.replace(".", known.decimal_sign) if NUMBER.fullmatch(text) else text
    ways = (_other_case, _filled, _joined, _filled_with_names)
    return next((said for way in ways if (said := way(known, text)) is not None), None)


def _other_case(known: Language, text: str) -> str | None:
    """``hip`` where ``Hip`` is known, and the other way round; nouns keep their capital."""
    first = text[0]
    if first.islower():
        return known.phrases.get(first.upper() + text[1:])
    translated = known.phrases.get(first.lower() + text[1:])
    return translated and translated[0].upper() + translated[1:]


def _filled(known: Language, text: str) -> str | None:
    """As a sentence whose gaps hold what is known."""
    for sentence, gaps in _fitting(known, text):
        said = {name: _said(known.code, value) for name, value in gaps.items()}
        if None not in said.values():
            return _begun(text, sentence.filled({name: one or "" for name, one in said.items()}))
    return None


def _filled_with_names(known: Language, text: str) -> str | None:
    """As a sentence that is plain even if a gap holds a name of a clinic's own."""
    for sentence, gaps in _fitting(known, text):
        if sentence.is_telling:
            said = {name: known.said(value) for name, value in gaps.items()}
            return _begun(text, sentence.filled(said))
    return None


def _fitting(known: Language, text: str) -> Iterator[tuple[Sentence, dict[str, str]]]:
    for sentence in known.sentences:
        if gaps := sentence.pattern.fullmatch(text):
            yield sentence, gaps.groupdict()


def _begun(text: str, translated: str) -> str:
    """Begin large where the English does."""
    return translated[:1].upper() + translated[1:] if text[0].isupper() else translated


def _joined(known: Language, text: str) -> str | None:
    """A known beginning, as long as may be, and the rest, if that is known too."""
    for joint in JOINTS:
        for between in reversed(list(re.finditer(joint, text))):
            head, tail = text[: between.start()], text[between.end() :]
            first, rest = (_said(known.code, part) if part else "" for part in (head, tail))
            if first is not None and rest is not None:
                return f"{first}{between[0]}{rest}"
    return None


@cache
def shipped_texts() -> frozenset[str]:
    """Every English text of the shipped catalogue; ids and codes are among them."""
    return frozenset(_strings(shipped()))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Value():
            yield from (text for field in dict(value).values() for text in _strings(field))
        case Mapping():
            yield from (text for one in value.values() for text in _strings(one))
        case tuple():
            yield from (text for one in value for text in _strings(one))

"""What a decision on record says: its own words, in the reader's language where it has them there.

The catalogue changes, and its phrase books with it; what was decided stays as it was said.
"""

from collections.abc import Mapping

from endrange.knowledge import Catalogue, languages
from endrange.knowledge.loader import shipped
from endrange.screening import OWN, Finding

Translations = Mapping[str, Mapping[str, str]]
"""By language: English to translation, as they were when it was decided."""


class AsRecorded(str):
    """A text that is in its last words: nobody looks it up again."""

    __slots__ = ("is_english",)

    is_english: bool
    """Whether it stands in English for want of a translation."""

    def __new__(cls, text: str, *, is_english: bool = False) -> "AsRecorded":
        made = super().__new__(cls, text)
        made.is_english = is_english
        return made


def finding(one: Finding, kept: Translations, code: str, catalogue: Catalogue) -> Finding:
    """The finding for a reader of a language.

    Each text as it was translated then; else as it is today, if it still reads so; else in English
    and marked as English. A clinic's own words stay as the clinic wrote them.

    Args:
        code: of the reader's language, such as ``de``.
        catalogue: the clinic's, which tells its own words from ours.
    """
    reader = languages.language(code)
    if reader.code == languages.ENGLISH:
        return one
    book = kept.get(reader.code)
    ours = book is None and _is_ours(one, catalogue)

    def say(text: str) -> str:
        if book and text in book:
            return AsRecorded(book[text])
        return AsRecorded(text, is_english=True) if ours and not reader.knows(text) else text

    return one.put(say)


def _is_ours(one: Finding, catalogue: Catalogue) -> bool:
    """Whether its rule is as we ship it, or went with an earlier edition."""
    if one.precaution.startswith(f"{OWN}-"):
        return False
    base = shipped()
    return all(
        getattr(catalogue, kind).get(one.precaution) == getattr(base, kind).get(one.precaution)
        for kind in ("precautions", "followup_rules")
    )

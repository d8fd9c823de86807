"""Writes the message files: ``python src/endrange_app/locale/write.py``.

Collects every text of code, templates and scripts, keeps the translations there are, adds new
texts without one, drops those nobody shows any more, and compiles. Needs the development tools.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HERE = Path(__file__).parent
APP = HERE.parent
DOMAINS = {"django": ("*.py", "*.html"), "djangojs": ("*.js",)}
"""``djangojs`` goes to the browser, so it holds what scripts say and nothing else."""

SINGULAR, PLURAL, CONTEXT = None, (1, 2), ((1, "c"), 2)
KEYWORDS = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "noop": SINGULAR,
    "lazy": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
}

NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""Written instead of today, so that the same texts give the same bytes."""

Message = tuple[str | tuple[str, ...], str | None]
"""A text, or singular and plural, and its context."""


def languages() -> list[str]:
    return sorted(folder.parent.name for folder in HERE.glob("*/LC_MESSAGES"))


def messages(domain: str) -> set[Message]:
    """Every text of a domain that somebody may see."""
    return {
        (text, context)
        for pattern in DOMAINS[domain]
        for file in sorted(APP.rglob(pattern))
        if HERE not in file.parents
        for text, context in _of_file(file)
    }


def _of_file(file: Path) -> Iterator[Message]:
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".html":  # Django makes the template look like Python
        source = re.sub(r"^\s+", "", templatize(source), flags=re.MULTILINE)
    method = "javascript" if file.suffix == ".js" else "python"
    for _, text, _, context in extract(method, io.BytesIO(source.encode()), KEYWORDS):
        if text:
            yield text, context


def catalogue(language: str, domain: str) -> Catalog:
    """The translations kept, for exactly the texts there are now."""
    kept = read(language, domain)
    new = Catalog(locale=language, creation_date=NEVER, revision_date=NEVER)
    for text, context in sorted(messages(domain), key=str):
        before = kept.get(text[0] if isinstance(text, tuple) else text, context)
        new.add(
            text,
            string=before.string if before else None,
            flags=before.flags if before else (),
            context=context,
        )
    return new


def read(language: str, domain: str) -> Catalog:
    file = _folder(language) / f"{domain}.po"
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def files(language: str, domain: str) -> dict[Path, bytes]:
    """The two files of a language and domain, as they should be."""
    texts = catalogue(language, domain)
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, texts, width=100, no_location=True, omit_header=True, sort_output=True)
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {texts.plural_forms}\\n"\n'
    )
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    write_mo(compiled, texts)
    folder = _folder(language)
    return {
        folder / f"{domain}.po": head.encode() + text.getvalue(),
        folder / f"{domain}.mo": compiled.getvalue(),
    }


def _folder(language: str) -> Path:
    return HERE / language / "LC_MESSAGES"


def main() -> None:
    for language in languages():
        for domain in DOMAINS:
            for file, content in files(language, domain).items():
                file.write_bytes(content)
            texts = [one for one in read(language, domain) if one.id]
            missing = sum(not one.string or not all(one.string) for one in texts)
            print(f"{language} {domain}: {len(texts)} texts, {missing} not translated")


if __name__ == "__main__":
    main()

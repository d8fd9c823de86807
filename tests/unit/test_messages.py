"""The interface in other languages: complete, compiled, with the same gaps."""

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings

SCRIPT = Path(__file__).parents[2] / "src/endrange_app/locale/write.py"
SPEC = importlib.util.spec_from_file_location("write", SCRIPT)
assert SPEC
assert SPEC.loader
write = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(write)

GAP = re.compile(r"%\(\w+\)\w|%%|\{\w+\}|</?\w+[^>]*>")
PROMISES = re.compile(
    r"\b(un)?sicher(e[nmrs]?)?\b|unbedenklich|gefahrlos|garantiert|—", re.IGNORECASE
)
BOOKS = [(code, domain) for code in write.languages() for domain in write.DOMAINS]


@cache
def book(code: str, domain: str) -> Catalog:
    return write.read(code, domain)


def texts(code: str, domain: str) -> list[tuple[str, str]]:
    """Every English text with its translation; singular and plural one by one."""
    found = []
    for message in book(code, domain):
        if isinstance(message.id, tuple | list):
            found += [(message.id[min(n, 1)], one) for n, one in enumerate(message.string)]
        elif message.id:
            found.append((message.id, message.string))
    return found


def test_every_language_offered_has_its_messages() -> None:
    offered = {code for code, _ in settings.LANGUAGES if not code.startswith("en")}

    assert offered == set(write.languages())


@pytest.mark.parametrize(("code", "domain"), BOOKS)
def test_the_files_hold_what_is_said_now(code: str, domain: str) -> None:
    stale = [
        file.name
        for file, content in write.files(code, domain).items()
        if not file.exists() or file.read_bytes() != content
    ]

    assert stale == [], "run: .venv/bin/python src/endrange_app/locale/write.py, then translate"


@pytest.mark.parametrize(("code", "domain"), BOOKS)
def test_nothing_lacks_its_translation(code: str, domain: str) -> None:
    doubtful = [message.id for message in book(code, domain) if message.fuzzy and message.id]

    assert [english for english, said in texts(code, domain) if not said] == []
    assert doubtful == []


@pytest.mark.parametrize(("code", "domain"), BOOKS)
def test_gaps_and_elements_are_the_same(code: str, domain: str) -> None:
    differing = [
        (english, said)
        for english, said in texts(code, domain)
        if sorted(GAP.findall(english)) != sorted(GAP.findall(said))
    ]

    assert differing == []


@pytest.mark.parametrize("domain", write.DOMAINS)
def test_german_promises_nothing(domain: str) -> None:
    assert [said for _, said in texts("de", domain) if PROMISES.search(said)] == []

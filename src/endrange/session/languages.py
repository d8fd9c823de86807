"""The words of a timeline in another language; what happens and when stays as it is."""

from typing import Any

from endrange.knowledge.languages import Language

TEXTS = frozenset(
    (
        "name",
        "short",
        "technique_name",
        "helper_position",
        "client_setup",
        "hands",
        "felt",
        "feels",
        "action",
        "notes",
        "words_if_hurt",
        "helper",
        "client",
        "say",
    )
)
"""Fields of ``Card``, ``Segment`` and what they hold that somebody reads or hears."""


def in_language(timeline: dict[str, Any], language: Language) -> dict[str, Any]:
    """A timeline as plain data, with every text in the language; English where it has none."""
    return {key: _said(key, value, language) for key, value in timeline.items()}


def _said(key: str, value: Any, language: Language) -> Any:
    match value:
        case str():
            return language.said(value) if key in TEXTS else value
        case dict():
            return {name: _said(name, one, language) for name, one in value.items()}
        case list():
            return [_said(key, one, language) for one in value]
        case _:
            return value

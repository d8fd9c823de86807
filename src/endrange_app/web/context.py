"""What every page's frame needs. Costs no query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

THEMES = ("light", "dark")
THEME_COOKIE = "theme"
SECTIONS = {
    "/clients/": "clients",
    "/library/": "library",
    "/practice/": "practice",
    "/gallery/": "practice",
    "/adverse-events/": "practice",
    "/accounts/": "account",
}


def frame(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "",
        "member": getattr(request, "member", None),
        "section": _section(request.path),
        "language": language,
        "language_name": dict(settings.LANGUAGES).get(language, language),
        "languages": settings.LANGUAGES,
    }


def _section(path: str) -> str:
    return next((name for start, name in SECTIONS.items() if path.startswith(start)), "today")

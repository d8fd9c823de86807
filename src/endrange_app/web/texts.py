"""What scripts say, in the language of the page: part of the page, so that it is there offline."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog


def of_scripts() -> dict[str, Any]:
    """English text to the text of the language in force; without an entry the English stands."""
    return _catalog(get_language() or settings.LANGUAGE_CODE)


@cache
def _catalog(language: str) -> dict[str, Any]:
    catalog = JSONCatalog()
    folders = [str(folder) for folder in settings.LOCALE_PATHS]
    catalog.translation = DjangoTranslation(language, domain="djangojs", localedirs=folders)
    found: dict[str, Any] = catalog.get_catalog()
    return found

"""One line of text somebody types: a name, a goal. Only what a reader can see."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 120
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Control characters, halves of pairs, and ends of lines."""
TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
"""Characters that turn the direction of writing, so that a name reads as another."""


class LineField(forms.CharField):
    """Says how long the text is where it is too long, and which character is not seen."""

    def __init__(self, *, max_length: int = LONGEST_NAME, **options: Any) -> None:
        too_long = _("At most %(limit_value)d characters; this has %(show_value)d.")
        super().__init__(max_length=max_length, error_messages={"max_length": too_long}, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if character := unseen(text):
            raise forms.ValidationError(
                _("This holds a character nobody can see (%(character)s). Type it again.")
                % {"character": character}
            )
        return text


def unseen(text: str) -> str:
    """The code of the first character nobody can see, such as ``U+202E``; empty for none."""
    found = next((one for one in text if _is_unseen(one)), None)
    return "" if found is None else f"U+{ord(found):04X}"


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN or ord(character) in TURNING

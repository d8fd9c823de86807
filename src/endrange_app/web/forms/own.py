"""A file of a clinic's own entries: pasted or uploaded, of which kind, under which name."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from endrange.knowledge.loader import ONE_FILE_EACH
from endrange_app.web.forms.lines import LineField

MOST_CHARACTERS = 200_000
"""Ours: a hundred times the longest stretch that is shipped."""

KINDS = {
    "stretches": _("A stretch"),
    "techniques": _("A technique"),
    "precautions": _("Rules"),
    "questions": _("Questions"),
    "measures": _("A measure"),
    "presets": _("A preset"),
    "goals": _("Goals"),
    "populations": _("People and ways of training"),
    "sports": _("Sports and work"),
    "claims": _("What the evidence says"),
    "guides": _("Guides"),
    "norms": _("What others measured"),
    "muscles": _("Muscles"),
    "areas": _("Places of the body"),
    "sources": _("Sources"),
}
"""What a clinic may lay over; joints, reactions and what answers the articles stay ours."""

AN_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class OwnFileForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()))
    entry = LineField(
        max_length=60,
        required=False,
        label=_("Its name"),
        help_text=_("For one stretch, technique, measure or preset: small letters, joined by _."),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("The entries, as TOML"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "code"}),
    )
    file = forms.FileField(
        required=False,
        label=_("Or a file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,text/plain"}),
    )

    def clean_file(self) -> str:
        """The text of the file."""
        sent: UploadedFile[Any] | None = self.cleaned_data["file"]
        if sent is None:
            return ""
        if sent.size and sent.size > MOST_CHARACTERS:
            raise forms.ValidationError(_too_long(sent.size))
        try:
            return str(sent.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            problem = _("This file is not UTF-8 text (byte %(at)s). Save it as UTF-8.")
            raise forms.ValidationError(problem % {"at": error.start}) from None

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > MOST_CHARACTERS:
            raise forms.ValidationError(_too_long(len(text)))
        return text

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        typed, sent = given.get("text", ""), given.get("file", "")
        if typed.strip() and sent:
            self.add_error("file", _("There is a text and a file. Leave one of them out."))
        elif not typed.strip() and not sent and not self.errors:
            self.add_error("text", _("Paste the entries here, or choose a file."))
        kind, entry = given.get("kind"), given.get("entry", "")
        if kind in ONE_FILE_EACH and not AN_ID.fullmatch(entry) and "entry" not in self.errors:
            problem = _("“%(name)s” is no name for this. Write one such as our_calf_stretch.")
            self.add_error("entry", problem % {"name": entry})
        return given

    @property
    def name(self) -> str:
        """The name the file would have in a folder."""
        kind, entry = self.cleaned_data["kind"], self.cleaned_data["entry"]
        return f"{kind}/{entry}.toml" if kind in ONE_FILE_EACH else f"{kind}.toml"

    @property
    def entries(self) -> str:
        """What was sent, whichever way."""
        given = self.cleaned_data
        return str(given["file"] or given["text"])

    @property
    def as_text(self) -> "OwnFileForm":
        """The same with the text of a file in sight, so that it can be corrected here."""
        kept = {name: self.cleaned_data[name] for name in ("kind", "entry")}
        return OwnFileForm(kept | {"text": self.entries})


def _too_long(length: int) -> Any:
    problem = _("At most %(most)s characters in one file; this has %(length)s.")
    return problem % {"most": MOST_CHARACTERS, "length": length}

"""Harm as it is written down: a report, and how it went on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endrange.knowledge import REGIONS, Catalogue, Severity
from endrange.values import Side
from endrange_app.storage.harm import (
    LONGEST,
    AdverseReport,
    Causality,
    HarmFollowUp,
    Judged,
    Moment,
    Outcome,
    Referral,
)
from endrange_app.web import harmwords, words
from endrange_app.web.forms.lines import LineField

NOT_JUDGED = dict.fromkeys(("causality", "expected", "preventable"), "unknown")
NOTHING = ("", gettext_lazy("not known"))


def _text(label: Any, *, required: bool = False, rows: int = 2, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def _number(label: Any, low: int, high: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=low, max_value=high, help_text=help_text
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a date such as 2026-03-31.")},
    )


def _not_to_come(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day


def _choice(label: Any, *, required: bool = True, radio: bool = False) -> forms.ChoiceField:
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(label=label, required=required, widget=widget)


class HarmForm(forms.Form):
    """What happened. Little is needed at once; the rest is added when it is known."""

    severity = _choice(gettext_lazy("How bad was it?"), radio=True)
    what = _text(
        gettext_lazy("What happened?"),
        required=True,
        rows=4,
        help_text=gettext_lazy("In plain words, without names: this is exported as it stands."),
    )
    happened_on = _day(gettext_lazy("On which day?"))
    moment = _choice(gettext_lazy("When was it first noticed?"))
    reported_by = LineField(
        label=gettext_lazy("Who said so first?"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("The client, the helper, somebody else; no name."),
    )
    action = _text(gettext_lazy("What was done at once?"))
    advice = _text(gettext_lazy("What were they told to do?"))
    referral = _choice(gettext_lazy("Were they sent to somebody?"))
    stretch = _choice(gettext_lazy("During which stretch?"), required=False)
    technique = _choice(gettext_lazy("Technique"), required=False)
    side = _choice(gettext_lazy("Side"), required=False)
    region = _choice(gettext_lazy("Which region hurts?"), required=False)
    phase = _choice(gettext_lazy("Phase"), required=False)
    onset_seconds = _number(
        gettext_lazy("Seconds from the start of the hold"),
        -3600,
        86_400,
        gettext_lazy("Before it: with a minus sign."),
    )
    seconds_to_release = _number(gettext_lazy("Seconds until the limb was let go"), 0, 3600)
    pain = _number(gettext_lazy("Pain, 0 to 10"), 0, 10)
    planned_degrees = _number(gettext_lazy("Planned angle, degrees"), -180, 180)
    angle_degrees = _number(gettext_lazy("Angle it came to, degrees"), -180, 180)
    causality = _choice(gettext_lazy("Did the session cause it?"))
    expected = _choice(gettext_lazy("Was it to be expected?"))
    preventable = _choice(gettext_lazy("Could it have been prevented?"))
    near_miss = forms.BooleanField(
        required=False, label=gettext_lazy("A near miss: nothing came of it, but it could have.")
    )

    NOTICED = ("happened_on", "moment", "reported_by")
    DONE = ("action", "advice", "referral")
    WHERE = ("stretch", "technique", "side", "region", "phase", "pain")
    MEASURED = ("onset_seconds", "seconds_to_release", "planned_degrees", "angle_degrees")
    JUDGED = ("causality", "expected", "preventable", "near_miss")

    def __init__(self, *args: Any, catalogue: Catalogue, **kw: Any):
        super().__init__(*args, **kw)
        for name, choices in _choices(catalogue).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.initial = {**NOT_JUDGED, **self.initial}

    def clean_happened_on(self) -> date:
        return _not_to_come(self.cleaned_data["happened_on"])

    @property
    def noticed(self) -> list[forms.BoundField]:
        return [self[name] for name in self.NOTICED]

    @property
    def done(self) -> list[forms.BoundField]:
        return [self[name] for name in self.DONE]

    @property
    def where(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WHERE]

    @property
    def measured(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MEASURED]

    @property
    def judged(self) -> list[forms.BoundField]:
        return [self[name] for name in self.JUDGED]

    @property
    def report(self) -> AdverseReport:
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not None and (value != "" or name in ("stretch", "technique"))
        }
        return AdverseReport.model_validate(said)


def _choices(catalogue: Catalogue) -> Mapping[str, list[tuple[str, Any]]]:
    stretches = sorted(catalogue.stretches.values(), key=lambda one: one.name)
    sides = (Side.LEFT, Side.RIGHT, Side.BOTH, Side.MIDLINE)
    return {
        "severity": [(one.id, _severity(one)) for one in catalogue.severities.values()],
        "moment": [("", _("choose")), *_all(harmwords.MOMENTS, Moment)],
        "referral": _all(harmwords.REFERRALS, Referral),
        "causality": _all(harmwords.CAUSALITIES, Causality),
        "expected": _all(harmwords.JUDGED, Judged),
        "preventable": _all(harmwords.JUDGED, Judged),
        "stretch": [NOTHING, *((one.id, words.said(one.name)) for one in stretches)],
        "technique": [
            NOTHING,
            *((one.id, words.said(one.name)) for one in catalogue.techniques.values()),
        ],
        "side": [NOTHING, *((side.value, words.SIDES[side]) for side in sides)],
        "region": [NOTHING, *((part.value, words.PARTS[part]) for part in REGIONS)],
        "phase": [NOTHING, *((phase.value, word) for phase, word in words.PHASES.items())],
    }


def _severity(one: Severity) -> str:
    """``2, Moderate: For days and moderate, …``, its name set off."""
    name, means = words.said(one.name), words.said(one.means)
    return format_html("<span><b>{}, {}:</b> {}</span>", one.id, name, means)


def _all(table: Mapping[Any, str], kind: Any) -> list[tuple[str, Any]]:
    return [(member.value, table[member]) for member in kind]


class HarmFollowUpForm(forms.Form):
    """How it went on."""

    on = _day(gettext_lazy("On which day?"))
    outcome = _choice(gettext_lazy("How does it stand?"))
    text = _text(gettext_lazy("What was said, seen or done?"), rows=3)
    clinician_told = LineField(
        required=False,
        label=gettext_lazy("Which clinician was told?"),
        help_text=gettext_lazy("Leave empty while nobody was."),
    )

    def __init__(self, *args: Any, **kw: Any):
        super().__init__(*args, **kw)
        self.fields["outcome"].choices = _all(harmwords.OUTCOMES, Outcome)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"])

    @property
    def said(self) -> HarmFollowUp:
        return HarmFollowUp.model_validate(self.cleaned_data)

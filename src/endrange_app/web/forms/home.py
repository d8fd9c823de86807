"""One number measured at home: which measure, which side, what it was read with."""

from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from endrange.assessment import Origin, Reading, stored
from endrange.errors import BadInput
from endrange.knowledge import Convention, Measure
from endrange.values import Side
from endrange_app.web import words
from endrange_app.web.forms.readings import DIGITS, KEYPAD, ReadingField, ReadingForm
from endrange_app.web.measuring import sides_of

OWN_END = "client says stop"
"""What ends a movement at home, where the measure can end so."""


class HomeForm(forms.Form):
    """Prefixed by its measure, so that several stand on one page."""

    side = forms.ChoiceField(
        label=_("Side"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the side.")},
    )
    value = ReadingField(
        label=_("Number"),
        widget=forms.TextInput(attrs=DIGITS | KEYPAD | {"enterkeyhint": "done"}),
        error_messages={"required": _("Write the number."), "invalid": _("Write a number.")},
    )
    instrument = forms.ChoiceField(label=_("Read with"))

    def __init__(self, measure: Measure, data: QueryDict | None = None) -> None:
        sides = sides_of(measure)
        only = sides[0].value if len(sides) == 1 else None
        super().__init__(data, prefix=measure.id, initial={"side": only})
        self.measure = measure
        self.fields["value"].unit = words.UNITS[measure.unit].strip()  # type: ignore[attr-defined]
        self.fields["side"].choices = [(one.value, words.SIDES[one]) for one in sides]  # type: ignore[attr-defined]
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            (one, (said := words.said(one))[:1].upper() + said[1:]) for one in measure.instruments
        ]

    def clean_value(self) -> float:
        value: float = self.cleaned_data["value"]
        try:
            return stored(value, Convention.STORED, self.measure)
        except BadInput:
            side = sides_of(self.measure)[0]
            raise forms.ValidationError(ReadingForm(self.measure, side).beyond(value)) from None

    def reading(self, now: datetime) -> Reading:
        """The reading typed in; only after ``is_valid``."""
        ends = self.measure.end_criteria
        return Reading(
            measure=self.measure.id,
            side=Side(self.cleaned_data["side"]),
            value=self.cleaned_data["value"],
            trials=(self.cleaned_data["value"],),
            active=self.measure.active,
            instrument=self.cleaned_data["instrument"],
            examiner="home",
            end_criterion=OWN_END if OWN_END in ends else ends[0],
            origin=Origin.HOME,
            taken_at=now,
        )

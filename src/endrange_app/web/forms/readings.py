"""One measurement typed in: trials, instrument, end criterion, discomfort."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from endrange.assessment import Moment, Reading, summarise
from endrange.knowledge import Measure, Unit
from endrange.values import Side
from endrange_app.web import words

TENFOLD = 10
"""A forgotten decimal point or a doubled key: 670 for 67."""

APART = {Unit.DEGREES: 25, Unit.CENTIMETRES: 5}
"""Tries of one reading that differ by more are asked about. Ours: for most measures more than three
MDC95 of a careful examiner, so a slip of the hand or of the keys, not the error of measuring."""
NUMBER = re.compile(r"[-+\u2212]?[0-9]+([.,][0-9]+)?")
"""As people write one. Powers of ten are a slip of the keys here: 1e2 is no angle."""


class NumberField(forms.FloatField):
    """With a decimal point or comma, whatever the language of the browser."""

    def to_python(self, value: Any) -> Any:
        said = str(value or "").strip()
        if said and not NUMBER.fullmatch(said):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(said.replace(",", ".").replace("\u2212", "-"))


class ReadingForm(forms.Form):
    """Prefixed by measure and side, so that several stand on one page."""

    instrument = forms.ChoiceField(
        label=_("Instrument"), error_messages={"required": _("Choose what was used.")}
    )
    end_criterion = forms.ChoiceField(
        label=_("Ended by"), error_messages={"required": _("Choose what ended it.")}
    )
    discomfort = forms.TypedChoiceField(
        label=_("Discomfort"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: [
            ("", _("Not asked")),
            *((str(n), _("%(n)d of 10") % {"n": n}) for n in range(11)),
        ],
    )
    keep = forms.CharField(required=False, widget=forms.HiddenInput)
    """The tries somebody was asked about and keeps: others are asked about again."""

    def __init__(
        self,
        measure: Measure,
        side: Side,
        data: QueryDict | dict[str, str] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, prefix=f"{measure.id}-{side.value}")
        self.measure, self.side = measure, side
        self._offer("instrument", measure.instruments)
        self._offer("end_criterion", measure.end_criteria)
        for number in range(1, measure.trials + 1):
            self.fields[f"trial_{number}"] = _trial(measure, number)

    def _offer(self, name: str, values: tuple[str, ...]) -> None:
        choices = [
            ("", _("Choose")),
            *((value, (said := words.said(value))[:1].upper() + said[1:]) for value in values),
        ]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def trials(self) -> list[forms.BoundField]:
        return [self[f"trial_{n}"] for n in range(1, self.measure.trials + 1)]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self["instrument"], self["end_criterion"], self["discomfort"]]

    def clean(self) -> dict[str, Any]:
        for field in self.trials:
            value = self.cleaned_data.get(field.name)
            if value is not None and not self.measure.low <= value <= self.measure.high:
                self.add_error(field.name, self._beyond(value))
        if not self.errors and not self._values():
            self.add_error("trial_1", _("Write at least one try, or skip this measure."))
        if not self.errors and self.is_apart and self.cleaned_data["keep"] != self.tries:
            apart = words.reading(self._range(), self.measure)
            self.add_error(
                None,
                _("These differ by %(range)s. Measure again, or keep them.") % {"range": apart},
            )
        return self.cleaned_data

    @property
    def is_apart(self) -> bool:
        """Whether the tries are too far apart for one and the same range."""
        values = self._values()
        return len(values) > 1 and self._range() > APART[self.measure.unit]

    @property
    def tries(self) -> str:
        """The tries as one word, to be sent back by whoever keeps them."""
        return "/".join(f"{value:g}" for value in self._values())

    def _range(self) -> float:
        values = self._values()
        return max(values) - min(values)

    def _beyond(self, value: float) -> str:
        low, high = words.number(self.measure.low), words.reading(self.measure.high, self.measure)
        told = {"value": words.reading(value, self.measure), "low": low, "high": high}
        text = _("%(value)s is outside %(low)s to %(high)s.") % told
        for guess in (value / TENFOLD, value * TENFOLD):
            if self.measure.low <= guess <= self.measure.high:
                meant = _("Did you mean %(value)s?") % {"value": words.number(guess)}
                return f"{text} {meant}"
        again = _("Measure again.")
        return f"{text} {again}"

    def _values(self) -> list[float]:
        given = (self.cleaned_data.get(field.name) for field in self.trials)
        return [value for value in given if value is not None]

    def reading(self, *, examiner: str, moment: Moment, now: datetime) -> Reading:
        """The reading typed in; only after ``is_valid``."""
        trials = self._values()
        return Reading(
            measure=self.measure.id,
            side=self.side,
            value=summarise(trials, self.measure),
            trials=tuple(trials),
            active=self.measure.active,
            instrument=self.cleaned_data["instrument"],
            examiner=examiner,
            end_criterion=self.cleaned_data["end_criterion"],
            discomfort=self.cleaned_data["discomfort"],
            moment=moment,
            taken_at=now,
        )


def _trial(measure: Measure, number: int) -> NumberField:
    unit = words.UNITS[measure.unit].strip()
    return NumberField(
        label=_("Try %(number)d") % {"number": number},
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 5}),
        error_messages={"invalid": _("Write a number in %(unit)s, such as 67.") % {"unit": unit}},
    )

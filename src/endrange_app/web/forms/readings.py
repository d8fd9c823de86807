"""One measurement typed in: trials, instrument, end criterion, discomfort."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from endrange.assessment import (
    Moment,
    Reading,
    Wanted,
    WarmUp,
    is_spread,
    perhaps_meant,
    stored,
    summarise,
    wanted,
)
from endrange.errors import BadInput
from endrange.knowledge import Convention, EndFeel, Measure
from endrange.values import Side
from endrange_app.web import measurewords, words

TENFOLD = 10
"""A forgotten decimal point or a doubled key: 670 for 67."""

NUMBER = re.compile(r"[-+\u2212]?[0-9]+([.,][0-9]+)?")
"""As people write one. Powers of ten are a slip of the keys here: 1e2 is no angle."""

FINEST = 1
"""Decimals of a reading: a browser tells motion to 0.1 (W3C), a tape shows millimetres. More would
have to be rounded, and nothing is rounded unasked."""


_TOO_FINE = _("%(value)s is finer than instruments show. Write it with one decimal at most.")
_WHOLE = _("Write a whole number from 0 to 10, or leave it out.")
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "enterkeyhint": "done", "size": 5}
KEYPAD = {"inputmode": "decimal", "enterkeyhint": "next"}
"""Keys for digits alone on a phone, and one that goes on to the next field."""


class NumberField(forms.FloatField):
    """With a decimal point or comma, whatever the language of the browser; its unit may follow."""

    unit = ""
    """Such as ``°`` or ``cm``: another one is refused."""

    def to_python(self, value: Any) -> Any:
        said = str(value or "").strip().removesuffix(self.unit).strip()
        if said and not NUMBER.fullmatch(said):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(said.replace(",", ".").replace("\u2212", "-"))


class ReadingField(NumberField):
    """One try, as finely as instruments show it."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is not None and round(number, FINEST) != number:
            raise forms.ValidationError(_TOO_FINE % {"value": words.number(number, 6)})
        return number


class ReadingForm(forms.Form):
    """Prefixed by measure and side, so that several stand on one page."""

    instrument = forms.ChoiceField(
        label=_("Instrument"), error_messages={"required": _("Choose what was used.")}
    )
    end_criterion = forms.ChoiceField(
        label=_("Ended by"), error_messages={"required": _("Choose what ended it.")}
    )
    discomfort = forms.IntegerField(
        label=_("Discomfort"),
        required=False,
        min_value=0,
        max_value=10,
        widget=forms.TextInput(attrs=DIGITS | {"placeholder": "0–10"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _WHOLE),
    )
    end_feel = forms.TypedChoiceField(
        label=_("End-feel"), coerce=EndFeel, empty_value=None, required=False
    )
    warm_up = forms.TypedChoiceField(
        label=_("Before it"), coerce=WarmUp, empty_value=None, required=False
    )
    convention = forms.TypedChoiceField(
        label=_("Counted"), coerce=Convention, empty_value=Convention.STORED, required=False
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
        self._offer_words("end_feel", measurewords.END_FEELS, _("Not noted"))
        self._offer_words("warm_up", measurewords.WARM_UPS, _("Not noted"))
        counted = {one: measurewords.CONVENTIONS[one] for one in measure.conventions}
        self._offer_words("convention", counted, measurewords.CONVENTIONS[Convention.STORED])
        for number in range(1, measure.trials + measure.more_trials + 1):
            self.fields[f"trial_{number}"] = _trial(measure, number)

    def _offer(self, name: str, values: tuple[str, ...]) -> None:
        choices = [
            ("", _("Choose")),
            *((value, (said := words.said(value))[:1].upper() + said[1:]) for value in values),
        ]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _offer_words(self, name: str, choices: Mapping[Any, str], otherwise: Any) -> None:
        offered = [("", otherwise), *((key.value, word) for key, word in choices.items())]
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    @property
    def every_trial(self) -> list[forms.BoundField]:
        most = self.measure.trials + self.measure.more_trials
        return [self[f"trial_{n}"] for n in range(1, most + 1)]

    @property
    def trials(self) -> list[forms.BoundField]:
        """The usual number; and those above it once tries lie far apart."""
        more = self.measure.more_trials if self.is_apart else 0
        return self.every_trial[: self.measure.trials + more]

    @property
    def quick(self) -> list[forms.BoundField]:
        """What is new at every reading; typed one after the other."""
        return [*self.trials, self["discomfort"]]

    @property
    def goes_below_zero(self) -> bool:
        """Whether its number can have a sign, which the keypad of some phones lacks."""
        return self.measure.low < 0

    @property
    def is_known(self) -> bool:
        """Whether instrument and end criterion are taken over, and need not be chosen."""
        return not self.is_bound and {"instrument", "end_criterion"} <= self.initial.keys()

    @property
    def others(self) -> list[forms.BoundField]:
        """What else is known of a reading; only what this measure can have."""
        names = ["instrument", "end_criterion"]
        names += ["end_feel"] if self.measure.end_feels else []
        names += ["warm_up"]
        names += ["convention"] if self.measure.conventions else []
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        for field in self.every_trial:
            value = self.cleaned_data.get(field.name)
            if value is not None:
                self._check(field.name, value)
        if not self.errors and not self.values:
            self.add_error("trial_1", _("Write at least one try, or skip this measure."))
        if not self.errors and self._more.count and self.cleaned_data["keep"] != self.tries:
            self.add_error(None, self._take_more())
        return self.cleaned_data

    def _check(self, name: str, written: float) -> None:
        """Keep a number as the measure counts it; refuse one that it cannot be."""
        convention = self.cleaned_data.get("convention") or Convention.STORED
        try:
            self.cleaned_data[name] = stored(written, convention, self.measure)
        except BadInput:
            self.add_error(name, self.beyond(written))

    @property
    def is_apart(self) -> bool:
        """Whether the tries given are too far apart for one and the same range."""
        return self.is_bound and is_spread(self.values, self.measure)

    @property
    def _more(self) -> Wanted:
        """What is to be taken again; nothing while the usual number may still come."""
        return wanted(self.values, self.measure) if self.is_apart else Wanted(count=0)

    def _take_more(self) -> str:
        apart = words.reading(max(self.values) - min(self.values), self.measure)
        told = {"range": apart, "count": self._more.count}
        return _("These lie %(range)s apart. Take %(count)d more, or keep them.") % told

    @property
    def tries(self) -> str:
        """The tries as one word, to be sent back by whoever keeps them."""
        return "/".join(f"{value:g}" for value in self.values)

    def beyond(self, value: float) -> str:
        """That a number cannot be, and what it may have been meant to be."""
        low, high = words.number(self.measure.low), words.reading(self.measure.high, self.measure)
        told = {"value": words.reading(value, self.measure), "low": low, "high": high}
        text = _("%(value)s is outside %(low)s to %(high)s.") % told
        for convention in perhaps_meant(value, self.measure):
            counted = measurewords.CONVENTIONS[convention]
            meant = _("Is it counted otherwise (%(how)s)? Then say so below.") % {"how": counted}
            return f"{text} {meant}"
        for guess in (value / TENFOLD, value * TENFOLD):
            if self.measure.low <= guess <= self.measure.high:
                meant = _("Did you mean %(value)s?") % {"value": words.number(guess)}
                return f"{text} {meant}"
        again = _("Measure again.")
        return f"{text} {again}"

    @property
    def values(self) -> list[float]:
        """The tries given, as the measure counts them."""
        cleaned = self.cleaned_data if self.is_bound and self.errors is not None else {}
        given = (cleaned.get(field.name) for field in self.every_trial)
        return [value for value in given if value is not None]

    def reading(self, *, examiner: str, moment: Moment, now: datetime) -> Reading:
        """The reading typed in; only after ``is_valid``."""
        trials = self.values
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
            end_feel=self.cleaned_data["end_feel"],
            warm_up=self.cleaned_data["warm_up"],
            convention=self.cleaned_data["convention"],
            moment=moment,
            taken_at=now,
        )


def _trial(measure: Measure, number: int) -> ReadingField:
    unit = words.UNITS[measure.unit].strip()
    field = ReadingField(
        label=_("Try %(number)d") % {"number": number},
        required=False,
        widget=forms.TextInput(attrs=DIGITS | KEYPAD),
        error_messages={"invalid": _("Write a number in %(unit)s, such as 67.") % {"unit": unit}},
    )
    field.unit = unit
    return field

"""Two readings of one person on two days, for the clinic's own error."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from endrange.assessment import Pair, Reading, stored
from endrange.errors import BadInput
from endrange.knowledge import Convention, Measure
from endrange.values import Side
from endrange_app.storage.models import Client, Membership
from endrange_app.web import words
from endrange_app.web.forms.readings import DIGITS, KEYPAD, NumberField, ReadingForm
from endrange_app.web.measuring import sides_of

NOON = time(12)


def _number(label: Any) -> NumberField:
    widget = forms.TextInput(attrs=DIGITS | KEYPAD)
    wrong = {"required": _("Write the number."), "invalid": _("Write a number.")}
    return NumberField(label=label, widget=widget, error_messages=wrong)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = {"required": _("Choose the day."), "invalid": _("Choose the day.")}
    return forms.DateField(label=label, widget=widget, error_messages=wrong)


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, error_messages={"required": _("Choose one.")})


class RetestForm(forms.Form):
    """Both readings taken in the same way; who read each may differ."""

    client = _choice(_("Who was measured"))
    side = _choice(_("Side"))
    instrument = _choice(_("Instrument"))
    end_criterion = _choice(_("Ended by"))
    first = _number(_("First number"))
    first_on = _day(_("First day"))
    first_by = _choice(_("First read by"))
    second = _number(_("Second number"))
    second_on = _day(_("Second day"))
    second_by = _choice(_("Second read by"))

    def __init__(
        self,
        measure: Measure,
        clients: Iterable[Client],
        members: Iterable[Membership],
        data: QueryDict | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.measure = measure
        self._offer("client", [("", _("Choose")), *((str(one.pk), one.name) for one in clients)])
        self._offer("side", ((one.value, words.SIDES[one]) for one in sides_of(measure)))
        self._offer("instrument", ((one, words.said(one)) for one in measure.instruments))
        self._offer("end_criterion", ((one, words.said(one)) for one in measure.end_criteria))
        hands = [(str(one.user_id), one.user.get_full_name()) for one in members]
        self._offer("first_by", hands)
        self._offer("second_by", hands)

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean_first(self) -> float:
        return self._stored("first")

    def clean_second(self) -> float:
        return self._stored("second")

    def _stored(self, name: str) -> float:
        value: float = self.cleaned_data[name]
        try:
            return stored(value, Convention.STORED, self.measure)
        except BadInput:
            side = sides_of(self.measure)[0]
            raise forms.ValidationError(ReadingForm(self.measure, side).beyond(value)) from None

    def clean_second_on(self) -> date:
        day: date = self.cleaned_data["second_on"]
        if day > timezone.localdate():
            told = _("%(day)s is still to come.") % {"day": words.whole_day(day)}
            raise forms.ValidationError(told)
        return day

    @property
    def pair(self) -> Pair:
        """Only after ``is_valid``."""
        return Pair(first=self._reading("first"), second=self._reading("second"))

    def _reading(self, which: str) -> Reading:
        said = self.cleaned_data
        noon = timezone.make_aware(datetime.combine(said[f"{which}_on"], NOON))
        return Reading(
            measure=self.measure.id,
            side=Side(said["side"]),
            value=said[which],
            trials=(said[which],),
            active=self.measure.active,
            instrument=said["instrument"],
            examiner=said[f"{which}_by"],
            end_criterion=said["end_criterion"],
            taken_at=noon,
        )

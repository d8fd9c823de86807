"""Repeats for the clinic's own error: two readings of one person, or sessions of a stable one."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from endrange.assessment import FEWEST_SESSIONS, MOST_SESSIONS, Pair, Reading, stored
from endrange.errors import BadInput
from endrange.knowledge import Convention, Measure
from endrange.values import Side
from endrange_app.storage.models import Client, Membership
from endrange_app.web import words
from endrange_app.web.forms.readings import DIGITS, KEYPAD, NumberField, ReadingForm
from endrange_app.web.measuring import sides_of

NOON = time(12)
Sessions = list[tuple[forms.BoundField, forms.BoundField]]
"""Day and number of each."""


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


class RepeatForm(forms.Form):
    """Who was measured, and how: the same for all repeats of one person."""

    client = _choice(_("Who was measured"))
    side = _choice(_("Side"))
    instrument = _choice(_("Instrument"))
    end_criterion = _choice(_("Ended by"))

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
        self.hands = [(str(one.user_id), one.user.get_full_name()) for one in members]

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def stored(self, name: str) -> float:
        value: float = self.cleaned_data[name]
        try:
            return stored(value, Convention.STORED, self.measure)
        except BadInput:
            side = sides_of(self.measure)[0]
            raise forms.ValidationError(ReadingForm(self.measure, side).beyond(value)) from None

    def past(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > timezone.localdate():
            told = _("%(day)s is still to come.") % {"day": words.whole_day(day)}
            raise forms.ValidationError(told)
        return day

    def reading(self, value: float, on: date, examiner: str) -> Reading:
        said = self.cleaned_data
        return Reading(
            measure=self.measure.id,
            side=Side(said["side"]),
            value=value,
            trials=(value,),
            active=self.measure.active,
            instrument=said["instrument"],
            examiner=examiner,
            end_criterion=said["end_criterion"],
            taken_at=timezone.make_aware(datetime.combine(on, NOON)),
        )


class RetestForm(RepeatForm):
    """Both readings taken in the same way; who read each may differ."""

    first = _number(_("First number"))
    first_on = _day(_("First day"))
    first_by = _choice(_("First read by"))
    second = _number(_("Second number"))
    second_on = _day(_("Second day"))
    second_by = _choice(_("Second read by"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._offer("first_by", self.hands)
        self._offer("second_by", self.hands)

    def clean_first(self) -> float:
        return self.stored("first")

    def clean_second(self) -> float:
        return self.stored("second")

    def clean_second_on(self) -> date:
        return self.past("second_on")

    @property
    def pair(self) -> Pair:
        """Only after ``is_valid``."""
        return Pair(first=self._one("first"), second=self._one("second"))

    def _one(self, which: str) -> Reading:
        said = self.cleaned_data
        return self.reading(said[which], said[f"{which}_on"], said[f"{which}_by"])


class SessionsForm(RepeatForm):
    """Days and numbers of one stable person; the first six are needed."""

    read_by = _choice(_("Read by"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._offer("read_by", self.hands)
        for number in range(1, MOST_SESSIONS + 1):
            day, value = (
                _day(_("Day %(n)d") % {"n": number}),
                _number(_("Number %(n)d") % {"n": number}),
            )
            day.required = value.required = number <= FEWEST_SESSIONS
            self.fields[f"on_{number}"], self.fields[f"value_{number}"] = day, value

    @property
    def about(self) -> list[forms.BoundField]:
        """What is the same for all."""
        return [self[name] for name in (*RepeatForm.base_fields, "read_by")]

    @property
    def needed(self) -> Sessions:
        return self._sessions(1, FEWEST_SESSIONS)

    @property
    def more(self) -> Sessions:
        return self._sessions(FEWEST_SESSIONS + 1, MOST_SESSIONS)

    def _sessions(self, first: int, last: int) -> Sessions:
        return [(self[f"on_{n}"], self[f"value_{n}"]) for n in range(first, last + 1)]

    def clean(self) -> None:
        for number in range(1, MOST_SESSIONS + 1):
            day, value = f"on_{number}", f"value_{number}"
            if number > FEWEST_SESSIONS:
                self._both_or_neither(day, value)
            self._checked(day, self.past)
            self._checked(value, self.stored)

    def _both_or_neither(self, day: str, value: str) -> None:
        for name, other in ((day, value), (value, day)):
            lacks = self.cleaned_data.get(name) is None and name not in self.errors
            if lacks and self.cleaned_data.get(other) is not None:
                self.add_error(name, self.fields[name].error_messages["required"])

    def _checked(self, name: str, check: Callable[[str], Any]) -> None:
        if self.cleaned_data.get(name) is not None:
            try:
                check(name)
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)

    @property
    def readings(self) -> list[Reading]:
        """Only after ``is_valid``."""
        said = self.cleaned_data
        given = ((said[f"value_{n}"], said[f"on_{n}"]) for n in range(1, MOST_SESSIONS + 1))
        return [self.reading(v, on, said["read_by"]) for v, on in given if on is not None]

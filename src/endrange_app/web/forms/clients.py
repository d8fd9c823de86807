"""A client's particulars: only what the session needs."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from endrange.knowledge import Catalogue, Sex
from endrange_app.web import words
from endrange_app.web.forms.kept import KeptForm
from endrange_app.web.forms.lines import LineField

OLDEST_YEARS = 120


class ClientForm(KeptForm):
    name = LineField(label=_("Name"))
    born_on = forms.DateField(
        required=False,
        label=_("Date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a date such as 1992-03-31.")},
    )
    sex = forms.TypedChoiceField(
        required=False,
        coerce=Sex,
        empty_value=Sex.ANY,
        label=_("Sex, for published groups"),
        help_text=_("It finds the published ranges that are theirs: most are of women or of men."),
        choices=lambda: [(sex.value, word) for sex, word in words.SEXES.items()],
    )
    own_goal = LineField(
        max_length=200,
        required=False,
        label=_("Goal, in their own words"),
        help_text=_("Such as: sit cross-legged on the floor."),
    )
    goals = forms.MultipleChoiceField(
        required=False, label=_("Goals the plan works for"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, catalogue: Catalogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = sorted(catalogue.goals.values(), key=lambda goal: words.said(goal.name))
        self.fields["goals"].choices = [(goal.id, words.said(goal.name)) for goal in goals]  # type: ignore[attr-defined]

    def clean_born_on(self) -> date | None:
        born: date | None = self.cleaned_data["born_on"]
        today = timezone.localdate()
        if born and not today.year - OLDEST_YEARS <= born.year <= today.year:
            raise forms.ValidationError(
                _("The year %(year)d cannot be right. Which year?") % {"year": born.year}
            )
        if born and born > today:
            raise forms.ValidationError(
                _("%(day)s is still to come.") % {"day": words.whole_day(born)}
            )
        return born

"""A goal as it is set: a range to reach, or something of the client's own life."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endrange.knowledge import Catalogue, Further, Measure, Unit
from endrange.progress import BEST, ActivityGoal, RangeGoal, Rating
from endrange.values import Side
from endrange_app.web import words
from endrange_app.web.forms.lines import LineField
from endrange_app.web.forms.readings import NumberField
from endrange_app.web.measuring import sides_of

LONGEST = 200
Latest = Mapping[tuple[str, Side], float]
"""The latest reading of each measure and side."""


class RangeGoalForm(forms.Form):
    """A value of a measure, in degrees or centimetres, on one side."""

    prefix = "range"

    which = forms.ChoiceField(
        label=gettext_lazy("Measure and side"),
        error_messages={"required": gettext_lazy("Choose what is measured.")},
    )
    target = NumberField(
        label=gettext_lazy("How far"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("In degrees or cm, as the measure is read."),
        error_messages={
            "required": gettext_lazy("Write the value they want to reach."),
            "invalid": gettext_lazy("Write a number such as 80."),
        },
    )
    words = LineField(max_length=LONGEST, required=False, label=gettext_lazy("What for"))

    def __init__(self, catalogue: Catalogue, latest: Latest, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.catalogue, self.latest = catalogue, latest
        self.fields["which"].choices = _choices(catalogue, latest)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "which" in said and "target" in said and (problem := self._problem()):
            self.add_error("target", problem)
        return said

    def _problem(self) -> str:
        measure, side, target = self.measure, self.side, self.cleaned_data["target"]
        if not measure.low <= target <= measure.high:
            return _("%(value)s cannot be read here. Write a value from %(low)s to %(high)s.") % {
                "value": words.reading(target, measure),
                "low": words.reading(measure.low, measure),
                "high": words.reading(measure.high, measure),
            }
        now = self.latest.get((measure.id, side))
        if now is None or _is_further(target, now, measure):
            return ""
        told = (
            _("The latest reading is %(now)s: already there. Further is a higher number.")
            if measure.further is Further.HIGHER
            else _("The latest reading is %(now)s: already there. Further is a lower number.")
        )
        return told % {"now": words.reading(now, measure)}

    @property
    def measure(self) -> Measure:
        return self.catalogue.measure(self.cleaned_data["which"].partition(":")[0])

    @property
    def side(self) -> Side:
        return Side(self.cleaned_data["which"].partition(":")[2])

    def goal(self, on: date) -> RangeGoal:
        said = self.cleaned_data
        return RangeGoal(
            measure=self.measure.id,
            side=self.side,
            target=said["target"],
            set_on=on,
            words=said["words"],
        )


def _is_further(target: float, now: float, measure: Measure) -> bool:
    return target > now if measure.further is Further.HIGHER else target < now


def _choices(catalogue: Catalogue, latest: Latest) -> list[tuple[str, Any]]:
    """What was measured first; then all others, by unit and name."""
    measures = sorted(catalogue.measures.values(), key=lambda one: words.said(one.name))
    every = [(one, side) for one in measures for side in sides_of(one)]
    groups = [
        (_("Measured so far"), [pair for pair in every if (pair[0].id, pair[1]) in latest]),
        *(
            (name, [(m, s) for m, s in every if m.unit is unit and (m.id, s) not in latest])
            for unit, name in ((Unit.DEGREES, _("In degrees")), (Unit.CENTIMETRES, _("In cm")))
        ),
    ]
    shown = [(name, list(_options(pairs, latest))) for name, pairs in groups if pairs]
    return [("", _("choose")), *shown]


def _options(pairs: Iterable[tuple[Measure, Side]], latest: Latest) -> Iterable[tuple[str, str]]:
    for measure, side in pairs:
        name = words.said(measure.name)
        if side is not Side.MIDLINE:
            name = f"{name}, {words.side_within(side)}"
        if (now := latest.get((measure.id, side))) is not None:
            name = _("%(name)s (now %(value)s)") % {
                "name": name,
                "value": words.reading(now, measure),
            }
        yield f"{measure.id}:{side}", name


def _score(label: Any, first: int = 0, **more: Any) -> forms.TypedChoiceField:
    scores = [(str(number), str(number)) for number in range(first, BEST + 1)]
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[("", gettext_lazy("choose")), *scores],
        error_messages={"required": gettext_lazy("Choose a number from 0 to 10.")},
        **more,
    )


class ActivityGoalForm(forms.Form):
    """Something of their own life, and how it goes, in our own wording."""

    prefix = "life"

    words = LineField(
        max_length=LONGEST,
        label=gettext_lazy("In the client’s own words"),
        help_text=gettext_lazy("Such as: tie my shoes sitting."),
    )
    score = _score(
        gettext_lazy("How well does it go today?"),
        help_text=gettext_lazy("0: not at all. 10: as well as I wish."),
    )
    target = _score(gettext_lazy("How well should it go?"), 1)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "score" in said and "target" in said and said["target"] <= said["score"]:
            told = _("It goes at %(score)d already. Choose a higher number.")
            self.add_error("target", told % {"score": said["score"]})
        return said

    def goal(self, on: date) -> ActivityGoal:
        said = self.cleaned_data
        return ActivityGoal(
            words=said["words"],
            target=said["target"],
            set_on=on,
            ratings=(Rating(on=on, score=said["score"]),),
        )

"""What is laid on a client besides the answers: a clinician's word, a practitioner's "less"."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from endrange.knowledge import (
    REGIONS,
    Catalogue,
    ClinicianClearance,
    Mode,
    Modification,
    ModificationCode,
)
from endrange.screening import Finding, Restriction
from endrange.values import Side
from endrange_app.storage.actions import clearances
from endrange_app.web import telling, words
from endrange_app.web.forms.lines import LineField

Code = ModificationCode
LONGEST_REASON = 200
EVERYWHERE = "everywhere"

SOFTER = (Code.LOW, Code.SHORT, Code.SUBISO, Code.NOISO, Code.NOEND, Code.ACTIVE, Code.CHECK)
"""What a practitioner may soften, by codes that name no joint."""
CLINICAL = (*SOFTER, Code.NOVAL, Code.SLOWUP, Code.NOSUP, Code.NOPRONE, Code.NOHEADDOWN,
            Code.SHORTLEVER, Code.NOTOUCH)  # fmt: skip
"""What a clinician's letter may ask for besides angles."""
ANGLES = (1, 2, 3)
"""Rows for angles. Ours: the letters of surgeons we read name one to three movements."""


def _codes(codes: Iterable[Code]) -> list[tuple[str, str]]:
    return [(code.value, telling.limit(Modification.model_construct(code=code))) for code in codes]


def _sides() -> list[tuple[str, str]]:
    return [(side.value, words.SIDES[side]) for side in (Side.BOTH, Side.LEFT, Side.RIGHT)]


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a date such as 2026-03-31.")},
        **options,
    )


class ClearanceForm(forms.Form):
    """A clinician's word, as it stands in their letter."""

    precautions = forms.MultipleChoiceField(
        label=gettext_lazy("What the letter is about"), widget=forms.CheckboxSelectMultiple
    )
    by = LineField(
        label=gettext_lazy("Who decided"),
        help_text=gettext_lazy("The doctor, surgeon or physiotherapist who signed."),
    )
    registration = LineField(
        label=gettext_lazy("Registration number"),
        help_text=gettext_lazy("With the body that registers them, such as GMC 1234567."),
        max_length=60,
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("What it allows"), widget=forms.CheckboxSelectMultiple
    )
    techniques = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("With these techniques"),
        help_text=gettext_lazy("None chosen: all. At home the letter has to name each."),
        widget=forms.CheckboxSelectMultiple,
    )
    partner = LineField(
        required=False,
        label=gettext_lazy("Who may help"),
        help_text=gettext_lazy("If the letter names somebody who is no licensed professional."),
        max_length=120,
    )
    limits = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Within these limits"),
        widget=forms.CheckboxSelectMultiple,
    )
    given = _day(label=gettext_lazy("Date of the letter"))
    until = _day(
        label=gettext_lazy("In force until"),
        help_text=gettext_lazy("Twelve weeks unless the letter says less."),
    )
    note = forms.CharField(
        required=False,
        label=gettext_lazy("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.BooleanField(label=gettext_lazy("I have seen this in writing."))

    def __init__(self, *args: Any, findings: Iterable[Finding], catalogue: Catalogue, **kw: Any):
        super().__init__(*args, **kw)
        self.angles: list[tuple[str, str, str]] = []
        _choose(self, "precautions", [(one.precaution, words.said(one.title)) for one in findings])
        _choose(self, "modes", [(mode.value, words.MODES[mode]) for mode in Mode])
        _choose(self, "techniques", _techniques(catalogue))
        _choose(self, "limits", _codes(CLINICAL))
        movements = [("", _("no angle")), *_movements(catalogue)]
        for number in ANGLES:
            self._add_angle(number, movements)

    def _add_angle(self, number: int, movements: list[tuple[str, str]]) -> None:
        names = (f"movement_{number}", f"side_{number}", f"degrees_{number}")
        self.fields[names[0]] = forms.ChoiceField(
            required=False, label=_("Movement %(number)d") % {"number": number}, choices=movements
        )
        self.fields[names[1]] = forms.ChoiceField(required=False, label=_("Side"), choices=_sides())
        self.fields[names[2]] = forms.IntegerField(
            required=False,
            min_value=0,
            max_value=180,
            label=_("Largest angle, degrees"),
            help_text=_("Empty: not at all."),
        )
        self.angles.append(names)

    @property
    def angle_rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in names] for names in self.angles]

    def clean_given(self) -> date:
        given: date = self.cleaned_data["given"]
        if given > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return given

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        given, until = said.get("given"), said.get("until")
        if given and until and until > given + clearances.LONGEST:
            self.add_error("until", _("At most a year from the letter."))
        if until and until < timezone.localdate():
            self.add_error("until", _("This day is over; it would open nothing."))
        for movement, _side, degrees in self.angles:
            if said.get(degrees) is not None and not said.get(movement):
                self.add_error(movement, _("Which movement is this angle of?"))
        return said

    @property
    def clearance(self) -> ClinicianClearance:
        said = self.cleaned_data
        limits = [Modification(code=Code(code)) for code in said["limits"]]
        return ClinicianClearance(
            by=said["by"],
            registration=said["registration"],
            precautions=tuple(said["precautions"]),
            modes=tuple(Mode(mode) for mode in said["modes"]),
            techniques=tuple(said["techniques"]),
            partner=said["partner"],
            limits=(*limits, *(_angle(said, names) for names in self.angles if said[names[0]])),
            given=said["given"],
            until=said["until"],
        )


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _techniques(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Those that two people do."""
    known = (one for one in catalogue.techniques.values() if one.people > 1)
    return [(one.id, words.said(one.name)) for one in known]


def _movements(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [
        (f"{joint.id} {id_}", f"{words.PARTS[joint.id]}: {words.said(movement.name)}")
        for joint in catalogue.joints.values()
        for id_, movement in joint.movements.items()
    ]


def _angle(said: Mapping[str, Any], names: tuple[str, str, str]) -> Modification:
    """An angle as a cap; without one the direction is closed."""
    part, _space, movement = said[names[0]].partition(" ")
    side, degrees = Side(said[names[1]]), said[names[2]]
    fields = {
        "code": Code.DIR if degrees is None else Code.CAP,
        "part": part,
        "movement": movement,
        "degrees": degrees,
        "side": None if side is Side.BOTH else side,
    }
    return Modification.model_validate(fields)


class RestrictionForm(forms.Form):
    """What is left out or softened today."""

    part = forms.ChoiceField(label=gettext_lazy("Region"))
    stretch = forms.ChoiceField(required=False, label=gettext_lazy("Or one stretch"))
    side = forms.ChoiceField(label=gettext_lazy("Side"))
    leave_out = forms.BooleanField(
        required=False, label=gettext_lazy("Leave it out: nothing there today.")
    )
    technique = forms.ChoiceField(required=False, label=gettext_lazy("Leave out a technique"))
    modifications = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("Soften"), widget=forms.CheckboxSelectMultiple
    )
    because = LineField(label=gettext_lazy("Why"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, catalogue: Catalogue, **kw: Any):
        super().__init__(*args, **kw)
        stretches = sorted(catalogue.stretches.values(), key=lambda one: one.name)
        parts = [(part.value, words.PARTS[part]) for part in REGIONS]
        _choose(self, "part", [(EVERYWHERE, _("Everywhere")), *parts])
        _choose(
            self,
            "stretch",
            [("", _("none")), *((one.id, words.said(one.name)) for one in stretches)],
        )
        _choose(self, "side", _sides())
        _choose(
            self,
            "technique",
            [("", _("none")), *_techniques(catalogue)],
        )
        _choose(self, "modifications", _codes(SOFTER))
        self.restriction: Restriction | None = None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("part") != EVERYWHERE and said.get("stretch"):
            self.add_error("stretch", _("Choose a region or a stretch, not both."))
        if not self.errors:
            self._read(said)
        return said

    def _read(self, said: Mapping[str, Any]) -> None:
        try:
            self.restriction = _restriction(said)
        except ValidationError:
            problem = _("Choose what is left out or softened. To leave out everything, close the "
                        "visit instead.")  # fmt: skip
            self.add_error(None, problem)


def _restriction(said: Mapping[str, Any]) -> Restriction:
    fields = {
        "parts": [said["part"]] if said["part"] != EVERYWHERE else [],
        "stretches": [said["stretch"]] if said["stretch"] else [],
        "techniques": [said["technique"]] if said["technique"] else [],
        "side": said["side"],
        "leave_out": said["leave_out"],
        "modifications": said["modifications"],
        "because": said["because"],
    }
    return Restriction.model_validate(fields)

"""Somebody new in the practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from endrange_app.storage.models import MembershipRole
from endrange_app.web import words
from endrange_app.web.forms.lines import LineField


class MemberForm(forms.Form):
    name = LineField(label=_("Name"))
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: [
            (role.value, words.ROLES[role.value]) for role in reversed(MembershipRole)
        ],
    )


class RoleForm(forms.Form):
    """Another role for somebody who works here."""

    role = forms.ChoiceField(choices=[(role.value, "") for role in MembershipRole])

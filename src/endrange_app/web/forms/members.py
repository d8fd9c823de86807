"""Somebody new in the practice."""

from django import forms

from endrange_app.storage.models import MembershipRole
from endrange_app.web import words


class MemberForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(label="E-mail")
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, words.ROLES[role.value]) for role in reversed(MembershipRole)],
    )

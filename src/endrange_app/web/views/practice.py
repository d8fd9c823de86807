"""The practice: its name and setting, who works here, and the trail of what was done."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from endrange.screening import Setting
from endrange_app.storage import access, actions
from endrange_app.storage.models import AuditEntry, Membership, MembershipRole
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.members import MemberForm

ENTRIES_ON_A_PAGE = 25


class ClinicForm(forms.Form):
    name = forms.CharField(max_length=120, label="Name")
    setting = forms.ChoiceField(
        label="Setting",
        choices=[(setting.value, word) for setting, word in words.SETTINGS.items()],
        help_text="Each setting has its own limits in the screening.",
    )


@require_http_methods(["GET", "POST"])
@for_members
def show(request: MemberRequest) -> HttpResponse:
    clinic = request.member.clinic
    kept = {"name": clinic.name, "setting": clinic.setting}
    form = ClinicForm(request.POST or None, initial=kept)
    if request.method == "POST":
        access.require_owner(request.member)
        if form.is_valid():
            name, setting = form.cleaned_data["name"], Setting(form.cleaned_data["setting"])
            actions.clinics.update(
                by=request.user, clinic=clinic, name=name, setting=setting, now=timezone.now()
            )
            messages.success(request, "The practice is updated.")
            return redirect("practice")
    return _page(request, form, MemberForm(auto_id="member_%s"))


@require_POST
@for_members
def add_member(request: MemberRequest) -> HttpResponse:
    access.require_owner(request.member)
    form = MemberForm(request.POST, auto_id="member_%s")
    clinic = request.member.clinic
    if not form.is_valid():
        kept = ClinicForm(initial={"name": clinic.name, "setting": clinic.setting})
        return _page(request, kept, form, status=422)
    actions.members.add(
        by=request.user,
        clinic=clinic,
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        role=MembershipRole(form.cleaned_data["role"]),
        now=timezone.now(),
    )
    messages.success(request, "Added. They choose a password through “Forgot your password?”.")
    return redirect("practice")


def _page(
    request: MemberRequest, form: ClinicForm, member_form: MemberForm, status: int = 200
) -> HttpResponse:
    clinic, is_owner = request.member.clinic, request.member.is_owner
    members = Membership.objects.of(clinic).filter(ended_at__isnull=True).select_related("user")
    trail = AuditEntry.objects.of(clinic).select_related("by").order_by("-at", "-id")
    pages = Paginator(trail, ENTRIES_ON_A_PAGE)
    page = {
        "clinic": clinic,
        "setting": words.SETTINGS[Setting(clinic.setting)],
        "is_owner": is_owner,
        "form": form,
        "member_form": member_form,
        "members": members.order_by("user__name", "user__email"),
        "roles": words.ROLES,
        "trail": pages.get_page(request.GET.get("page")) if is_owner else None,
    }
    return render(request, "practice.html", page, status=status)

"""The practice: its name and setting, who works here, and the trail of what was done."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from endrange.errors import BadInput
from endrange.screening import Setting
from endrange_app.storage import access, actions
from endrange_app.storage.models import AuditEntry, Membership, MembershipRole
from endrange_app.web import words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.forms.kept import KeptForm
from endrange_app.web.forms.lines import LineField
from endrange_app.web.forms.members import MemberForm, RoleForm

ENTRIES_ON_A_PAGE = 25


class ClinicForm(KeptForm):
    name = LineField(label=lazy("Name"))
    setting = forms.ChoiceField(
        label=lazy("Setting"),
        choices=lambda: [(setting.value, word) for setting, word in words.SETTINGS.items()],
        help_text=lazy("Each setting has its own limits in the screening."),
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
            name, setting = form.said["name"], Setting(form.said["setting"])
            actions.clinics.update(
                by=request.user, clinic=clinic, name=name, setting=setting, now=timezone.now()
            )
            messages.success(request, _("The practice is updated."))
            return redirect("practice")
    return _page(request, form, MemberForm(auto_id="member_%s"))


@require_POST
@for_members
def add_member(request: MemberRequest) -> HttpResponse:
    access.require_owner(request.member)
    form = MemberForm(request.POST, auto_id="member_%s")
    clinic = request.member.clinic
    if form.is_valid():
        try:
            _add(request, form)
        except BadInput as refused:
            form.add_error(
                refused.field if refused.field in form.fields else None, words.said(refused.problem)
            )
    if form.errors:
        kept = ClinicForm(initial={"name": clinic.name, "setting": clinic.setting})
        return _page(request, kept, form, status=422)
    messages.success(request, _("Added. They choose a password through “Forgot your password?”."))
    return redirect("practice")


def _add(request: MemberRequest, form: MemberForm) -> None:
    actions.members.add(
        by=request.user,
        clinic=request.member.clinic,
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        role=MembershipRole(form.cleaned_data["role"]),
        now=timezone.now(),
    )


@require_POST
@for_members
def change_role(request: MemberRequest, member: UUID) -> HttpResponse:
    access.require_owner(request.member)
    row = access.colleague(request.member, member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role."))
        return redirect("practice")
    role = MembershipRole(form.cleaned_data["role"])
    try:
        actions.members.change_role(by=request.user, member=row, role=role, now=timezone.now())
        messages.success(
            request,
            _("%(name)s: %(role)s from now on.")
            % {"name": _named(row), "role": words.within(words.ROLES[role.value])},
        )
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
    return redirect("practice")


@require_POST
@for_members
def end_member(request: MemberRequest, member: UUID) -> HttpResponse:
    """Nothing they did is lost; they only come in no more."""
    access.require_owner(request.member)
    row = access.colleague(request.member, member)
    try:
        actions.members.end(by=request.user, member=row, now=timezone.now())
        messages.success(request, _("%(name)s no longer works here.") % {"name": _named(row)})
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
    return redirect("practice")


def _named(member: Membership) -> str:
    return member.user.get_full_name() or member.user.email


def _page(
    request: MemberRequest, form: ClinicForm, member_form: MemberForm, status: int = 200
) -> HttpResponse:
    clinic, is_owner = request.member.clinic, request.member.is_owner
    members = Membership.objects.of(clinic).filter(ended_at__isnull=True).select_related("user")
    trail = AuditEntry.objects.of(clinic).select_related("by", "client").order_by("-at", "-id")
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

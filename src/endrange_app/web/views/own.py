"""A clinic's own entries: what stands, what is added, and why something is refused."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from endrange.errors import BadInput, CatalogueFault, CatalogueFaults
from endrange.knowledge.loader import ONE_FILE_EACH, SHIPPED
from endrange_app.storage import access, actions, catalogues
from endrange_app.storage.own import OwnFile
from endrange_app.web.door import MemberRequest, for_owners
from endrange_app.web.forms.own import KINDS, OwnFileForm


@require_http_methods(["GET", "POST"])
@for_owners
def entries(request: MemberRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, OwnFileForm(initial=_start(request.GET.get("from", ""))))
    form = OwnFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    try:
        row = actions.own.lay(
            by=request.user,
            clinic=request.member.clinic,
            name=form.name,
            text=form.entries,
            now=timezone.now(),
        )
    except CatalogueFaults as refused:
        return _page(request, form.as_text, refused.faults)
    said = _("%(name)s is laid over the shipped entries, for this clinic alone.")
    messages.success(request, said % {"name": row.name})
    return redirect("own-entries")


@require_POST
@for_owners
def withdraw(request: MemberRequest, own_file: UUID) -> HttpResponse:
    row = access.own_file(request.member, own_file)
    try:
        actions.own.withdraw(by=request.user, file=row, now=timezone.now())
        messages.success(request, _("%(name)s is withdrawn.") % {"name": row.name})
    except BadInput as refused:
        messages.error(request, refused.problem)
    except CatalogueFaults as refused:
        because = "; ".join(str(fault) for fault in refused.faults)
        said = _("Not withdrawn, because other entries need it: %(because)s")
        messages.error(request, said % {"because": because})
    return redirect("own-entries")


def _page(
    request: MemberRequest, form: OwnFileForm, refused: Iterable[CatalogueFault] = ()
) -> HttpResponse:
    clinic = request.member.clinic
    rows = list(OwnFile.objects.of(clinic).select_related("by", "withdrawn_by").order_by("-at"))
    status = 422 if form.is_bound else 200
    page = {
        "form": form,
        "refused": refused,
        "outdated": _outdated(request) if not refused else (),
        "standing": [_told(row) for row in rows if row.withdrawn_at is None],
        "withdrawn": [_told(row) for row in rows if row.withdrawn_at is not None],
        "kinds": KINDS.items(),
    }
    return render(request, "own.html", page, status=status)


def _told(row: OwnFile) -> dict[str, Any]:
    kind, _slash, rest = row.name.removesuffix(".toml").partition("/")
    return {"row": row, "kind": KINDS.get(kind, kind), "start": row.name, "entry": rest}


def _outdated(request: MemberRequest) -> tuple[CatalogueFault, ...]:
    """Why the release that runs now refuses what stands, if it does."""
    try:
        catalogues.of(request.member.clinic)
    except CatalogueFaults as faults:
        return faults.faults
    return ()


def _start(name: str) -> dict[str, str]:
    """The shipped file of that name to begin with; nothing for a name there is none of."""
    kind, _slash, entry = name.removesuffix(".toml").partition("/")
    if kind not in KINDS:
        return {}
    file = SHIPPED / kind / f"{entry}.toml"
    known = kind in ONE_FILE_EACH and entry in getattr(catalogues.of_anybody(), kind)
    text = file.read_text(encoding="utf-8") if known and file.exists() else ""
    return {"kind": kind, "entry": f"our_{entry}" if text else entry, "text": text}

"""A visit on paper: for the client, or for whoever referred them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from endrange.errors import BadInput
from endrange_app.reports import visit as paper
from endrange_app.storage import access
from endrange_app.web import reporting, words
from endrange_app.web.door import MemberRequest, for_members
from endrange_app.web.reporting import Reader
from endrange_app.web.standing import Standing
from endrange_app.web.views.summary import NEXT_AFTER


@require_GET
@never_cache
@for_members
def visit(request: MemberRequest, visit: UUID) -> HttpResponse:
    standing = Standing(access.visit(request.member, visit))
    asked = request.GET.get("for")
    reader = Reader.REFERRER if asked == Reader.REFERRER else Reader.CLIENT
    report = reporting.report(standing, request.catalogue, reader, next_after=NEXT_AFTER)
    try:
        made = paper.pdf(report)
    except BadInput as refused:
        messages.error(request, words.said(refused.problem))
        return redirect("visit-summary", visit)
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"visit-{standing.visit.number}-{reader}.pdf"  # no name of a person in a file's name
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer

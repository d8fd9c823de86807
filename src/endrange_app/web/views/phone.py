"""How a phone gets all that a session can do: the page, and this machine's own authority."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from endrange_app.web import phone


@require_GET
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """What HTTPS adds, and how a phone is told to trust this machine. Needs no account."""
    path = reverse("phone")
    return render(
        request,
        "phone.html",
        {
            "section": None,
            "lan": settings.LAN,
            "protected": f"{settings.LAN.protected}{path}" if settings.LAN else "",
            "address": phone.reach(request, path),
            "qr": phone.qr(phone.reach(request, path)),
        },
    )


@require_GET
def authority(request: HttpRequest) -> HttpResponse:
    """The authority's certificate, which phones install. It holds no secret."""
    file = settings.TLS / "authority.crt"
    if not settings.LAN or not file.exists():
        raise Http404("no local authority: start with endrange serve --lan")
    answer = HttpResponse(file.read_bytes(), content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="endrange-authority.crt"'
    return answer

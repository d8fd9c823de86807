"""Which clinic somebody works for, in which language, and how bright their screen is."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from endrange_app.storage import access
from endrange_app.web import words
from endrange_app.web.context import THEME_COOKIE, THEMES

YEAR_SECONDS = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    mine = list(access.memberships(request.user))  # type: ignore[arg-type]
    wanted = request.POST.get("clinic")
    if any(str(member.clinic_id) == wanted for member in mine):
        request.session[access.CHOSEN_CLINIC] = wanted
        return redirect("today")
    chosen = request.session.get(access.CHOSEN_CLINIC)
    page = {"memberships": mine, "chosen": chosen, "roles": words.ROLES}
    return render(request, "clinics.html", page)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie; anything else follows the device."""
    response = _back(request)
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        response.set_cookie(THEME_COOKIE, wanted, max_age=YEAR_SECONDS, samesite="Lax")
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep a language in a cookie; anything else follows the device."""
    response = _back(request)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the form stood on; never to another site."""
    page = request.POST.get("next", "/")
    here = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return redirect(page if here and page.startswith("/") else "/")

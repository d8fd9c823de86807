"""The two screens of a live session, and the door of the second one."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from endrange.session import Timeline
from endrange_app.storage import access
from endrange_app.storage.access import NotHere
from endrange_app.storage.models import Run
from endrange_app.web import phone, strip, words
from endrange_app.web.door import MemberRequest, for_members

NO_SUCH_CODE = noop("This code opens no session. Look at the other screen again.")
TOO_MANY = noop("Too many tries. Wait five minutes, or scan the code.")

CONDUCTING = (
    ("stop", noop("Stop")),
    ("turn", noop("Start, pause, go on")),
    ("next", noop("Next")),
    ("back", noop("Back")),
    ("ease_off", noop("Ease off")),
)
"""What a key can do on the helper's screen."""
STOPPING = (
    ("stop", noop("Stop")),
    ("hurts", noop("It hurts")),
    ("ready", noop("I am ready")),
)


@require_GET
@never_cache
@for_members
def helper(request: MemberRequest, run: UUID) -> HttpResponse:
    row = access.run(request.member, run)
    address = phone.reach(request, reverse("session-client", args=[row.join_token]))
    door = phone.reach(request, reverse("session-join"))
    return render(
        request,
        "session/helper.html",
        _screen(row)
        | {
            "qr": phone.qr(address),
            "join_address": door.split("://")[1].rstrip("/"),
            "code": (row.join_code[:3], row.join_code[3:]),
            "back": reverse("visit", args=[row.visit_id]),
            "after": reverse("visit-summary", args=[row.visit_id]),
            "conducts": True,
            "actions": [(name, _(word)) for name, word in CONDUCTING],
        },
    )


@require_GET
@never_cache
def client(request: HttpRequest, token: str) -> HttpResponse:
    """The second screen: no account, an unexpired token."""
    try:
        row = access.run_by_token(token, timezone.now())
    except NotHere:
        return render(request, "session/gone.html", status=404)
    return render(
        request,
        "session/client.html",
        _screen(row) | {"actions": [(name, _(word)) for name, word in STOPPING]},
    )


@require_http_methods(["GET", "POST"])
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """A typed code opens the second screen. Wrong and expired codes get the same answer."""
    if request.method == "GET":
        return render(request, "session/join.html", {"code": ""})
    code = request.POST.get("code", "")
    if not ratelimit.consume(request, action="join_failed", dry_run=True):
        return _again(request, code, TOO_MANY, 429)
    try:
        row = access.run_by_code(code, timezone.now())
    except NotHere:
        ratelimit.consume(request, action="join_failed")
        return _again(request, code, NO_SUCH_CODE, 200)
    return redirect("session-client", row.join_token)


def _again(request: HttpRequest, code: str, problem: str, status: int) -> HttpResponse:
    return render(
        request, "session/join.html", {"code": code, "problem": _(problem)}, status=status
    )


def _screen(run: Run) -> dict[str, Any]:
    """What both screens need before the socket has said hello."""
    timeline = run.as_timeline()
    return {
        "run": run,
        "names": {
            "client": _first_name(run.visit.client.name, _("the client")),
            "helper": _first_name(run.by.name, _("your helper")),
            "short": _short_name(run.visit.client.name),
        },
        "minutes": -(-timeline.seconds // 60),
        "items": _items(timeline),
        "looks": list(_looks()),
        "bars": _bars(),
        "phrases": list(_phrases()),
    }


def _first_name(name: str, otherwise: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else otherwise


def _short_name(name: str) -> str:
    """``Maya R.`` of Maya Reyes: enough to know who it is, and little for passers-by."""
    first, *others = name.split() or [_("Session")]
    return f"{first} {others[-1][0]}." if others else first


def _items(timeline: Timeline) -> list[dict[str, Any]]:
    return [
        {
            "index": index,
            "card": card,
            "position": words.POSITIONS[card.position],
            "strip": strip.of_segments([one for one in timeline.segments if one.item == index]),
        }
        for index, card in enumerate(timeline.cards)
    ]


def _bars() -> list[dict[str, int]]:
    """Ten bars, the first at the bottom, each a little wider than the one below."""
    return [{"y": 135 - 13 * tenth, "width": 34 + 4 * tenth} for tenth in range(10)]


def _looks() -> Iterator[dict[str, str]]:
    """How a screen looks: ground, word and shape, by phase or, when the clock rests, by status."""
    for phase, word in words.PHASES.items():
        ground, sign = words.PHASE_GROUNDS[phase], phase.value
        yield {"name": phase.value, "ground": ground, "word": word, "sign": sign}
    yield {"name": "waiting", "ground": "ready", "word": _("Get ready"), "sign": "ready"}
    yield {"name": "paused", "ground": "ready", "word": _("Paused"), "sign": "pause"}
    yield {"name": "stopped", "ground": "stop", "word": _("Stopped"), "sign": "stop"}
    yield {"name": "ended", "ground": "rest", "word": _("Done"), "sign": "done"}
    yield {"name": "urgent", "ground": "stop", "word": _("Get help"), "sign": "emergency"}


def _phrases() -> Iterator[tuple[str, str]]:
    """What a device says when, for which somebody may choose words of their own."""
    yield from ((phase.value, word) for phase, word in words.PHASES.items())
    yield from (
        ("halfway", _("Halfway")),
        ("ask", _("How strong? Any pain?")),
        ("ended", _("Done")),
    )

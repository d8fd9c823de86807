"""The address under which a phone reaches this machine, and its picture."""

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe


def reach(request: HttpRequest, path: str) -> str:
    """A path as a whole address that a phone on the same network can open.

    With ``endrange serve --lan`` it is the plain one: it opens on any phone, and its page says
    what the protected one would add. Else it repeats the address this page was asked under.
    """
    if settings.LAN:
        return f"{settings.LAN.plain}{path}"
    return request.build_absolute_uri(path)


def qr(address: str) -> SafeString:
    """The address as an inline drawing, without any style of its own."""
    drawing = segno.make(address, error="m").svg_inline(
        scale=1, border=2, omitsize=True, svgclass="qr-code", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308  made here, from an address made here

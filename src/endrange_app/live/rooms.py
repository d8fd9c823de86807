"""The rooms of this process: alone, or meeting those of other processes."""

from django.conf import settings

from endrange_app.live.hub import Hub


def _hub() -> Hub:
    if not settings.REDIS:
        return Hub()
    from endrange_app.live.meeting import MeetingHub, through  # noqa: PLC0415  an extra package

    return MeetingHub(through(settings.REDIS))


hub = _hub()

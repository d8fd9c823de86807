"""What a page needs to open again without a network."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root: it may only look after pages below its own address."""
    script = Path(str(finders.find("js/worker.js"))).read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")

import gc
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from endrange import knowledge
from endrange.knowledge.overlay import load_with

NEW_BEFORE_COLLECTING = 50_000
"""Python looks for cycles after every 700 new objects, and then now and again at all there are: a
tenth of the time of a page that judges thousands of readings, which are gone after it anyway. Ours:
more than any page makes. What is there at the start stays, and is looked at no more."""


class WebConfig(AppConfig):
    name = "endrange_app.web"

    def ready(self) -> None:
        """Lay the clinic's entries over ours, or refuse to start: without them it is less strict.

        Raises: CatalogueFaults, with every reason.
        """
        gc.set_threshold(NEW_BEFORE_COLLECTING)
        gc.freeze()
        if settings.OVERLAY:
            knowledge.put_in_force(load_with(Path(settings.OVERLAY)))

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from endrange import knowledge
from endrange.knowledge.overlay import load_with


class WebConfig(AppConfig):
    name = "endrange_app.web"

    def ready(self) -> None:
        """Lay the clinic's entries over ours, or refuse to start: without them it is less strict.

        Raises: CatalogueFaults, with every reason.
        """
        if settings.OVERLAY:
            knowledge.put_in_force(load_with(Path(settings.OVERLAY)))

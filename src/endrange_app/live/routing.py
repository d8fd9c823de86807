"""Socket addresses."""

from typing import Any

from django.urls import path

from endrange_app.live.sockets import ClientSocket, HelperSocket

helper: Any = HelperSocket.as_asgi()  # Django's own types know only views here
client: Any = ClientSocket.as_asgi()

sockets = [path("live/<uuid:run>/", helper), path("live/join/<str:token>/", client)]

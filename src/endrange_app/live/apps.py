from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "endrange_app.live"

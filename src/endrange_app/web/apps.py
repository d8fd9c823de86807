from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "endrange_app.web"

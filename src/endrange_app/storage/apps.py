from django.apps import AppConfig


class StorageConfig(AppConfig):
    name = "endrange_app.storage"

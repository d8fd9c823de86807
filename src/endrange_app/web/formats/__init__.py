"""How numbers are written in templates, by language. See ``django.utils.formats``."""

"""Settings as the environment makes them, in a process of their own: no test is running there."""

import gc
import json
import os
import subprocess
import sys

import pytest

from endrange_app.web.apps import NEW_BEFORE_COLLECTING

ASKED = "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE"
PRINT = f"""
import json
from django.conf import settings
print(json.dumps([getattr(settings, name) for name in {ASKED!r}]))
"""
ORIGIN = "https://stretch.example.org"
PROXY = ["HTTP_X_FORWARDED_PROTO", "https"]

MADE = [
    ({}, [["127.0.0.1", "localhost"], [], None, False]),
    (
        {"ENDRANGE_HOSTS": "stretch.example.org", "ENDRANGE_HTTPS": "true"},
        [["stretch.example.org"], [], PROXY, True],
    ),
    (
        {"ENDRANGE_ORIGINS": f"{ORIGIN},https://other.example"},
        [["127.0.0.1", "localhost"], [ORIGIN, "https://other.example"], None, False],
    ),
]


@pytest.mark.parametrize(("environment", "made"), MADE, ids=["plain", "https", "origins"])
def test_settings(environment, made, tmp_path):
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ENDRANGE_")}
    fixed = {"ENDRANGE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "endrange_app.settings"}

    told = subprocess.run(
        [sys.executable, "-c", PRINT],
        env=ours | fixed | environment,
        capture_output=True,
        check=True,
        text=True,
    )

    assert json.loads(told.stdout) == made


def test_a_page_of_thousands_does_not_set_off_the_collector():
    assert gc.get_threshold()[0] == NEW_BEFORE_COLLECTING
    assert gc.get_freeze_count() > 0

"""How a phone gets to know this machine."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from endrange_app.settings import Lan, _lan


def test_lan_is_read_from_one_line() -> None:
    assert _lan("192.168.1.20:8000:8443") == Lan(
        plain="http://192.168.1.20:8000", protected="https://192.168.1.20:8443"
    )
    assert _lan("") is None


@pytest.fixture
def lan(settings: Any, tmp_path: Path) -> Path:
    settings.LAN = _lan("192.168.1.20:8000:8443")
    settings.TLS = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_without_lan_the_page_says_how_to_start_it(client: Client) -> None:
    page = client.get("/phone/")

    assert page.status_code == 200
    assert "endrange serve --lan" in page.content.decode()
    assert client.get("/phone/authority.crt").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("lan")
def test_with_lan_it_leads_to_the_protected_address(client: Client) -> None:
    page = client.get("/phone/").content.decode()

    assert 'href="https://192.168.1.20:8443/phone/"' in page
    assert "http://192.168.1.20:8000/phone/" in page
    assert 'href="/phone/authority.crt"' in page


@pytest.mark.django_db
def test_the_authority_is_handed_out_and_no_key(client: Client, lan: Path) -> None:
    (lan / "authority.crt").write_bytes(b"a certificate")
    (lan / "authority.key").write_bytes(b"a secret")

    given = client.get("/phone/authority.crt")

    assert given.content == b"a certificate"
    assert given["Content-Type"] == "application/x-x509-ca-cert"
    assert client.get("/phone/authority.key").status_code == 404


@pytest.mark.django_db
def test_the_service_worker_stands_at_the_root_and_is_looked_at_anew(client: Client) -> None:
    script = client.get("/worker.js")

    assert script["Content-Type"].startswith("text/javascript")
    assert script["Cache-Control"] == "no-cache"
    assert b'addEventListener("fetch"' in script.content

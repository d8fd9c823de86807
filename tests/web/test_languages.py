"""Pages in the reader's language: chosen, or else the device's."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import reverse

import endrange_app.web

pytestmark = pytest.mark.django_db
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-CH,de;q=0.9,en;q=0.5"}


def language_of(response):
    return response.content.decode().partition('<html lang="')[2].partition('"')[0]


class TestChoice:
    @pytest.mark.parametrize(
        ("device", "shown"),
        [("de-AT", "de"), ("de", "de"), ("en-US,en", "en-gb"), ("fr", "en-gb"), ("", "en-gb")],
    )
    def test_a_guest_reads_the_language_of_the_device(self, client, device, shown):
        page = client.get(reverse("session-join"), HTTP_ACCEPT_LANGUAGE=device)

        assert language_of(page) == shown

    def test_a_choice_outranks_the_device_and_comes_back_to_the_page(self, client):
        door = reverse("session-join")
        chosen = client.post(reverse("language"), {"language": "en-gb", "next": door})

        assert chosen.url == door
        assert language_of(client.get(door, **GERMAN)) == "en-gb"

    def test_an_unknown_language_follows_the_device(self, client):
        client.post(reverse("language"), {"language": "en-gb"})
        client.post(reverse("language"), {"language": "tlh"})

        assert language_of(client.get(reverse("session-join"), **GERMAN)) == "de"

    @pytest.mark.parametrize(
        "sent", ["https://example.org/", "//example.org/", "-1", "account_login", "", "\x00", "²"]
    )
    @pytest.mark.parametrize("choice", ["language", "theme"])
    def test_a_choice_leads_to_a_page_of_ours(self, client, choice, sent):
        assert client.post(reverse(choice), {choice: "de", "next": sent}).url == "/"

    @pytest.mark.parametrize("name", ["account_login", "session-join"])
    def test_every_frame_offers_the_languages_without_a_script(self, client, name):
        page = client.get(reverse(name)).content.decode()

        assert f'action="{reverse("language")}"' in page
        assert 'lang="de"' in page
        assert "Deutsch" in page

    def test_a_member_sees_the_choice_too(self, browser):
        page = browser.get("/", **GERMAN)

        assert language_of(page) == "de"
        assert "English" in page.content.decode()


TEMPLATES = Path(endrange_app.web.__file__).parent / "templates"


def test_every_template_can_be_read():
    """A tag of a library that was not loaded would be found out only by whoever opens the page."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        get_template(file.relative_to(TEMPLATES).as_posix())


def test_numbers_are_written_by_our_own_filter():
    """``floatformat`` writes a decimal point in every language: fields and drawings need one."""
    files = sorted(TEMPLATES.rglob("*.html"))

    assert [file.name for file in files if "floatformat" in file.read_text()] == []

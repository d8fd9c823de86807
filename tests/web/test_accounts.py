"""Signing in: invited people only, a few tries, and a second factor for who wants one."""

import re

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from endrange_app.storage import accounts
from endrange_app.storage.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_member_signs_in_by_address_and_password(here, client):
    sign_in(client, here.owner.email.upper())

    assert signed_in(client)


def test_a_wrong_password_does_not(here, client):
    sign_in(client, here.owner.email, "something-else")

    assert not signed_in(client)


def test_after_five_wrong_tries_the_right_one_has_to_wait(here, client):
    for _ in range(5):
        sign_in(client, here.owner.email, "something-else")
    sign_in(client, here.owner.email)

    assert not signed_in(client)


def test_nobody_signs_themselves_up(client):
    form = {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD}
    page = client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), form)

    assert b'name="password1"' not in page.content
    assert User.objects.count() == 0


def test_an_invited_member_chooses_a_password_by_the_code_sent(here, client):
    invited = here.practitioner
    assert not invited.has_usable_password()

    client.post(reverse("account_reset_password"), {"email": invited.email})
    (letter,) = mail.outbox
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", letter.body, re.MULTILINE)
    assert code, letter.body
    client.post(reverse("account_confirm_password_reset_code"), {"code": code[1]})
    client.post(
        reverse("account_complete_password_reset"), {"password1": PASSWORD, "password2": PASSWORD}
    )

    fresh = Client()
    sign_in(fresh, invited.email)
    assert signed_in(fresh)
    assert invited.emailaddress_set.get().verified


def test_a_stranger_gets_no_mail(client, db):
    client.post(reverse("account_reset_password"), {"email": "nobody@x.example"})

    assert mail.outbox == []


@pytest.mark.parametrize("page", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_a_second_factor_may_be_added(page, client):
    user = accounts.create(email="sam@x.example", name="Sam", password=PASSWORD)
    sign_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})  # asked once more

    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("password", ["short-1", "password123", "1234567890123"])
def test_a_weak_password_is_refused(password, client):
    user = accounts.create(email="sam@x.example", name="Sam", password=PASSWORD)
    sign_in(client, user.email)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_settings_hold_together():
    assert run_checks() == []

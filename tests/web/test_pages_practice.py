"""Who works here: roles, endings, and clients taken off the lists. Names as readers see them."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from endrange_app.storage.models import AuditEntry, Client, Membership, Visit
from tests.tables import rows
from tests.web.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(here):
    client = Browser()
    client.force_login(here.owner)
    return client


def member_of(user):
    return Membership.objects.get(user=user)


def press(browser, name, member, **sent):
    return browser.post(reverse(name, args=[member.pk]), sent, follow=True)


def test_an_owner_changes_a_role_and_ends_a_membership(owner, here):
    pia = here.membership

    assert "owner from now on" in press(owner, "member-role", pia, role="owner").content.decode()
    pia.refresh_from_db()
    assert pia.role == "owner"
    assert "no longer works here" in press(owner, "member-end", pia).content.decode()
    pia.refresh_from_db()
    assert pia.ended_by == here.owner
    gone = Browser()
    gone.force_login(here.practitioner)
    assert gone.get(reverse("clients"))["Location"] == reverse("clinics")
    assert owner.post(reverse("member-end", args=[pia.pk])).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"role": ""}, {"role": "queen"}])
def test_a_role_nobody_offers_changes_nothing(owner, here, sent):
    assert "Choose a role." in press(owner, "member-role", here.membership, **sent).content.decode()
    here.membership.refresh_from_db()
    assert here.membership.role == "practitioner"


@pytest.mark.parametrize(
    ("name", "sent"), [("member-role", {"role": "practitioner"}), ("member-end", {})]
)
def test_a_practice_keeps_an_owner(owner, here, name, sent):
    own = member_of(here.owner)

    told = press(owner, name, own, **sent).content.decode()

    assert "only owner" in told
    own.refresh_from_db()
    assert (own.role, own.ended_at) == ("owner", None)


@pytest.mark.parametrize("name", ["member-role", "member-end"])
def test_a_practitioner_changes_nobody(browser, here, name):
    assert press(browser, name, member_of(here.owner), role="practitioner").status_code == 403
    assert member_of(here.owner).role == "owner"
    assert "End membership" not in browser.get(reverse("practice")).content.decode()


def test_somebody_who_works_here_already_is_not_added_again(owner, here):
    sent = owner.post(
        reverse("practice-members"),
        {"name": "Pia", "email": here.practitioner.email, "role": "owner"},
    )

    assert sent.status_code == 422
    assert "is a member already" in sent.content.decode()
    assert read(sent).faults == []


# ---------- Clients off the lists ----------


def sign(here):
    Visit.objects.filter(client=here.client).update(
        closed_at=here.visit.opened_at, closed_by=here.owner
    )


def test_a_client_is_archived_and_put_back(browser, here):
    sign(here)
    asked = browser.get(reverse("client-particulars", args=[here.client.pk]))
    assert "Archive this client" in read(asked).text("button")
    assert read(asked).faults == []

    page = press(browser, "client-archive", here.client)

    assert "Put back on the lists" in read(page).text("button")
    assert "Start visit" not in read(page).text("button")
    assert here.client.name not in read(browser.get(reverse("clients"))).text("b")
    off = read(browser.get(reverse("clients"), {"archived": "1"}))
    assert here.client.name in off.text("b")
    assert "Start" not in off.text("button")

    page = press(browser, "client-restoration", here.client)

    assert here.client.name in read(browser.get(reverse("clients"))).text("b")
    assert "Start visit" in read(page).text("button")
    deeds = AuditEntry.objects.filter(target=here.client.pk, action__startswith="client.")
    assert {"client.archived", "client.restored"} <= {one.action for one in deeds}


def test_a_client_with_an_open_visit_stays_on_the_lists(browser, here):
    told = press(browser, "client-archive", here.client).content.decode()

    assert "is still open. Sign it first." in told
    here.client.refresh_from_db()
    assert here.client.archived_at is None


def test_twice_archived_keeps_who_did_so_first(browser, owner, here):
    sign(here)
    press(browser, "client-archive", here.client)
    press(owner, "client-archive", here.client)

    here.client.refresh_from_db()
    assert here.client.archived_by == here.practitioner


# ---------- Names ----------


@pytest.mark.parametrize(
    "row",
    rows("""
      name             | told
      Zoë O’Hara-Łuk   |
      نورا             |
      李小龙           |
      Zoe\\u202Eeoz    | (U+202E)
      \\u2066Zoe       | (U+2066)
      Zoe\\u2069a      | (U+2069)
      Zoe\\u0007a      | (U+0007)
      Zoe\\u0085a      | (U+0085)
      Zoe\\u2028a      | (U+2028)
    """),
    ids=lambda row: row["name"].encode("unicode_escape").decode(),
)
def test_a_name_holds_only_what_a_reader_sees(browser, row):
    name = row["name"]
    if "\\u" in name:
        name = name.encode().decode("unicode_escape")
    sent = browser.post(reverse("client-new"), {"name": name, "own_goal": ""})

    assert Client.objects.filter(name=name).exists() is not bool(row["told"])
    assert row["told"] in sent.content.decode()


@pytest.mark.parametrize(("length", "is_kept"), [(120, True), (121, False), (300, False)])
def test_a_name_too_long_says_how_long_it_is(browser, length, is_kept):
    sent = browser.post(reverse("client-new"), {"name": "n" * length})

    assert Client.objects.filter(name="n" * length).exists() is is_kept
    told = f"At most 120 characters; this has {length}." in sent.content.decode()
    assert told is not is_kept

"""A clinic's own entries from the screen: kept, refused with reasons, withdrawn; theirs alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from endrange import knowledge
from endrange.errors import CatalogueFault, CatalogueFaults
from endrange.knowledge.loader import SHIPPED
from endrange_app.storage import catalogues
from endrange_app.storage.models import AuditEntry
from endrange_app.storage.own import OwnFile
from tests.web.pages import read
from tests.web.visiting import screened, to

pytestmark = pytest.mark.django_db

STRETCH = (SHIPPED / "stretches" / "calf_gastroc_supine.toml").read_text(encoding="utf-8")
OURS = STRETCH.replace('name = "Upper calf, knee straight"', 'name = "Calf as we do it"')
STRICTER = '[BLD-01]\nverdicts = "M N N N"\n'
ONLY_MOVING = """
[OWN-1]
title = "The client moves"
when = [[]]
scope = { everywhere = true }
verdicts = "P N N N"
because = "In this house the client moves."
changes_if = "The house changes its mind."
grade = "ours"
sources = ["ours"]
"""
PAGE = reverse("own-entries")


@pytest.fixture
def owner(here):
    browser = Client()
    browser.force_login(here.owner)
    return browser


def lay(browser, text=OURS, kind="stretches", entry="our_calf", **more):
    return browser.post(PAGE, {"kind": kind, "entry": entry, "text": text} | more)


def test_a_stretch_of_their_own_is_in_the_library_of_this_clinic_alone(owner, here, elsewhere):
    assert lay(owner).status_code == 302

    other = Client()
    other.force_login(elsewhere.owner)
    address = reverse("stretch", args=["our_calf"])
    assert "Calf as we do it" in read(owner.get(address)).text("h1")
    assert other.get(address).status_code == 404
    assert "Added by this clinic" in owner.get(address).content.decode()
    index = owner.get(reverse("library-index"))
    assert "our_calf" in {one["id"] for one in index.json()["stretches"]}
    assert index.headers["ETag"] != other.get(reverse("library-index")).headers["ETag"]
    assert "our_calf" not in knowledge.load().stretches


def test_who_and_when_are_kept(owner, here):
    lay(owner)

    row = OwnFile.objects.get()
    entry = AuditEntry.objects.get(action="own.laid")
    assert (row.name, row.text, row.by, row.clinic) == (
        "stretches/our_calf.toml",
        OURS,
        here.owner,
        here.clinic,
    )
    assert (entry.target, entry.by, entry.details["replaces"]) == (row.pk, here.owner, False)


def test_a_file_can_be_sent_instead(owner):
    file = SimpleUploadedFile("ours.toml", "\ufeff".encode() + OURS.encode())

    assert lay(owner, text="", file=file).status_code == 302
    assert OwnFile.objects.get().text == OURS


def test_a_stricter_rule_holds_in_the_screening_and_in_the_plan_of_this_clinic(owner, newcomer):
    assert lay(owner, ONLY_MOVING, "precautions", "").status_code == 302
    screened(owner, newcomer)

    clearance = newcomer.screenings.get().as_clearance()
    assert clearance.catalogue == catalogues.of(newcomer.clinic).version
    assert "+" in clearance.catalogue
    owner.post(to("visit-plan", newcomer), {"minutes": 25})
    plan = newcomer.plans.get().as_plan()
    assert {item.technique for item in plan.items} == {"active_assisted"}
    assert plan.catalogue == clearance.catalogue


REFUSED = [
    ("precautions", "", '[BLD-01]\nverdicts = "P P P P"\n', "BLD-01.verdicts", "milder"),
    ("precautions", "", "[BLD-01\n", "file", "not TOML"),
    ("precautions", "", "", "", "Paste the entries here"),
    ("precautions", "", "BLD-01 = 3\n", "BLD-01", "no entry"),
    ("stretches", "our_calf", OURS.replace('"gastrocnemius"', '"calfus"'), "", "calfus"),
    ("stretches", "our_calf", OURS + "colour = 1\n", "colour", "in no field"),
    ("stretches", "Our Calf", OURS, "", "no name for this"),
    ("stretches", "../../etc", OURS, "", "no name for this"),
    ("stretches", "", OURS, "", "no name for this"),
    ("techniques", "passive", "people = 1\n", "people", "leave it"),
    ("joints", "", '[HIP]\nname = "x"\n', "", "not one of the available choices"),
    ("goals", "", "x = " + "[" * 3000, "file", "lists in lists"),
    ("goals", "", "#" * 200_001, "", "At most 200000 characters"),
]


@pytest.mark.parametrize(("kind", "entry", "text", "field", "why"), REFUSED)
def test_what_is_wrong_is_refused_with_its_reason_and_nothing_is_lost(
    owner, here, kind, entry, text, field, why
):
    response = lay(owner, text, kind, entry)
    page = response.content.decode()

    assert response.status_code == 422
    assert why in page
    assert field in page
    assert read(response).faults == []
    assert text.strip()[:60].replace('"', "&quot;") in page
    assert not OwnFile.objects.exists()
    assert catalogues.of(here.clinic) is knowledge.load()


def test_a_refused_file_comes_back_as_text(owner):
    file = SimpleUploadedFile("ours.toml", b'[BLD-01]\nverdicts = "P P P P"\n')

    page = lay(owner, text="", kind="precautions", entry="", file=file).content.decode()

    assert "verdicts = &quot;P P P P&quot;" in page


def test_a_file_that_is_no_text_and_two_at_once_are_refused(owner):
    binary = SimpleUploadedFile("ours.toml", b"\xff\xfe\x00")
    both = SimpleUploadedFile("ours.toml", OURS.encode())
    long = SimpleUploadedFile("ours.toml", b"#" * 200_001)

    assert "not UTF-8" in lay(owner, text="", file=binary).content.decode()
    assert "a text and a file" in lay(owner, file=both).content.decode()
    assert "At most 200000" in lay(owner, text="", file=long).content.decode()


def test_the_same_name_again_replaces_and_the_same_text_changes_nothing(owner, here):
    lay(owner)
    here.clinic.refresh_from_db()
    before = catalogues.of(here.clinic)
    lay(owner, OURS.replace("Calf as we do it", "Calf, our way"))
    here.clinic.refresh_from_db()

    assert catalogues.of(here.clinic).stretch("our_calf").name == "Calf, our way"
    assert OwnFile.objects.filter(withdrawn_at__isnull=True).count() == 1
    assert OwnFile.objects.count() == 2
    lay(owner)
    here.clinic.refresh_from_db()
    assert catalogues.of(here.clinic).version == before.version


def test_withdrawn_is_gone_and_kept(owner, here):
    lay(owner)
    row = OwnFile.objects.get()

    told = owner.post(reverse("own-file-withdrawal", args=[row.pk]), follow=True)
    again = owner.post(reverse("own-file-withdrawal", args=[row.pk]), follow=True)

    here.clinic.refresh_from_db()
    assert "is withdrawn." in told.content.decode()
    assert "withdrawn already" in again.content.decode()
    assert catalogues.of(here.clinic) is knowledge.load()
    assert owner.get(reverse("stretch", args=["our_calf"])).status_code == 404
    row.refresh_from_db()
    assert row.withdrawn_by == here.owner
    assert AuditEntry.objects.filter(action="own.withdrawn", target=row.pk).count() == 1


def test_what_others_need_is_not_withdrawn(owner):
    technique = (SHIPPED / "techniques" / "passive.toml").read_text(encoding="utf-8")
    start, _, rest = OURS.partition("techniques = [")
    uses = f'{start}techniques = ["our_way", {rest}'
    assert "our_way" in lay(owner, uses).content.decode()
    assert not OwnFile.objects.exists()

    assert lay(owner, technique, "techniques", "our_way").status_code == 302
    assert lay(owner, uses).status_code == 302
    needed = reverse("own-file-withdrawal", args=[OwnFile.objects.get(name__contains="way").pk])
    told = owner.post(needed, follow=True).content.decode()

    assert "Not withdrawn" in told
    assert OwnFile.objects.filter(withdrawn_at__isnull=True).count() == 2


def test_only_an_owner_may(here, owner):
    colleague = Client()
    colleague.force_login(here.practitioner)
    lay(owner)
    row = OwnFile.objects.get()

    assert colleague.get(PAGE).status_code == 403
    assert lay(colleague).status_code == 403
    withdrawal = reverse("own-file-withdrawal", args=[row.pk])
    assert colleague.post(withdrawal).status_code == 403
    assert colleague.get(reverse("stretch", args=["our_calf"])).status_code == 200


def test_another_clinics_file_is_not_here(owner, elsewhere):
    lay(owner)
    other = Client()
    other.force_login(elsewhere.owner)

    row = OwnFile.objects.get()
    assert other.post(reverse("own-file-withdrawal", args=[row.pk])).status_code == 404
    assert "our_calf" not in other.get(PAGE).content.decode()


def test_a_page_costs_no_query_more_for_own_entries(owner, django_assert_max_num_queries):
    lay(owner)
    owner.get(reverse("library"))
    with django_assert_max_num_queries(3):
        assert owner.get(reverse("library")).status_code == 200


def test_a_shipped_entry_is_there_to_begin_with(owner):
    page = owner.get(PAGE, {"from": "stretches/calf_gastroc_supine.toml"}).content.decode()
    wrong = owner.get(PAGE, {"from": "../settings.toml"})

    assert "Upper calf, knee straight" in page
    assert wrong.status_code == 200
    assert owner.get(PAGE, {"from": "stretches/../x.toml"}).status_code == 200


def test_what_a_newer_release_refuses_stops_the_clinic_and_no_running_session(
    owner, here, monkeypatch
):
    lay(owner)

    def refuse(texts, base):
        raise CatalogueFaults((CatalogueFault("stretches/our_calf.toml", "joint", "is missing"),))

    monkeypatch.setattr(catalogues, "_ready", catalogues.OrderedDict())
    monkeypatch.setattr(catalogues, "load_with_texts", refuse)

    library = owner.get(reverse("library"))
    assert library.status_code == 503
    assert "do not fit this release" in library.content.decode()
    assert "joint" in library.content.decode()
    assert "is missing" in owner.get(PAGE).content.decode()
    assert owner.get(reverse("session-helper", args=[here.run.pk])).status_code == 200
    monkeypatch.setattr("endrange_app.storage.actions.own.load_with_texts", refuse)
    row = OwnFile.objects.get()
    owner.post(reverse("own-file-withdrawal", args=[row.pk]))
    assert owner.get(reverse("library")).status_code == 200


def test_catalogues_are_not_kept_without_end(owner, here, monkeypatch):
    monkeypatch.setattr(catalogues, "REMEMBERED", 1)
    lay(owner)
    here.clinic.refresh_from_db()
    first = catalogues.of(here.clinic)
    assert catalogues.of(here.clinic) is first
    lay(owner, STRICTER, "precautions", "")
    here.clinic.refresh_from_db()
    second = catalogues.of(here.clinic)

    assert second is not first
    assert second.precautions["BLD-01"].verdicts != first.precautions["BLD-01"].verdicts
    assert len(catalogues._ready) == 1


def test_what_the_clinic_changed_says_so(owner):
    lay(owner, STRICTER, "precautions", "")

    page = owner.get(reverse("precaution", args=["BLD-01"])).content.decode()
    assert "Changed by this clinic" in page
    assert "this clinic" not in owner.get(reverse("precaution", args=["VTE-01"])).content.decode()

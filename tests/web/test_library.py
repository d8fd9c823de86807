"""The library: one index that is asked for once, and a search that gives both sides the same."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from endrange import knowledge
from endrange.knowledge.languages import Language
from endrange_app.web import shelf
from tests.tables import rows
from tests.web.pages import read

pytestmark = pytest.mark.django_db
KNOWN = knowledge.load()
SCRIPTS = Path(shelf.__file__).parent / "static" / "js"

SEARCHES = """
  sent                                | found has                   | has not
  q=hamstring                         | ham_slr_shoulder            | calf_gastroc_supine
  q=semitend                          | ham_slr_shoulder            | calf_gastroc_supine
  q=SÓLEUS                            | calf_soleus_supine          | ham_slr_shoulder
  q=calf  knee                        | calf_gastroc_supine         | ham_slr_shoulder
  q=rowing                            | ham_slr_shoulder            | neck_scm
  area=calf                           | calf_soleus_prone           | ham_slr_shoulder
  position=standing                   | pec_standing_behind         | ham_slr_shoulder
  helper=yes                          | ham_slr_shoulder            | pec_minor_supine ham_slr_table
  helper=supervised                   | ham_slr_shoulder ham_slr_table | pec_minor_supine
  helper=no                           | pec_minor_supine            | ham_slr_shoulder
  thing=chair                         | ham_chair_heel              | ham_slr_shoulder
  thing=nothing                       | pec_standing_behind         | ham_chair_heel
  muscle=soleus                       | calf_soleus_supine          | ham_slr_shoulder
  technique=contract_relax            | ham_slr_shoulder            | neck_scm
  goal=plantar_heel                   | plantar_fascia              | pec_standing_behind
  sport=swimming                      | pec_standing_behind         | ham_slr_shoulder
  q=calf&position=prone&helper=yes    | calf_soleus_prone           | calf_soleus_supine
  q=zzz                               |                             | ham_slr_shoulder
  area=moon                           |                             | ham_slr_shoulder
"""


@pytest.fixture
def owner(here):
    browser = Client()
    browser.force_login(here.owner)
    return browser


def visible(page) -> set[str]:
    stretches = [given for _, given in page.tags if "data-stretch" in given]
    return {given["data-stretch"] for given in stretches if "hidden" not in given}


@pytest.mark.parametrize("row", rows(SEARCHES), ids=lambda row: row["sent"])
def test_a_search_without_a_script_finds_what_is_meant(owner, row):
    page = read(owner.get(f"{reverse('library')}?{row['sent']}"))
    found = visible(page)

    assert page.faults == []
    assert page.unlabelled == []
    assert set(row["found has"].split()) <= found
    assert not set(row["has not"].split()) & found
    groups = [given for _, given in page.tags if "data-group" in given and "hidden" not in given]
    assert len(groups) == len({KNOWN.stretch(id_).area for id_ in found})


@pytest.mark.skipif(not shutil.which("node"), reason="there is no node here")
def test_the_browser_finds_exactly_what_the_server_finds(owner, tmp_path):
    index = owner.get(reverse("library-index")).json()
    sent = [row["sent"] for row in rows(SEARCHES)]
    (tmp_path / "asked.json").write_text(json.dumps({"index": index, "sent": sent}))
    (tmp_path / "ask.mjs").write_text(
        f"import {{ fits, isNamed, soughtBy }} from '{SCRIPTS.as_uri()}/shelf.js';"
        "import { readFileSync } from 'node:fs';"
        "const { index, sent } = JSON.parse(readFileSync(process.argv[2]));"
        "console.log(JSON.stringify(sent.map((one) => {"
        "  const sought = soughtBy(new URLSearchParams(one));"
        "  return [index.stretches.filter((s) => fits(s, sought)).map((s) => s.id),"
        "          index.others.filter((o) => isNamed(o, sought)).map((o) => o.url)];})));"
    )
    command = ["node", str(tmp_path / "ask.mjs"), str(tmp_path / "asked.json")]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    for query, (stretches, others) in zip(sent, told, strict=True):
        sought = shelf.sought(QueryDict(query))
        fitting = [one.id for one in shelf.stretches(KNOWN) if one.fits(sought)]
        assert stretches == fitting, query
        assert others == [one.url for one in shelf.others(KNOWN) if one.fits(sought)], query


def test_the_rest_of_the_library_is_found_by_name(owner):
    page = owner.get(reverse("library"), {"q": "piriformis"})

    assert reverse("muscle", args=["piriformis"]) in read(page).links
    assert "Also in the library" in page.content.decode()


def test_the_index_is_sent_once(owner):
    first = owner.get(reverse("library-index"))
    etag = first.headers["ETag"]
    again = owner.get(reverse("library-index"), headers={"If-None-Match": etag})
    elsewhere = owner.get(reverse("library-index"), headers={"Accept-Language": "de"})

    assert first.status_code == 200
    assert etag.startswith(f'"{KNOWN.version}.en')
    assert "no-cache" in first.headers["Cache-Control"]
    assert "private" in first.headers["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")
    assert elsewhere.headers["ETag"] != etag
    assert len(first.json()["stretches"]) == len(KNOWN.stretches)


def test_the_index_is_for_members():
    assert Client().get(reverse("library-index")).status_code == 302


def pages():
    yield from (reverse(name) for name in ("library", "library-index", "sources", "coverage"))
    lists = ("techniques", "muscles", "measures", "precautions", "goals", "claims", "model")
    yield from (reverse(name) for name in lists)
    yield reverse("library") + "?q=calf&sport=golf"
    yield reverse("stretch", args=["ham_slr_shoulder"]) + "?side=left"
    yield reverse("technique", args=["hold_relax"])
    yield reverse("muscle", args=["soleus"])
    yield reverse("measure", args=["hip_flexion_slr"])
    yield reverse("goal", args=["plantar_heel"])
    yield reverse("claim", args=["more_range"])
    yield reverse("source", args=["cleveland_2023"])
    yield reverse("precaution", args=["VTE-01"])


def test_no_page_of_the_library_asks_more_than_three_questions(
    owner, django_assert_max_num_queries
):
    for address in pages():
        with django_assert_max_num_queries(3):
            assert owner.get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["techniques", "muscles", "measures", "precautions", "sources"])
def test_a_list_has_every_entry(owner, name):
    page = read(owner.get(reverse(name)))
    one = {"precautions": "precaution"}.get(name, name[:-1])

    assert page.faults == []
    wanted = {reverse(one, args=[id_]) for id_ in getattr(KNOWN, name)}
    assert wanted <= set(page.links)


def test_a_stretch_is_told_for_either_side(owner):
    address = reverse("stretch", args=["ham_slr_table"])
    either, left, right, wrong = (
        owner.get(address, sent).content.decode()
        for sent in ({}, {"side": "left"}, {"side": "right"}, {"side": "both"})
    )

    assert "Hold the other thigh down" in either
    assert "Hold the right thigh down" in left
    assert "Hold the left thigh down" in right
    assert "Hold the other thigh down" in wrong


@pytest.mark.parametrize("chosen", KNOWN.stretches["ham_slr_table"].techniques)
def test_a_stretch_names_its_technique_in_print_too(owner, chosen):
    """The choice of techniques is not printed; the heading over the score is."""
    page = read(owner.get(reverse("stretch", args=["ham_slr_table"]), {"technique": chosen}))

    assert KNOWN.technique(chosen).name in page.text("h2")


def test_a_stretch_of_both_sides_offers_no_side(owner):
    page = read(owner.get(reverse("stretch", args=["pec_standing_behind"]), {"side": "left"}))

    assert "side=left" not in " ".join(page.links)
    assert page.faults == []


def test_a_stretch_shows_every_field(owner):
    """Nothing that somebody wrote down is lost on the way to the page."""
    for stretch in KNOWN.stretches.values():
        page = owner.get(reverse("stretch", args=[stretch.id])).content.decode()
        text = page.replace("&#x27;", "'")
        said = [
            *(stretch.lead, stretch.felt, stretch.helper_position, stretch.breathing),
            *(stretch.antagonist_cue, stretch.lay_note, stretch.self_stretch),
            stretch.technique_note,
            *(*stretch.hands, *stretch.client_setup, *stretch.helper_steps),
            *(*stretch.client_steps, *stretch.progression, *stretch.regression),
            *(f"{one.feels}.</b> {one.action}" for one in stretch.must_not_feel),
            *(each for one in stretch.mistakes for each in (one.mistake, one.correction)),
            *([stretch.push.client] if stretch.push else []),
        ]
        missing = [one for one in said if one not in text]
        assert missing == [], stretch.id


def test_a_stretch_speaks_the_language_of_the_page(owner, monkeypatch):
    """Words without a translation are marked as English, also once a side is named in them."""
    new = "Hold the other thigh down, or put the strap across it."
    knows = Language.knows
    monkeypatch.setattr(Language, "knows", lambda self, text: text != new and knows(self, text))
    german = {"Accept-Language": "de"}
    known, unknown = (
        owner.get(reverse("stretch", args=[one]), {"side": "left"}, headers=german).content.decode()
        for one in ("ham_9090_knee_ext", "ham_slr_table")
    )

    assert "Das Knie langsam bis zum ersten festen Zug strecken, und anhalten." in known
    assert '<span lang="en">Hold the right thigh down' in unknown

"""The page of the phone on the limb: what it takes over, where it leads on, what it cannot feel."""

import json
import re

import pytest
from django.urls import reverse

from endrange import knowledge
from endrange_app.settings import _lan
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to, typed

pytestmark = pytest.mark.django_db

KNOWN = knowledge.load()
PHONE = "phone inclinometer"
SLR = "hip_flexion_slr"


def at(visit, measure=SLR, side="left"):
    return reverse("visit-inclinometer", args=[visit.pk, measure, side])


def told(browser, address):
    page = browser.get(address)
    assert read(page).faults == []
    return " ".join(page.content.decode().split())


def test_every_measure_a_phone_reads_says_where_it_goes_and_what_is_zero(browser, newcomer):
    screened(browser, newcomer)
    for measure in KNOWN.measures.values():
        side = "left" if measure.paired else "midline"
        text = told(browser, at(newcomer, measure.id, side))
        how = re.search(r'<script id="how" type="application/json">(.*?)</script>', text)

        assert (how is not None) is (PHONE in measure.instruments), measure.id
        if how:
            told_to_script = json.loads(how[1])
            assert len(told_to_script["names"]) == told_to_script["places"] in (1, 2)
            assert told_to_script["zero"]


FELT = """
  measure          | feels | told
  hip_flexion_slr  | yes   | Phone on the front of the shin. Its top edge points to the far end
  neck_rotation    | yes   | It does feel it so: Lying on the back, the phone on the forehead
  neck_rotation    | yes   | Its top edge points to the ear on the side of the turn.
  thoracic_rotation | yes  | It does feel it so: On hands and knees, sitting back on the heels
  hip_abduction    | no    | Gravity does not feel that.
  hip_abduction    | no    | Measure it with: goniometer.
  hip_abd_fallout  | no    | This is no angle that a phone could feel.
  elbow_extension  | yes   | Once, before the first try.
"""


@pytest.mark.parametrize("row", rows(FELT), ids=lambda row: f"{row['measure']}: {row['told']}")
def test_what_gravity_cannot_feel_is_said_and_where_it_can(browser, newcomer, row):
    screened(browser, newcomer)

    text = told(browser, at(newcomer, row["measure"]))

    assert row["told"] in text
    assert ("data-start" in text) is (row["feels"] == "yes")


def test_the_table_says_so_too_and_leads_there(browser, newcomer):
    screened(browser, newcomer)
    page = to("visit-measures", newcomer) + "?also=neck_rotation&also=hip_abduction"
    text = told(browser, page)

    cannot = "It turns about an upright axis, which a phone does not feel."
    assert f"{cannot} It does feel it so: Lying on the back" in text
    assert f"{cannot}</p>" in text
    assert at(newcomer, "neck_rotation", "right") in text
    assert at(newcomer, "hip_abduction", "left") not in text


OFF_THE_LIMB = {
    "ankle_df_knee_flex",
    "elbow_extension",
    "hip_adduction_ober",
    "hip_ext_thomas",
    "shoulder_horizontal_abduction",
}


def test_where_zero_is_a_table_or_a_wall_it_is_taken_once():
    """Nobody takes the phone off the thigh and back to the table between two tries."""
    once = {one.id for one in KNOWN.measures.values() if one.gravity and one.gravity.once}

    assert once == OFF_THE_LIMB
    for one in KNOWN.measures.values():
        is_off = one.gravity is not None and one.gravity.zero.startswith("The phone")
        assert is_off is (one.id in OFF_THE_LIMB), one.id


def test_what_ended_it_last_time_is_taken_over_and_the_phone_counts_our_way(browser, newcomer):
    screened(browser, newcomer)
    deficit = "knee_ext_9090"
    tries = {f"trial_{n}": "145" for n in (1, 2, 3)}
    chosen = {"end_criterion": "thigh moves", "convention": "straight_is_180"}
    browser.post(
        to("visit-readings", newcomer), typed(newcomer, "left", deficit, **tries, **chosen)
    )

    text = told(browser, at(newcomer, deficit, "right"))

    assert '<option value="thigh moves" selected>' in text
    assert f'name="{deficit}-right-instrument" value="{PHONE}"' in text
    assert "-convention" not in text


def test_one_tap_keeps_and_goes_on_with_the_other_side(browser, newcomer):
    screened(browser, newcomer)
    assert "Keep, then the right side" in told(browser, at(newcomer))

    sent = browser.post(to("visit-readings", newcomer), typed(newcomer) | {"then": "right"})
    assert sent["Location"] == at(newcomer, SLR, "right") + "?moment=before"

    assert "Keep, then the" not in told(browser, at(newcomer, SLR, "right"))
    sent = browser.post(to("visit-readings", newcomer), typed(newcomer, "right"))
    assert sent["Location"] == to("visit-measures", newcomer) + f"#{SLR}"


@pytest.mark.parametrize("then", ["midline", "up", ""])
def test_a_side_it_has_not_leads_back_to_the_table(browser, newcomer, then):
    screened(browser, newcomer)

    sent = browser.post(to("visit-readings", newcomer), typed(newcomer) | {"then": then})

    assert sent["Location"] == to("visit-measures", newcomer) + f"#{SLR}"


def test_on_a_network_the_protected_address_is_offered(browser, newcomer, settings):
    screened(browser, newcomer)
    assert "protected address" not in told(browser, at(newcomer))

    settings.LAN = _lan("192.168.1.20:8000:8443")

    assert f'href="https://192.168.1.20:8443{at(newcomer)}"' in told(browser, at(newcomer))

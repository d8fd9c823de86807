"""The whole body at a look: what is limited, by region and side, and where it is going."""

from datetime import date

import pytest
from django.urls import reverse

from endrange.assessment import Findings, Limitation, assess
from endrange.knowledge import EndFeel, load
from endrange.progress import Change, Claim
from endrange.values import Side
from endrange_app.storage.actions import readings
from endrange_app.web import overview
from tests import records
from tests.builders import reading
from tests.tables import rows

KNOWN = load()
MEASURES = {
    "raise": "hip_flexion_slr",
    "turn": "hip_ir_prone",
    "pronation": "forearm_pronation",
    "neck": "neck_flexion",
    "look": "neck_rotation",
    "trunk": "trunk_rotation",
    "bend": "lumbar_flexion",
}


def change(measure, side, claim):
    return Change(
        measure=MEASURES[measure],
        side=side,
        since=date(2026, 9, 4),
        baseline=60,
        latest=60,
        change=0,
        margin=5,
        interval_low=-5,
        interval_high=5,
        error=2,
        error_assumed=False,
        detectable=5,
        claim=claim,
        missing="",
        readings=3,
    )


def limited(measure, side):
    found = {"measure": MEASURES[measure], "side": side, "weight": 1.0}
    return Limitation(**found, because="9° less than last time, more than the error of 6°.")


BODIES = """
  read                                 | limited    | region       | colour  | word
  raise left improved                  |            | Hip, left    | seen    | better
  raise left worse                     | raise left | Hip, left    | limited | limited, worse
  raise left too_early                 |            | Hip, left    | seen    | too early to tell
  raise right unchanged                |            | Hip, right   | seen    | unchanged
  raise left improved, turn left worse |            | Hip, left    | seen    | worse
  raise left improved, turn left worse | raise left | Hip, left    | limited | limited, better
  pronation right improved             |            | Elbow, right | seen    | better
  neck midline further_at_discomfort   |            | Neck         | seen    | further, at more disc
"""


def parsed(text):
    for one in filter(None, text.split(", ")):
        *name, side, claim = one.split()
        yield change(" ".join(name), Side(side), Claim(claim))


@pytest.mark.parametrize("row", rows(BODIES), ids=lambda row: row["read"] + row["limited"])
def test_a_region_speaks_for_its_measures(row):
    *name, side = row["limited"].split() or ("", "")
    limits = (limited(" ".join(name), Side(side)),) if side else ()

    found = overview.of(list(parsed(row["read"])), Findings(limitations=limits), KNOWN)

    assert f"{row['region']}: {row['word']}" in found.body.front_told
    assert set(found.body.parts.values()) == {row["colour"]}
    assert found.limited == len(limits)


SHARED = """
  read                                     | limited    | region
  look left improved, look right unchanged | look left  | Neck
  look left improved, look right unchanged | look right | Neck
  neck midline improved, look right worse  | look right | Neck
  trunk left worse, bend midline improved  | trunk left | Low back
"""


@pytest.mark.parametrize("row", rows(SHARED), ids=lambda row: row["read"] + row["limited"])
def test_what_is_limited_is_painted_over_by_nothing_in_the_same_place(row):
    *name, side = row["limited"].split()
    limits = (limited(" ".join(name), Side(side)),)

    body = overview.of(list(parsed(row["read"])), Findings(limitations=limits), KNOWN).body

    assert set(body.parts.values()) == {"limited"}
    assert f"{row['region']}: limited, " in body.back_told
    places = [(mark.x, mark.y) for mark in body.back_marks]
    assert len(set(places)) == len(places)


def test_what_is_limited_comes_first_in_the_table():
    changes = [
        change("neck", Side.MIDLINE, Claim.IMPROVED),
        change("raise", Side.LEFT, Claim.WORSE),
    ]

    found = overview.of(changes, Findings(limitations=(limited("raise", Side.LEFT),)), KNOWN)

    assert [row.region for row in found.rows] == ["Hip", "Neck"]
    assert found.rows[0].because.startswith("9° less than last time")


def test_an_abnormal_end_limits_too():
    felt = reading(60.0, measure=MEASURES["raise"], end_feel=EndFeel.SPRINGY)
    changes = [change("raise", Side.LEFT, Claim.TOO_EARLY)]

    found = overview.of(changes, assess([felt], KNOWN), KNOWN)

    assert found.rows[0].because.startswith("It sprang back: something is in the way")


def test_the_legend_names_only_what_is_drawn():
    found = overview.of([change("neck", Side.MIDLINE, Claim.IMPROVED)], Findings(), KNOWN)

    assert [word for _, word in found.legend] == ["better"]


@pytest.mark.django_db
def test_it_stands_on_the_clients_page_with_its_table(browser, here, now):
    address = reverse("client", args=[here.client.pk])
    other = records.reading(
        now, Side.RIGHT, 80, measure="hip_flexion_slr", instrument="phone inclinometer"
    )
    readings.record(by=here.owner, visit=here.visit, reading=other, now=now)

    page = browser.get(address).content.decode()

    assert "The whole body" in page
    assert "Hip, left: limited, too early to tell" in page
    assert "20° less than the other side" in page
    assert 'href="#chart-hip_flexion_slr"' in page


@pytest.mark.django_db
def test_where_nothing_is_limited_it_says_nothing_and_counts_no_zero(browser, here):
    page = browser.get(reverse("client", args=[here.client.pk])).content.decode()

    assert "Nothing that was measured is limited" in page
    assert "0 of what was measured" not in page

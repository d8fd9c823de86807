"""Readings are not believed blindly: how a number is written, and how far tries may differ."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from endrange import knowledge
from endrange.values import Side
from endrange_app.storage import actions
from endrange_app.storage.models import Reading
from endrange_app.web.forms.readings import ReadingForm
from tests.builders import measure
from tests.records import reading
from tests.tables import rows
from tests.web.pages import read
from tests.web.visiting import screened, to

pytestmark = pytest.mark.django_db


def filled(tries, unit="deg", keep=""):
    said = {f"slr-left-trial_{n}": one for n, one in enumerate(tries.split(), 1)}
    said |= {"slr-left-instrument": "inclinometer", "slr-left-end_criterion": "pain"}
    sent = QueryDict(mutable=True)
    sent.update(said | {"slr-left-keep": keep})
    return ReadingForm(measure(unit=unit, low=-20), Side.LEFT, sent)


@pytest.mark.parametrize(
    "row",
    rows("""
      tries          | unit | keep     | told
      64 65 66       | deg  |          |
      60 65          | deg  |          |
      60 65.1        | deg  |          | These lie 5.1° apart. Take 1 more, or keep them.
      20 66 99       | deg  |          | These lie 79° apart. Take 2 more, or keep them.
      60 66 61       | deg  |          | These lie 6° apart. Take 2 more, or keep them.
      60 66 61 61    | deg  |          | These lie 6° apart. Take 1 more, or keep them.
      60 66 61 61 61 | deg  |          |
      20 66 99       | deg  | 20/66/99 |
      20 66 98       | deg  | 20/66/99 | These lie 78° apart. Take 2 more, or keep them.
      20 66 99       | deg  | yes      | These lie 79° apart. Take 2 more, or keep them.
      64             | deg  |          |
    """),
)
def test_tries_far_apart_are_kept_only_on_a_second_word(row):
    form = filled(row["tries"], row["unit"], row["keep"])

    assert form.non_field_errors() == ([row["told"]] if row["told"] else [])
    assert form.is_valid() is not bool(row["told"])


def test_tries_far_apart_open_room_for_more_and_the_middle_one_counts():
    assert len(filled("60 66 61").trials) == 3 + 2
    assert len(filled("60 62 61").trials) == 3
    form = filled("60 66 61 61 70")

    assert form.is_valid()
    kept = form.reading(examiner="x", moment="before", now=timezone.now())
    assert kept.value == 61
    assert kept.trials == (60, 66, 61, 61, 70)


COUNTED = """
  measure          | written | counted           | kept | told
  knee_ext_9090    | 35      |                   | 35   |
  knee_ext_9090    | 145     | straight_is_180   | 35   |
  knee_ext_9090    | 145     |                   |      | Is it counted otherwise
  ankle_df_knee_ext | 78     | right_angle_is_90 | 12   |
  hip_ext_thomas   | 12      | other_sign        | -12  |
"""


@pytest.mark.parametrize("row", rows(COUNTED), ids=lambda row: row["written"] + row["counted"])
def test_two_ways_of_counting_are_never_confused(row):
    known = knowledge.load().measure(row["measure"])
    name = f"{known.id}-left"
    said = QueryDict(mutable=True)
    said.update(
        {
            f"{name}-trial_1": row["written"],
            f"{name}-instrument": known.instruments[0],
            f"{name}-end_criterion": known.end_criteria[0],
            f"{name}-convention": row["counted"],
        }
    )
    form = ReadingForm(known, Side.LEFT, said)

    if row["told"]:
        assert row["told"] in form.errors["trial_1"][0]
    else:
        assert form.is_valid(), form.errors
        kept = form.reading(examiner="x", moment="before", now=timezone.now())
        assert kept.value == float(row["kept"])
        assert kept.convention == (row["counted"] or "stored")


def test_end_feel_and_warm_up_are_kept_or_not_noted(browser, newcomer):
    screened(browser, newcomer)
    name = "hip_flexion_slr-left"
    noted = {f"{name}-end_feel": "springy", f"{name}-warm_up": "walk"}
    browser.post(to("visit-readings", newcomer), typed(("64",), **noted))
    browser.post(to("visit-readings", newcomer), typed(("64",)))

    first, second = newcomer.readings.order_by("id")
    assert (first.end_feel, first.warm_up) == ("springy", "walk")
    assert (second.end_feel, second.warm_up) == (None, None)


@pytest.mark.parametrize(
    "row",
    rows("""
      typed | kept
      67    | 67
      67.5  | 67.5
      67,5  | 67.5
      -5    | -5
      −5    | -5
      1e2   | no
      1_0   | no
      inf   | no
      nan   | no
      ٦٧    | no
      0x40  | no
      6 7   | no
      67°   | 67
      67,5 ° | 67.5
      67 cm | no
    """),
    ids=lambda row: row["typed"],
)
def test_a_number_is_read_as_people_write_it(row):
    form = filled("")
    form.data = form.data.copy()
    form.data["slr-left-trial_1"] = row["typed"]

    if row["kept"] == "no":
        assert form.errors == {"trial_1": ["Write a number in °, such as 67."]}
    else:
        assert form.is_valid(), form.errors
        assert form.cleaned_data["trial_1"] == float(row["kept"])


def typed(tries, **more):
    """What the page's own form would send for the straight-leg raise on the left."""
    name = "hip_flexion_slr-left"
    said = {f"{name}-trial_{n}": one for n, one in enumerate(tries, 1)}
    said |= {f"{name}-instrument": "phone inclinometer"}
    said |= {f"{name}-end_criterion": "first firm resistance"}
    return said | {"measure": "hip_flexion_slr", "side": "left", "moment": "before"} | more


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_page_asks_and_then_keeps(browser, newcomer, moment):
    screened(browser, newcomer)
    tries = ("20", "66", "99")
    readings = to("visit-readings", newcomer)
    if moment == "after":
        browser.post(readings, typed(("64",)))
    before = newcomer.readings.count()

    asked = browser.post(readings, typed(tries, moment=moment))

    assert asked.status_code == 422
    assert newcomer.readings.count() == before
    page = read(asked)
    assert page.faults == []
    keep = next(
        given
        for tag, given in page.tags
        if tag == "button" and given.get("name") == "hip_flexion_slr-left-keep"
    )
    pressed = {keep["name"]: keep["value"]}
    browser.post(readings, typed(tries, moment=moment, **pressed))
    assert newcomer.readings.order_by("id").last().trials == [20, 66, 99]


def test_what_was_used_just_now_is_taken_over_as_far_as_a_measure_has_it(browser, newcomer):
    """The other side takes both; a measure without that end takes the instrument alone."""
    screened(browser, newcomer)
    page = f"{to('visit-measures', newcomer)}?also=hip_flexion_slr&also=hip_ext_thomas"
    assert "As just now:" not in browser.get(page).content.decode()
    browser.post(to("visit-readings", newcomer), typed(("64",)))

    text = " ".join(browser.get(page).content.decode().split())

    assert "As just now: phone inclinometer, first firm resistance" in text
    rotation = text[text.index('id="hip_ext_thomas-left-before"') :]
    assert '<option value="phone inclinometer" selected>' in rotation
    assert '<input type="hidden" name="also" value="hip_flexion_slr">' in text


def test_all_that_was_measured_last_time_is_offered_again(browser, newcomer, here, now):
    screened(browser, newcomer)
    six = [one for one in knowledge.load().measures.values() if one.paired][:6]
    for one in six:
        given = reading(now, measure=one.id, instrument=one.instruments[0])
        actions.readings.record(by=here.owner, visit=newcomer, reading=given, now=now)
    actions.visits.close(by=here.owner, visit=newcomer, now=now)
    later = actions.visits.open(by=here.owner, client=newcomer.client, now=now)
    screened(browser, later)

    text = browser.get(to("visit-measures", later)).content.decode()

    assert all(f'id="{one.id}-left-before"' in text for one in six)


def test_a_measure_that_left_the_catalogue_breaks_no_page(browser, newcomer, here):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(("64",)))
    Reading.objects.filter(visit=newcomer).update(measure="gone_by_now")
    row = newcomer.readings.get()

    assert browser.get(reverse("client", args=[newcomer.client_id])).status_code == 200
    assert browser.get(to("visit-measures", newcomer)).status_code == 200
    browser.post(to("visit-plan", newcomer), {"minutes": 8})
    assert browser.get(to("visit-plan", newcomer)).status_code == 200
    assert browser.get(to("visit-summary", newcomer)).status_code == 200
    assert "gone_by_now" not in knowledge.load().measures
    taken_back = browser.post(reverse("reading-withdrawal", args=[row.pk]))
    assert taken_back["Location"] == to("visit-measures", newcomer)
    row.refresh_from_db()
    assert row.withdrawn_at <= timezone.now()

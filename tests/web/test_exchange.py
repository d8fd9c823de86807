"""Readings as a file: the same out and in, bad rows by line and column, nothing half taken in."""

from datetime import timedelta
from math import ceil, floor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from endrange import knowledge
from endrange.assessment import Moment, Reading, WarmUp, summarise
from endrange.knowledge import Convention, EndFeel
from endrange.knowledge.languages import language
from endrange.values import Side
from endrange_app.reports import readings as table
from endrange_app.storage import actions
from tests.tables import rows
from tests.web.visiting import screened, to, typed

CATALOGUE = knowledge.load()
NOW = timezone.now()
HEAD = "taken_at,measure,side,moment,trials,instrument,end_criterion,discomfort,examiner"
GOOD = "2026-09-01T10:00:00+00:00,hip_flexion_slr,left,before,64 65 66,goniometer,pain,3,"


def taken(text, **changes):
    asked = {"members": {"ines@x.example": "key-of-ines"}, "examiner": "me", "until": NOW}
    return table.read(text, CATALOGUE, **(asked | changes))


measures = st.sampled_from([one for one in CATALOGUE.measures.values() if one.paired])


@st.composite
def readings(draw):
    measure = draw(measures)
    tenths = st.integers(ceil(measure.low * 10), floor(measure.high * 10))
    near = tenths.map(lambda one: one / 10)
    trials = tuple(draw(st.lists(near, min_size=1, max_size=measure.trials)))
    past = st.timedeltas(timedelta(0), timedelta(days=3000))
    return Reading(
        measure=measure.id,
        side=draw(st.sampled_from([Side.LEFT, Side.RIGHT])),
        value=round(summarise(trials, measure), 3),
        trials=trials,
        active=measure.active,
        instrument=draw(st.sampled_from(measure.instruments)),
        examiner="ines@x.example",
        end_criterion=draw(st.sampled_from(measure.end_criteria)),
        discomfort=draw(st.none() | st.integers(0, 10)),
        end_feel=draw(st.none() | st.sampled_from(measure.end_feels or (None,))),
        moment=draw(st.sampled_from(Moment)),
        taken_at=NOW - draw(past),
    )


@given(st.lists(readings(), min_size=1, max_size=5))
def test_out_and_in_again_is_the_same(given_readings):
    back = taken(table.write(given_readings))

    assert back.faults == ()
    for one, other in zip(given_readings, back.readings, strict=True):
        same = one.replace(examiner="key-of-ines", value=other.value)
        assert other == same
        assert other.value == pytest.approx(one.value, abs=0.01)


FAULTS = """
  cell         | column     | problem
  yesterday    | taken_at   | is no date with a time
  2026-09-01T10:00:00 | taken_at | has no offset
  2099-09-01T10:00:00Z | taken_at | lies in the future
  hip          | measure    | no measure is called
  lft          | side       | is not one of: “left”
  noon         | moment     | is not one of: “before”
  670          | trials     | has 670, outside 10 to 140
  nan          | trials     | which is no number
  64 65 66 67 68 69 | trials | are 6 trials
                | trials    | are 0 trials
  ruler        | instrument | is not one of: “phone
  tired        | end_criterion | is not one of: “first
  11           | discomfort | is not 0 to 10
  x@y          | examiner   | is no member
"""


@pytest.mark.parametrize("row", rows(FAULTS), ids=lambda row: row["problem"])
def test_a_bad_cell_is_told_by_line_and_column(row):
    cells = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | {row["column"]: row["cell"]}

    found = taken(f"{HEAD}\n{GOOD}\n{','.join(cells.values())}\n{GOOD}\n")

    assert found.readings == ()
    (fault,) = found.faults
    assert (fault.line, fault.column) == (3, row["column"])
    assert row["problem"] in str(fault)


def test_the_columns_name_every_word_they_may_hold():
    words = {"end_feel": EndFeel, "warm_up": WarmUp, "convention": Convention, "side": Side}
    for column, kind in words.items():
        assert [one for one in kind if one not in table.COLUMNS[column]] == []


def test_all_faults_of_a_row_are_told_at_once():
    cells = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
    bad = cells | {"taken_at": "yesterday", "side": "lft", "trials": "670", "instrument": "ruler"}

    found = taken(f"{HEAD}\n{','.join(bad.values())}\n")

    assert {fault.column for fault in found.faults} == {*bad} - {
        name for name in cells if cells[name] == bad[name]
    }
    assert {fault.line for fault in found.faults} == {2}


def test_faults_and_columns_are_told_in_german():
    german = language("de")
    for row in rows(FAULTS):
        cells = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
        found = taken(f"{HEAD}\n{','.join((cells | {row['column']: row['cell']}).values())}\n")
        assert german.knows(found.faults[0].problem), found.faults[0].problem
    for text in ("", f"{HEAD},mood\n{GOOD},good\n", f"{HEAD}\n", f"{HEAD}\n{GOOD},surplus\n"):
        for fault in taken(text).faults:
            assert german.knows(fault.problem), fault.problem
    assert [what for what in table.COLUMNS.values() if not german.knows(what)] == []
    told = german.said("is not one of: “left”, “right”")
    assert told == "ist keines von: “left”, “right”", "a cell must hold the English word"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "taken_at: '' is missing from the heading"),
        (f"{HEAD},mood\n{GOOD},good\n", "mood: 'mood' is no column"),
        (f"{HEAD}\n", "has no rows below it"),
        (f"{HEAD}\n{GOOD},surplus\n", "stands after the last column"),
    ],
    ids=["empty", "unknown column", "no rows", "surplus"],
)
def test_a_bad_file_is_told(text, told):
    assert any(told in str(fault) for fault in taken(text).faults)


def test_a_file_from_a_european_spreadsheet_reads_the_same():
    semicolons = f"\ufeff{HEAD}\n{GOOD}".replace(",", ";").replace("64 65 66", "64,5 65,5 66")

    (reading,) = taken(semicolons).readings
    assert reading.trials == (64.5, 65.5, 66)
    assert reading.examiner == "me"


def test_nothing_written_is_taken_for_a_formula():
    (one,) = taken(f"{HEAD}\n{GOOD}\n").readings
    sly = table.write([one.replace(instrument="=HYPERLINK(1)", trials=(-5.0, 6.0))])

    assert "'=HYPERLINK(1)" in sly
    assert ",-5 6," in sly


pytestmark = pytest.mark.django_db


def upload(browser, client, text):
    file = SimpleUploadedFile("readings.csv", text.encode(), "text/csv")
    return browser.post(reverse("client-readings", args=[client.pk]), {"file": file})


def test_a_history_moves_from_one_client_to_another_once(browser, newcomer, here, now):
    screened(browser, newcomer)
    browser.post(to("visit-readings", newcomer), typed(newcomer))
    browser.post(to("visit-readings", newcomer), typed(newcomer, side="right"))
    text = browser.get(reverse("client-readings-file", args=[newcomer.client_id])).content.decode()
    other = actions.clients.create(by=here.owner, clinic=here.clinic, name="Vera", now=now)

    upload(browser, other, text)
    again = upload(browser, other, text)

    assert again.status_code == 302
    before = actions.readings.history(newcomer.client)
    assert actions.readings.history(other) == before
    (visit,) = other.visits.all()
    assert visit.closed_at is not None


def test_one_bad_row_takes_in_nothing_and_shows_where(browser, newcomer):
    answer = upload(browser, newcomer.client, f"{HEAD}\n{GOOD}\n{GOOD.replace('64', '999')}\n")

    assert answer.status_code == 422
    assert "has 999, outside 10 to 140" in answer.content.decode()
    assert not newcomer.client.readings.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe\x00", "not UTF-8"), (b"x" * 2_000_001, "larger than 2 MB")],
    ids=["not text", "too large"],
)
def test_a_file_that_cannot_be_read_is_refused(browser, newcomer, content, told):
    file = SimpleUploadedFile("readings.csv", content)
    answer = browser.post(reverse("client-readings", args=[newcomer.client_id]), {"file": file})

    assert answer.status_code == 422
    assert told in answer.content.decode()

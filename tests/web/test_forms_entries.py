"""A list and a day on a form: what was written stays, what is missing is named."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from endrange.knowledge import Answer, Choice, Detail, Entry, Part, Place, QuestionKind
from endrange.values import Side
from endrange_app.web.forms.questions import Questionnaire
from tests.builders import area, catalogue, question

CATALOGUE = catalogue(
    areas=(
        area("knee", joints=(Part.KNEE,)),
        area("low_back", paired=False, joints=(Part.LSP,)),
    ),
    questions=(
        question(
            "operations",
            QuestionKind.ENTRIES,
            choices=(
                Choice(id="knee", text="New knee", area="knee"),
                Choice(id="back", text="Fused back", area="low_back"),
                Choice(id="other", text="Another one", anywhere=True),
            ),
            details=(
                Detail(
                    id="drain",
                    text="Drain still in?",
                    of=("knee",),
                    choices=(Choice(id="yes", text="Yes"), Choice(id="no", text="No")),
                ),
            ),
        ),
        question("fall", QuestionKind.DATE),
    ),
)
LISTED = Entry(
    what="knee",
    place=Place(area="knee", side=Side.LEFT),
    on=date(2026, 3, 1),
    details={"drain": "no"},
)


def form(sent: dict[str, str] | None = None, known: dict[str, Answer] | None = None):
    query = QueryDict(mutable=True)
    query.update(sent or {})
    return Questionnaire(
        CATALOGUE, full=True, known=known or {}, sent=None if sent is None else query
    )


def listing(**fields: str) -> dict[str, str]:
    """One row as a browser sends it, every field of it, after a yes."""
    row = {"what": "", "area": "", "side": "", "on": "", "drain": "unknown"} | fields
    named = {f"q.operations.0.{name.replace('_', '.')}": said for name, said in row.items()}
    return {"q.operations": "yes", "q.fall": "2026-03-01"} | named


KNEE = {"what": "knee", "side": "left", "on": "2026-03-01", "drain": "no"}


def test_a_list_is_read() -> None:
    sent = form(listing(**KNEE))

    assert sent.is_valid
    assert sent.answers["operations"] == Answer(value="yes", entries=(LISTED,))
    assert sent.answers["fall"] == Answer(value="2026-03-01")


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ({"what": "back", "on_unknown": "1", "side": "left"}, ("low_back", Side.BOTH, None)),
        (
            {"what": "other", "area": "knee", "side": "both", "on": "2026-03-01"},
            ("knee", Side.BOTH, date(2026, 3, 1)),
        ),
    ],
)
def test_what_a_row_does_not_ask_of_an_entry_is_not_looked_at(row, read) -> None:
    (entry,) = form(listing(**row)).answers["operations"].entries

    assert (entry.place.area, entry.place.side, entry.on) == read


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({}, "List at least one."),
        (KNEE | {"what": "none"}, "List at least one."),
        ({"side": "left"}, "An entry: choose what it is, or empty the row."),
        ({"what": "wings"}, "An entry: choose what it is, or empty the row."),
        ({"what": "other", "on": "2026-03-01"}, "Another one: say where."),
        ({"what": "knee", "on": "2026-03-01"}, "New knee: say which side."),
        (
            {"what": "knee", "side": "left"},
            "New knee: write the day, or tick that you don’t know it.",
        ),
        (KNEE | {"on": "1026-03-01"}, "1026-03-01 is before 1900; ask again."),
        (KNEE | {"on": "soon"}, "'soon' is no day; write it as 2026-08-31, or \"unknown\"."),
    ],
)
def test_what_is_missing_or_cannot_be_is_named_and_kept(row, error) -> None:
    sent = form(listing(**row))

    assert sent.errors["operations"] == error
    assert "operations" not in sent.answers
    (asking, _) = sent.parts()["Health"]
    kept = "" if row.get("what") == "none" else row.get("on", "")
    assert asking.entries[0].on == kept


def test_a_day_to_come_is_refused() -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    sent = form(listing(**KNEE | {"on": tomorrow}) | {"q.fall": tomorrow})

    assert set(sent.errors) == {"operations", "fall"}
    assert all("still to come" in error for error in sent.errors.values())


def test_a_day_may_be_unknown_or_left_out() -> None:
    assert form({"q.operations": "no", "q.fall.unknown": "1"}).answers["fall"].value == "unknown"
    assert "fall" in form({"q.operations": "no", "q.fall": ""}).errors


def test_what_is_known_stands_on_the_page_with_room_for_more() -> None:
    known = {"operations": Answer(value="yes", entries=(LISTED,)), "fall": Answer(value="unknown")}
    (asking, fall) = form(known=known).parts()["Health"]

    page = render_to_string("visits/question.html", {"asking": asking})

    assert len(asking.entries) == 3
    assert 'name="q.operations.0.side" value="left" checked' in page
    assert 'value="2026-03-01"' in page
    assert page.count("Nothing more") == 2
    assert "checked" in render_to_string("visits/question.html", {"asking": fall})


def test_a_full_list_has_no_room_for_more() -> None:
    full = Answer(value="yes", entries=(LISTED,) * 40)
    (asking, _) = form(known={"operations": full}).parts()["Health"]

    assert len(asking.entries) == 40


def test_a_day_not_known_stays_ticked() -> None:
    known = {"operations": Answer(value="yes", entries=(LISTED.replace(on=None),))}
    (asking, _) = form(known=known).parts()["Health"]

    assert asking.entries[0].is_day_unknown

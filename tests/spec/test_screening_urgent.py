"""Emergencies while somebody is still answering: on what was said, never on what was not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endrange.knowledge import QuestionKind, Setting, Since, Trigger, Urgency, Verdict, load
from endrange.screening import read_answers, red_flags, screen, urgent, waiting
from tests.builders import catalogue, precaution, question
from tests.strategies import TODAY, cases, people
from tests.strategies import settings as some_setting
from tests.tables import rows

E, N = Verdict.EMERGENCY, Verdict.AVOID


def on(question, *any_of, **bounds):
    return Trigger(question=question, any_of=any_of, **bounds)


SMALL = catalogue(
    questions=(
        question("chest"),
        question("calf"),
        question("recent"),
        question("flown", only_if=(on("recent", "yes"),)),
        question("operated", QuestionKind.DATE),
    ),
    precautions=(
        precaution("calf", "calf", E, urgency=Urgency.SAME_DAY),
        precaution("chest", "chest", E),
        precaution("red_on_dont_know", "chest", E, when=((on("chest", "unknown"),),)),
        precaution("clot", "calf", E, when=((on("recent", "yes"), on("flown", "yes")),)),
        precaution(
            "fresh",
            "operated",
            E,
            when=((on("recent", "yes"), on("operated", below=2, since=Since.WEEKS)),),
        ),
        precaution(
            "fresh_and_flown",
            "operated",
            E,
            when=(
                (
                    on("recent", "yes"),
                    on("operated", below=1, since=Since.WEEKS),
                    on("flown", "yes"),
                ),
            ),
        ),
        precaution(
            "one_way_or_another",
            "operated",
            E,
            when=(
                (on("operated", below=4, since=Since.WEEKS),),
                (on("calf", "yes"), on("recent", "yes"), on("flown", "yes")),
            ),
        ),
        precaution("at_home", "chest", E, settings=(Setting.HOME,)),
        precaution("no_red_flag", "chest", N),
        precaution("everybody", "chest", E, when=((),)),
    ),
)

TABLE = """
  said                          | setting | red
                                | clinic  |
  chest=no                      | clinic  |
  chest=yes                     | clinic  | chest
  chest=yes                     | home    | chest at_home
  chest=unknown                 | clinic  | red_on_dont_know
  calf=yes chest=yes            | clinic  | chest calf
  recent=yes                    | clinic  |
  recent=yes flown=unknown      | clinic  |
  recent=yes flown=yes          | clinic  | clot
  recent=no flown=yes           | clinic  |
  recent=yes operated=2026-11-15 | clinic | fresh one_way_or_another
  recent=no operated=2026-10-30  | clinic | one_way_or_another
  calf=yes recent=yes flown=yes  | clinic | clot one_way_or_another calf
  recent=yes operated=2026-01-15 | clinic |
"""


@pytest.mark.parametrize("row", rows(TABLE), ids=lambda row: row["said"] + row["setting"])
def test_red(row):
    said = dict(pair.split("=") for pair in row["said"].split())

    found = urgent(read_answers(said, SMALL), SMALL, on=TODAY, setting=Setting(row["setting"]))

    assert [one.id for one in found] == row["red"].split()


WAITING = """
  said                          | waits for
                                |
  recent=no                     |
  recent=yes                    | clot:flown
  recent=yes flown=no           |
  recent=yes flown=yes          |
  calf=yes                      |
  recent=yes operated=2026-11-14                | clot:flown fresh_and_flown:flown
  recent=yes operated=2026-11-13                | clot:flown
  calf=yes recent=yes                           | clot:flown one_way_or_another:flown
  calf=yes recent=yes operated=2026-10-01       | clot:flown one_way_or_another:flown
  calf=yes recent=yes operated=2026-10-30       | clot:flown
"""


@pytest.mark.parametrize("row", rows(WAITING), ids=lambda row: row["said"] or "nothing")
def test_what_hangs_on_the_next_answer(row):
    """Not ``fresh``: a day is asked of everybody, not opened by the answer before."""
    said = dict(pair.split("=") for pair in row["said"].split())

    found = waiting(read_answers(said, SMALL), SMALL, on=TODAY, setting=Setting.CLINIC)

    assert [f"{flag.id}:{question.id}" for flag, question in found] == row["waits for"].split()


def test_chest_pain_waits_for_whether_it_is_there_now():
    catalogue = load()
    said = read_answers({"chest_or_breath": ["chest"]}, catalogue)

    red = urgent(said, catalogue, on=TODAY, setting=Setting.CLINIC)
    more = waiting(said, catalogue, on=TODAY, setting=Setting.CLINIC)

    assert [row.urgency for row in red] == [Urgency.SAME_DAY]
    assert [(row.urgency, question.id) for row, question in more] == [
        (Urgency.CALL_NOW, "chest_now")
    ]


def test_those_to_call_for_come_first_and_none_that_is_about_no_answer():
    flags = [row.id for row in red_flags(SMALL, Setting.CLINIC)]

    assert flags == [
        "chest",
        "red_on_dont_know",
        "clot",
        "fresh",
        "fresh_and_flown",
        "one_way_or_another",
        "calf",
    ]


@given(people(load()), some_setting(), st.data())
@cases(20)
def test_what_is_red_half_way_is_an_emergency_to_the_engine_too(answers, setting, data):
    """Whoever sees the red page would see it after the last question as well."""
    given_so_far = data.draw(st.lists(st.sampled_from(sorted(answers)), unique=True))
    half = {id_: answers[id_] for id_ in given_so_far}

    red = urgent(half, load(), on=TODAY, setting=setting)

    found = screen(half, load(), on=TODAY, setting=setting).findings
    certain = {one.precaution for one in found if one.certain and one.verdict is E}
    assert {row.id for row in red} <= certain

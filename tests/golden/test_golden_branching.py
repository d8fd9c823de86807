"""One questionnaire, two readers: the server and the phone put the same and see the same red.

Each case goes the whole way: an answer, the fields a page sends for it, what the phone reads there.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import endrange_app
from endrange.knowledge import (
    UNKNOWN,
    YES,
    Answer,
    Asked,
    Catalogue,
    QuestionKind,
    Setting,
    Trigger,
    load,
)
from endrange.screening import questions_for, read_answers, urgent, waiting
from endrange_app.web import asking
from endrange_app.web.forms import written
from tests.strategies import TODAY, people
from tests.tables import rows

CATALOGUE = load()
SCRIPTS = Path(endrange_app.__file__).parent / "web" / "static" / "js" / "asking"
Answers = Mapping[str, Answer]

MODULES = ("branching.js", "fields.js")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The phone's modules, where any node takes them for modules; without node a loud skip."""
    if not shutil.which("node"):
        problem = "NO NODE: what the phone makes of answers was NOT compared with the server"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(problem)
    made = tmp_path_factory.mktemp("phone")
    for name in MODULES:
        shutil.copy(SCRIPTS / name, made)
    (made / "package.json").write_text('{"type": "module"}')
    return made


def by_phone(
    cases: list[Answers], folder: Path, catalogue: Catalogue = CATALOGUE
) -> list[dict[str, list[str]]]:
    file = folder / "cases.json"
    told = [
        {
            "fields": {
                id_: written.fields(catalogue.questions[id_], said) for id_, said in one.items()
            },
            "today": TODAY.isoformat(),
        }
        for one in cases
    ]
    paper = asking.for_script(catalogue, Setting.CLINIC)
    file.write_text(json.dumps({"paper": paper, "cases": told}))
    script = Path(__file__).with_name("branching.mjs")
    printed = subprocess.check_output(["node", script, folder, file], text=True, timeout=300)
    return [json.loads(line) for line in printed.splitlines()]


def left_to_the_server() -> set[str]:
    """Red flags that ask where an entry of a list is; the phone does not know."""
    return {
        row.id
        for row in CATALOGUE.precautions.values()
        for group in row.when
        for trigger in group
        if CATALOGUE.questions[trigger.question].kind is QuestionKind.ENTRIES
        and getattr(trigger, "at", ())
    }


def agree(cases: list[Answers], folder: Path, catalogue: Catalogue = CATALOGUE) -> None:
    for answers, phone in zip(cases, by_phone(cases, folder, catalogue), strict=True):
        put = [one.id for one in questions_for(Asked.FULL, answers, catalogue, TODAY)]
        red = urgent(answers, catalogue, on=TODAY, setting=Setting.CLINIC)
        more = waiting(answers, catalogue, on=TODAY, setting=Setting.CLINIC)
        assert phone["put"] == put
        assert phone["waiting"] == [f"{row.id}:{question.id}" for row, question in more]
        assert (
            set(phone["red"]) - left_to_the_server()
            == {row.id for row in red} - left_to_the_server()
        )


SOME_PEOPLE = st.lists(people(CATALOGUE), min_size=1, max_size=8)
AT_RANDOM = st.randoms(use_true_random=False)


@given(SOME_PEOPLE, AT_RANDOM)
@settings(max_examples=12, deadline=None)
def test_the_phone_branches_and_sees_red_as_the_server_does(folder, cases, random):
    """Whole questionnaires, and those somebody is still in the middle of."""
    compared(folder, cases, random)


@pytest.mark.deep
@given(SOME_PEOPLE, AT_RANDOM)
@settings(max_examples=250, deadline=None)
def test_the_phone_and_the_server_agree_on_thousands(folder, cases, random):
    compared(folder, cases, random)


def compared(folder, cases, random):
    half = [{id_: one[id_] for id_ in one if random.random() < 0.5} for one in cases]
    agree([*cases, *half], folder)


def test_each_red_flag_is_seen_by_the_phone(folder):
    """Every way of saying each of them, one at a time."""
    cases = [
        {
            trigger.question: _answer(trigger, value)
            for trigger, value in zip(group, values, strict=True)
        }
        for row in asking.red_flags(CATALOGUE, Setting.CLINIC)
        for group in row.when
        for values in zip(*(trigger.any_of or ("",) for trigger in group), strict=False)
    ]

    agree(cases, folder)


PAINS = """
hurt   | at least | above | like     | at   | of a place                                  | asked on
-      | 7        |       |          |      | now=7                                       | yes
-      | 7        |       |          |      | now=6                                       | no
-      | 7        |       |          |      | now=?                                       | yes
-      | 7        |       |          |      |                                             | yes
worst  |          | 3     |          |      | worst=4                                     | yes
worst  |          | 3     |          |      | worst=3 now=9                               | no
-      |          |       | burning  |      | like=dull,burning                           | yes
-      |          |       | burning  |      | like=dull                                   | no
-      |          |       | burning  |      | like=dull,unknown                           | yes
-      |          |       | burning  |      |                                             | yes
-      |          |       | burning  | knee | like=burning                                | yes
-      |          |       | burning  | neck | like=burning                                | no
-      | 5        |       | burning  |      | now=5 like=dull                             | no
-      | 5        |       | burning  |      | now=4                                       | no
-      | 5        |       | burning  |      | now=5                                       | yes
"""
"""A question that hangs on how a knee hurts, and whether both readers put it. ``hurt`` names which
number; nothing counts as said that is not written, and ``?`` is don't know."""


def hanging_on(row: Mapping[str, str]) -> Catalogue:
    """The shipped questions, of which the last hangs on a pain, and so does a red flag."""
    trigger = Trigger.model_validate(
        {
            "question": "hurt",
            "any_of": (YES,),
            "pain": (row["hurt"].replace("-", "now") if row["at least"] + row["above"] else None),
            "at_least": row["at least"] or None,
            "above": row["above"] or None,
            "characters": tuple(row["like"].split()),
            "at": tuple(row["at"].split()),
        },
        strict=False,
    )
    last = CATALOGUE.questions["other_condition"].replace(only_if=(trigger,))
    flag = CATALOGUE.precautions["NEU-03-WORSE"].replace(when=((trigger,),))
    return CATALOGUE.replace(
        questions={**CATALOGUE.questions, last.id: last},
        precautions={**CATALOGUE.precautions, flag.id: flag},
    )


@pytest.mark.parametrize("row", rows(PAINS), ids=str)
def test_the_phone_hears_how_a_place_hurts_as_the_server_does(folder, row):
    said = dict(re.findall(r"(\w+)=(\S+)", row["of a place"]))
    numbers = {
        which: UNKNOWN if said[which] == "?" else int(said[which])
        for which in ("now", "worst")
        if which in said
    }
    like = said["like"].split(",") if "like" in said else []
    knee = {"place": "knee_L", "characters": like, **numbers}
    catalogue = hanging_on(row)
    answers = read_answers({"hurt": [knee], "age": 35}, catalogue)

    put = {one.id for one in questions_for(Asked.FULL, answers, catalogue, TODAY)}
    assert ("other_condition" in put) is (row["asked on"] == "yes")
    agree([answers, read_answers({"hurt": "yes"}, catalogue)], folder, catalogue)
    agree([read_answers({"hurt": [knee, "neck"]}, catalogue)], folder, catalogue)


def _answer(trigger, value):
    kind = CATALOGUE.questions[trigger.question].kind
    if kind is QuestionKind.NUMBER:
        bounds = trigger.at_least, trigger.above, trigger.below
        return Answer(value=next(bound for bound in bounds if bound is not None))
    if kind is QuestionKind.DATE:
        return Answer(value=TODAY.isoformat())
    if kind is QuestionKind.SEVERAL and value not in ("yes", "no", "unknown"):
        return Answer(value="yes", ticks=(value,))
    return Answer(value=value)

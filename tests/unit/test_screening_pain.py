"""How a place hurts: read or refused by name, and what a rule makes of each place by itself."""

import pytest

from endrange.errors import BadInput
from endrange.knowledge import Answer, Choice, Pain, Place, QuestionKind, Scope, Trigger, Verdict
from endrange.screening import Setting, read_answers, screen
from endrange.screening.wording import answer_in_words
from endrange.values import Side
from tests.builders import area, catalogue, muscle, precaution, question, stretch
from tests.strategies import TODAY
from tests.tables import rows

LIKE = (Choice(id="dull", text="Dull"), Choice(id="sharp", text="Sharp"))
HURT = question("hurt", QuestionKind.AREAS, asks_pain=True, choices=LIKE)
CATALOGUE = catalogue(
    areas=(area("knee"), area("neck", paired=False)),
    questions=(HURT, question("sore", QuestionKind.AREAS)),
)
KNEE = Place(area="knee", side=Side.LEFT)


@pytest.mark.parametrize(
    ("raw", "pains"),
    [
        ({}, {}),
        ({"now": 0}, {"now": 0}),
        ({"now": 4.0, "worst": 10}, {"now": 4, "worst": 10}),
        ({"now": "unknown", "worst": None}, {"now": "unknown"}),
        ({"characters": ["dull", "unknown"]}, {"characters": ("dull", "unknown")}),
        ({"characters": "unknown"}, {"characters": ("unknown",)}),
        ({"characters": None}, {}),
    ],
)
def test_a_place_is_read_with_how_it_hurts(raw, pains):
    told = read_answers({"hurt": [{"place": "knee_L", **raw}, "neck"]}, CATALOGUE)["hurt"]

    assert told.places == (KNEE, Place(area="neck", side=Side.BOTH))
    assert told.pains == (Pain(place=KNEE, **pains),)


@pytest.mark.parametrize(
    ("id_", "raw", "says"),
    [
        ("hurt", [{"place": "knee_L", "now": 11}], "11 lies outside 0 to 10"),
        ("hurt", [{"place": "knee_L", "worst": -1}], "-1 lies outside 0 to 10"),
        ("hurt", [{"place": "knee_L", "now": 3.5}], "3.5 is no whole number"),
        ("hurt", [{"place": "knee_L", "now": True}], "True is no whole number"),
        ("hurt", [{"place": "knee_L", "now": float("nan")}], "nan is no whole number"),
        ("hurt", [{"place": "knee_L", "now": "much"}], "'much' is no whole number"),
        ("hurt", [{"place": "knee_L", "characters": ["itchy"]}], "'itchy' is no choice here"),
        ("hurt", [{"place": "knee_L", "characters": "dull"}], "'dull' are no characters"),
        ("hurt", [{"place": "tail"}], "'tail' is no area of the body map"),
        ("hurt", [{"now": 3}], "None is no area of the body map"),
        ("hurt", [{"place": "knee_L", "colour": "red"}], "'colour' is no field of a place"),
        ("hurt", [{"place": "knee_L"}, {"place": "knee_L"}], "is told twice"),
        ("hurt", Answer(value="yes", pains=(Pain(place=KNEE),)), "not among the places"),
        (
            "sore",
            Answer(value="yes", places=(KNEE,), pains=(Pain(place=KNEE),)),
            "how a place hurts is not asked here",
        ),
    ],
)
def test_what_no_place_could_have_is_refused_by_name(id_, raw, says):
    with pytest.raises(BadInput) as refused:
        read_answers({id_: raw}, CATALOGUE)

    assert refused.value.field == id_
    assert says in refused.value.problem


def test_a_mirror_turns_the_pain_with_its_place():
    told = read_answers({"hurt": [{"place": "knee_L", "now": 4}]}, CATALOGUE)["hurt"]

    right = Place(area="knee", side=Side.RIGHT)
    assert told.mirrored == Answer(value="yes", places=(right,), pains=(Pain(place=right, now=4),))
    assert told.mirrored.mirrored == told


RULES = """
trigger                     | knee left            | neck         | found  | places
now at_least=7              | now=7                | now=1        | yes    | Knee, left
now at_least=7              | now=6                | now=1        | no     |
now at_least=7              | now=?                | now=1        | maybe  | Knee, left
now at_least=7              | now=7                |              | yes    | Knee, left; Neck
now at_least=7              |                      |              | maybe  | Knee, left; Neck
worst above=3               | worst=4 now=0        | worst=3      | yes    | Knee, left
worst above=3               | worst=3 now=9        | worst=0      | no     |
like=sharp                  | like=dull,sharp      | like=dull    | yes    | Knee, left
like=sharp                  | like=dull,unknown    | like=dull    | maybe  | Knee, left
like=sharp                  | like=dull            | like=dull    | no     |
like=sharp at=neck          | like=sharp           | like=dull    | no     |
like=sharp at=neck          | like=sharp           | like=sharp   | yes    | Neck
now at_least=5 like=sharp   | now=5 like=dull      | now=1 like=sharp | no |
now at_least=5 like=sharp   | now=5 like=sharp     | now=1        | yes    | Knee, left
now at_least=5 like=sharp   | now=5                | now=1 like=sharp | maybe | Knee, left
"""


@pytest.mark.parametrize("row", rows(RULES), ids=str)
def test_a_rule_looks_at_each_place_by_itself(row):
    known = ruled(_trigger(row["trigger"]))
    knee, neck = (_pain(row[name]) for name in ("knee left", "neck"))
    places = [{"place": "knee_L", **knee} if knee else "knee_L"]
    places += [{"place": "neck", **neck} if neck else "neck"]

    decided = screen(read_answers({"hurt": places}, known), known, on=TODAY, setting=Setting.CLINIC)

    found = next(iter(decided.findings), None)
    assert ("no" if found is None else "yes" if found.certain else "maybe") == row["found"]
    assert "; ".join(found.places if found else ()) == row["places"]


def ruled(*triggers: Trigger, **changes: object):
    """A catalogue of one rule on how a place hurts."""
    row = precaution(
        "pain", "hurt", Verdict.AVOID, when=(triggers,), scope=Scope(places_of="hurt"), **changes
    )
    return catalogue(
        areas=(area("knee"), area("neck", paired=False)),
        questions=(HURT, question("other")),
        muscles=(muscle("hamstring"),),
        stretches=(stretch(),),
        precautions=(row,),
    )


def _trigger(text: str) -> Trigger:
    said = dict(one.split("=") for one in text.split() if "=" in one)
    return Trigger(
        question="hurt",
        any_of=("yes",),
        pain=next((one for one in text.split() if one in ("now", "worst")), None),
        at_least=float(said["at_least"]) if "at_least" in said else None,
        above=float(said["above"]) if "above" in said else None,
        characters=tuple(said["like"].split(",")) if "like" in said else (),
        at=(said["at"],) if "at" in said else (),
    )


def _pain(text: str) -> dict[str, object]:
    said = dict(one.split("=") for one in text.split())
    like = {"characters": said.pop("like").split(",")} if "like" in said else {}
    return {end: "unknown" if n == "?" else int(n) for end, n in said.items()} | like


def test_a_yes_without_a_place_may_hurt_anywhere_in_any_way():
    known = ruled(_trigger("now at_least=7"))

    decided = screen(read_answers({"hurt": "yes"}, known), known, on=TODAY, setting=Setting.CLINIC)

    assert [(one.certain, one.everywhere) for one in decided.findings] == [(False, True)]


def test_two_conditions_met_at_two_places_reach_everything():
    """Nobody can say which place the rule is about: so the strictest holds."""
    known = ruled(_trigger("now at_least=7"), _trigger("like=sharp"))
    said = [
        {"place": "knee_L", "now": 7, "characters": ["dull"]},
        {"place": "neck", "now": 1, "characters": ["sharp"]},
    ]

    decided = screen(read_answers({"hurt": said}, known), known, on=TODAY, setting=Setting.CLINIC)

    assert [(one.certain, one.everywhere) for one in decided.findings] == [(True, True)]


def test_a_rule_on_another_question_reaches_every_place_that_was_named():
    known = ruled(Trigger(question="other", any_of=("yes",)))
    said = [{"place": "knee_L", "now": 7}, {"place": "neck", "now": 1}]

    decided = screen(
        read_answers({"hurt": said, "other": "yes"}, known),
        known,
        on=TODAY,
        setting=Setting.CLINIC,
    )

    assert decided.findings[0].places == ("Knee, left", "Neck")


def test_pain_is_told_back_in_words():
    said = [{"place": "knee_L", "now": 3, "characters": ["dull", "unknown"]}, "neck"]
    told = read_answers({"hurt": said}, CATALOGUE)["hurt"]

    assert answer_in_words(HURT, told, CATALOGUE, on=TODAY) == (
        "Knee, left (now 3 of 10, worst not known, dull, not sure about the others); Neck"
    )


def test_a_pain_in_a_trigger_has_a_bound():
    with pytest.raises(ValueError, match="asks pain now without a bound"):
        Trigger(question="hurt", any_of=("yes",), pain="now")

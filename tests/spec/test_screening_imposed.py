"""What is laid on a day besides the answers: always stricter, never laxer, told with its reason."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endrange.errors import BadInput
from endrange.knowledge import (
    Answer,
    ClinicianClearance,
    Mode,
    Modification,
    Part,
    Place,
    Precaution,
    Setting,
    Verdict,
    load,
)
from endrange.screening import Clearance, Imposed, screen
from endrange.values import Side
from tests.spec.test_screening_laws import assert_nowhere_milder
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY, clearances, people, places
from tests.strategies import settings as some_setting
from tests.tables import rows

CATALOGUE = load()
WELL = {id_: Answer(value=said) for id_, said in (NOTHING_AMISS | MILD_FOLLOW_UPS).items()}
STRETCHES = {"HAM": "ham_slr_shoulder", "CALF": "calf_gastroc_supine"}
few = settings(max_examples=25, deadline=None)


def row(id_: str, verdicts: str, **changes: Any) -> Precaution:
    fields = {
        "id": id_,
        "title": "Stricter today",
        "when": ((),),
        "scope": {"everywhere": True},
        "verdicts": verdicts,
        "because": "Sore to the touch.",
        "changes_if": "It is taken back.",
        "grade": "ours",
        "sources": ("ours",),
    }
    return Precaution.model_validate(fields | changes)


def imposed(id_: str = "OWN-1", verdicts: str = "N N N N", **changes: Any) -> Imposed:
    own = {name: changes.pop(name) for name in list(changes) if name in Imposed.model_fields}
    return Imposed(row=row(id_, verdicts, **changes), told=("Pia said so",), **own)


def decide(*limits: Imposed, answers=WELL, setting=Setting.CLINIC, words=()) -> Clearance:
    return screen(answers, CATALOGUE, on=TODAY, setting=setting, clearances=words, imposed=limits)


def letters(clearance: Clearance, named: str) -> str:
    stretch, side = named.split()
    return "".join(clearance.of(stretch, Side(side)).verdicts[mode].letter for mode in Mode)


REACHES = """
what is laid on               | where                           | stretch       | side  | verdicts
nothing on the left hip       | parts=HIP side=left             | HAM | left  | NNNN
  leaves the other hip alone  | parts=HIP side=left             | HAM | right | PPPP
both hips                     | parts=HIP                       | HAM | right | NNNN
a place of the body map       | places=knee side=left           | HAM | left  | NNNN
one stretch                   | stretches=HAM                   | HAM | left  | NNNN
  and no other                | stretches=HAM                   | CALF | left  | PPPP
one stretch on one side       | stretches=HAM side=right        | HAM | right | NNNN
  leaves its other side alone | stretches=HAM side=right        | HAM | left  | PPPP
everything                    |                                 | CALF | right | NNNN
"""


def where(text: str) -> dict[str, Any]:
    said = dict(part.split("=") for part in text.split())
    side = Side(said.pop("side", "both"))
    found: dict[str, Any] = {"side": side}
    if "parts" in said:
        found["scope"] = {"parts": said["parts"].split("+")}
    if "places" in said:
        found["scope"] = {"places_of": "hurt"}
        found["places"] = (Place(area=said["places"], side=side),)
    if "stretches" in said:
        found["stretches"] = (STRETCHES[said["stretches"]],)
    return found


@pytest.mark.parametrize("case", rows(REACHES), ids=lambda case: case["what is laid on"])
def test_it_reaches_what_it_names(case):
    clearance = decide(imposed(**where(case["where"])))

    assert letters(clearance, f"{STRETCHES[case['stretch']]} {case['side']}") == case["verdicts"]


def test_a_technique_is_closed_by_name_and_the_others_stay():
    limit = imposed(verdicts="M M M M", techniques=("hold_relax",), stretches=("ham_slr_shoulder",))

    reached = decide(limit).of("ham_slr_shoulder", Side.LEFT)

    assert reached.of(CATALOGUE.technique("hold_relax")) is Verdict.AVOID
    assert reached.of(CATALOGUE.technique("passive")) is Verdict.ADAPT
    other = decide(limit).of(STRETCHES["CALF"], Side.LEFT)
    assert other.of(CATALOGUE.technique("hold_relax")).allows


def test_it_is_told_like_a_finding_with_who_said_so():
    clearance = decide(imposed(scope={"parts": ["HIP", "LSP"]}, side=Side.LEFT))

    said = next(one for one in clearance.findings if one.precaution == "OWN-1")
    assert said.personal
    assert said.answered == ("Pia said so",)
    assert said.places == ("Hip, left", "Low back")
    assert said.because == "Sore to the touch."
    assert said.changes_if == "It is taken back."
    assert clearance.verdict is Verdict.AVOID
    shown = {region.key for region in clearance.regions if region.verdict is Verdict.AVOID}
    assert shown == {"HIP_L", "LSP"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stretches": ("ham_slr_shoulder",), "side": Side.LEFT}, "left"),
        ({"places": (Place(area="knee", side=Side.RIGHT),)}, "Knee, right"),
    ],
)
def test_it_names_stretches_and_places(changes, told):
    scope = {"scope": {"places_of": "hurt"}} if "places" in changes else {}
    said = decide(imposed(**changes, **scope)).findings

    place = next(one for one in said if one.precaution == "OWN-1").places
    assert len(place) == 1
    assert told in place[0]


def test_a_stretch_that_is_meant_on_both_sides_is_named_without_one():
    said = decide(imposed(stretches=("ham_slr_shoulder",))).findings

    place = next(one for one in said if one.precaution == "OWN-1").places
    assert place == (CATALOGUE.stretch("ham_slr_shoulder").name,)


def test_a_single_stretch_is_marked_nowhere_on_the_body():
    clearance = decide(imposed(stretches=("ham_slr_shoulder",)))

    assert clearance.regions == decide().regions


def test_an_imposed_emergency_stops_everything():
    limit = imposed(verdicts="E E E E", scope={"parts": ["NECK"]}, stretches=("ham_slr_shoulder",))

    clearance = decide(limit)

    assert clearance.urgency == "call_now"
    said = next(one for one in clearance.findings if one.precaution == "OWN-1")
    assert said.places == (CATALOGUE.stretch("ham_slr_shoulder").name,)
    assert {letters(clearance, f"{row.stretch} {row.side}") for row in clearance.stretches} == {
        "EEEE"
    }


def word(*ids: str, **changes: Any) -> ClinicianClearance:
    fields: dict[str, Any] = {
        "by": "Dr Example",
        "registration": "12345",
        "precautions": ids,
        "modes": tuple(Mode),
        "limits": (Modification(code="LOW"),),
        "given": TODAY,
        "until": TODAY,
    }
    return ClinicianClearance.model_validate(fields | changes)


CLINICIANS = """
what is laid on                        | verdicts | certain | a clinician's word makes it
a lock that waits for a clinician      | CCCC     | yes     | MMMM
a lock no signature opens              | NNNN     | yes     | NNNN
an emergency                           | EEEE     | yes     | EEEE
one we do not know to be not now       | NNNN     | no      | CCCC
one we do not know to be a lock        | CCCC     | no      | MMMM
"""


@pytest.mark.parametrize("case", rows(CLINICIANS), ids=lambda case: case["what is laid on"])
def test_a_clinician_opens_only_what_waits_for_one(case):
    limit = imposed(verdicts=" ".join(case["verdicts"]), certain=case["certain"] == "yes")

    clearance = decide(limit, words=(word("OWN-1"),))

    assert letters(clearance, "ham_slr_shoulder left") == case["a clinician's word makes it"]
    codes = {limit.code for limit in clearance.of("ham_slr_shoulder", Side.LEFT).modifications}
    assert "LOW" in codes


def test_an_imposed_emergency_of_one_region_is_told_as_one_of_everything():
    clearance = decide(imposed(verdicts="E E E E", scope={"parts": ["NECK"]}))

    said = next(one for one in clearance.findings if one.precaution == "OWN-1")
    assert (said.everywhere, said.places) == (True, ())


WAITS = """
what the rule says       | verdicts | certain | columns a clinician can open
waits in all columns     | CCCC     | yes     | AA PAS END ISO
not to the end of range  | CCNC     | yes     | AA PAS ISO
not now                  | NNNN     | yes     |
an emergency             | EEEE     | yes     |
go ahead with changes    | MMMM     | yes     |
maybe not now            | NNNN     | no      |
maybe an emergency       | EEEE     | no      |
"""


@pytest.mark.parametrize("case", rows(WAITS), ids=lambda case: case["what the rule says"])
@pytest.mark.parametrize("words", [(), (word("OWN-1"),)], ids=["before", "after"])
def test_a_finding_says_which_columns_wait_for_a_clinician(case, words):
    limit = imposed(verdicts=" ".join(case["verdicts"]), certain=case["certain"] == "yes")

    said = next(one for one in decide(limit, words=words).findings if one.precaution == "OWN-1")
    assert " ".join(said.waits) == case["columns a clinician can open"]


@pytest.mark.parametrize("ids", [("OWN-1", "OWN-1"), ("INF-01",)])
def test_two_under_one_name_are_refused(ids):
    with pytest.raises(BadInput, match="twice") as refused:
        decide(*(imposed(id_) for id_ in ids))
    assert refused.value.field == "imposed"


VERDICTS = st.lists(st.sampled_from("PMCN"), min_size=4, max_size=4).map(" ".join)
CODES = st.lists(
    st.sampled_from(["LOW", "SHORT", "NOEND", "NOISO", "SUBISO", "ACTIVE", "NOSUP", "SHORTLEVER"]),
    max_size=3,
    unique=True,
)


@st.composite
def limits(draw: st.DrawFn, id_: str = "OWN-1") -> Imposed:
    scope: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"everywhere": True},
                {"places_of": "hurt"},
                *({"parts": [part]} for part in (Part.HIP, Part.SHO, Part.NECK, Part.KNEE)),
            ]
        )
    )
    named = (
        draw(st.lists(places(CATALOGUE), min_size=1, max_size=2)) if "places_of" in scope else ()
    )
    stretches = draw(st.lists(st.sampled_from(sorted(CATALOGUE.stretches)), max_size=2))
    return imposed(
        id_,
        draw(VERDICTS),
        scope=scope,
        modifications=draw(CODES),
        places=tuple(named),
        side=draw(st.sampled_from([Side.LEFT, Side.RIGHT, Side.BOTH])),
        stretches=tuple(stretches),
        techniques=tuple(draw(st.lists(st.sampled_from(sorted(CATALOGUE.techniques)), max_size=2))),
        certain=draw(st.booleans()),
    )


@few
@given(people(CATALOGUE), limits(), some_setting(), st.lists(clearances(CATALOGUE), max_size=1))
def test_one_more_limit_never_relaxes_anything(answers, limit, setting, words):
    without = decide(answers=answers, setting=setting, words=tuple(words))
    laid = decide(limit, answers=answers, setting=setting, words=tuple(words))

    assert_nowhere_milder(laid, without)
    for before, after in zip(without.stretches, laid.stretches, strict=True):
        assert set(before.without) <= set(after.without)
        if "OWN-1" in after.findings:
            assert set(limit.techniques) <= set(after.without)


@few
@given(people(CATALOGUE), limits("OWN-1"), limits("OWN-2"))
def test_the_order_in_which_they_were_laid_does_not_matter(answers, first, second):
    assert decide(first, second, answers=answers) == decide(second, first, answers=answers)


@few
@given(limits(), st.sampled_from([Side.LEFT, Side.RIGHT]))
def test_what_is_laid_on_one_side_mirrors(limit, side):
    one = limit.replace(side=side, places=(), row=row("OWN-1", "N N N N", scope={"parts": ["HIP"]}))
    other = one.replace(side=side.mirrored)

    here, there = decide(one), decide(other)
    for reached in here.stretches:
        assert reached.verdicts == there.of(reached.stretch, reached.side.mirrored).verdicts

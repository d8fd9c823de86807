"""Screening as a whole: what people are asked, what is left to them, and in which words."""

import pytest

from endrange.assessment import Findings
from endrange.knowledge import Answer, Asked, Mode, Verdict
from endrange.planning import PlanRequest, plan
from endrange.screening import Setting, questions_for, read_answers, screen
from tests.spec.screening.reading import CATALOGUE, decide
from tests.strategies import NOTHING_AMISS, TODAY
from tests.tables import rows

ARTICLE = """
sentence                                   | rules                      | answers
acute injury in the inflammatory phase     | INJ-01                     | injuries=strain@thigh_back_L~2d~state=settling
fresh tear                                 | INJ-01 INJ-04              | injuries=strain@thigh_back_L~2d~state=settling hurt=thigh_back_L hurt_pop=yes
fresh tear, ten days                       | INJ-02                     | injuries=strain@thigh_back_L~10d~state=settling
deep bruise                                | INJ-06-LATER INJ-02        | injuries=bruise@thigh_front_L~10d~state=settling
fracture                                   | FRX-01 INJ-01              | hurt_bone=yes injuries=strain@shin_L~1d~state=settling
severe sprain                              | INJ-01 INJ-05              | injuries=sprain_severe@ankle_foot_L~2d~state=settling
severe sprain, a month                     | INJ-03 INJ-05              | injuries=sprain_severe@ankle_foot_L~30d~state=settling
unstable fracture                          | FRX-02                     | fractures=broken@shin_L~30d~state=not_healed
healing fracture                           | FRX-03                     | fractures=broken@shin_L~60d~state=with_plan
healed fracture                            | FRX-04                     | fractures=broken@shin_L~100d~state=united
stress fracture                            | FRX-05                     | hurt=shin_L~like=bone
dislocation                                | DIS-01                     | dislocations=other@knee_L~3w~times=once~now=stable
unstable joint                             | DIS-02 DIS-02-FRONT        | dislocations=shoulder_front@L~20w~times=once~now=stable
joint gives way                            | DIS-03                     | dislocations=kneecap@L~100w~times=once~now=gives_way
infection, fever                           | INF-01                     | temperature=38.4
infection of the skin                      | INF-02                     | skin_infection=calf_L
open wound                                 | WND-01                     | wound=calf_L
deep vein thrombosis, possible             | VTE-01                     | setting=home limb_swelling=swollen
deep vein thrombosis, treated              | VTE-03                     | clot=leg@L~60d~treatment=going_on
deep vein thrombosis, over                 | VTE-04                     | clot=leg@L~100w~treatment=over
osteoporosis                               | BON-02                     | bones=osteoporosis
osteoporosis with high fracture risk       | BON-03                     | bones=fragility
osteoporosis, new back pain                | BON-02 BON-04 RF-02-LITTLE | bones=osteoporosis saddle_or_both_legs=back_after_little
severe arthritis                           | JNT-05                     | joints=severe@knee_L
arthritis in a flare                       | JNT-06 JNT-06-NECK         | joints=flare@knee_L
rheumatoid arthritis                       | JNT-04 JNT-07 JNT-08 JNT-08-SMALL | joints=quiet@knee_L brain_spine=rheumatoid
severe, sharp, shooting or unbearable pain | PAI-01                     | hurt=hip_L~like=sharp
severe pain                                | PAI-01 PAI-02 PAI-02-WORST | hurt=hip_L~now=8~worst=8
risk: joint instability, hypermobility     | HYP-01                     | supple=painless beighton=?
risk: joint instability, symptoms          | HYP-02 HYP-02-NECK         | supple=symptoms
risk: fragile vessels                      | HYP-02 HYP-02-NECK HYP-03  | supple=vascular
risk: nerve irritation, leg                | NEU-03-LEG                 | leg_nerve=calf_L
risk: nerve irritation, arm                | NEU-03-ARM                 | arm_nerve=forearm_L
risk: strain or tear, tendons weakened     | MED-02                     | floxacin_last=40d
risk: strain or tear, injected tendon      | MED-03                     | injections=cortisone@calf_L~7d
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(ARTICLE), ids=lambda row: row["sentence"])
def test_article_contraindication_is_covered(row):
    """Each contraindication and risk the article names, the rules for it, a person who has it."""
    clearance = decide(row["answers"])

    found = {one.precaution: one for one in clearance.findings if one.personal}
    assert found.keys() == set(row["rules"].split())
    assert all(one.certain and one.verdict is not Verdict.PROCEED for one in found.values())


ORDINARY = """
client                          | answers                                               | shut | stretches | goal
desk worker with a stiff neck   | hurt=neck~now=3 hurt_since=aches                      | 0    | 4         | desk_work
desk worker, stiff neck 5 of 10 | hurt=neck~now=5~worst=5 hurt_since=aches              | 0    | 4         | desk_work
runner with sore legs           | setting=studio hurt=calf~now=3+thigh_back~now=3 hurt_since=sore     | 0 | 4 | tight_hamstrings
supple dancer                   | beighton=palms+knee_left+knee_right+elbow_left+elbow_right | 0 | 4        | wellbeing
supple, three points            | beighton=palms+knee_left+knee_right                   | 0    | 4         | wellbeing
walker of 72 with quiet knees   | age=72 joints=quiet@knee_L+quiet@knee_R               | 0    | 4         | wellbeing
pregnant, week 12               | pregnancy_weeks=12                                    | 0    | 4         | wellbeing
first time at home              | setting=home first_time=yes                           | 12   | 4         | wellbeing
footballer in a team            | setting=team                                          | 0    | 4         | tight_hamstrings
tablets for blood pressure      | blood_pressure=controlled age=58                      | 0    | 4         | wellbeing
slept badly, an ibuprofen       | not_usual=tired+painkiller                            | 0    | 4         | wellbeing
lifted wrong yesterday, 35      | saddle_or_both_legs=back_after_little hurt=low_back~now=4~worst=4 hurt_since=aches   | 0 | 4 | wellbeing
smoker on the pill              | neck_risks=smoking+pill                               | 12   | 4         | wellbeing
asthma, well today              | illnesses=lungs                                       | 0    | 4         | wellbeing
cancer, over for ten years      | cancer=over                                           | 0    | 4         | wellbeing
shoulder out once, years ago    | dislocations=shoulder_front@L~400w~times=once~now=stable | 0 | 4         | wellbeing
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(ORDINARY), ids=lambda row: row["client"])
def test_ordinary_people_get_a_usable_plan(row):
    """``shut``: at most so many stretches and sides of a hundred may not be done passively.

    ``stretches``: at least so many stand in the plan of 25 minutes.
    """
    clearance = decide(row["answers"])

    shut = [one for one in clearance.stretches if not one.verdicts[Mode.PAS].allows]
    assert 100 * len(shut) / len(clearance.stretches) <= int(row["shut"])
    assert clearance.verdict in (Verdict.PROCEED, Verdict.ADAPT)
    made = plan(PlanRequest(minutes=25, goals=(row["goal"],)), clearance, Findings(), CATALOGUE)
    assert len(made.items) >= int(row["stretches"])


def test_an_empty_form_opens_nothing_to_a_helper():
    clearance = screen({}, CATALOGUE, on=TODAY, setting=Setting.CLINIC)

    assert not any(one.verdicts[mode].allows for one in clearance.stretches for mode in Mode)
    assert clearance.urgency is None
    assert clearance.verdict is Verdict.AVOID
    waiting = [one for one in clearance.findings if not one.certain]
    assert all(one.answered and one.changes_if.startswith("You answer:") for one in waiting)


def test_a_healthy_adult_answers_few_questions():
    answers = read_answers(NOTHING_AMISS, CATALOGUE)

    full = questions_for(Asked.FULL, answers, CATALOGUE)
    assert [question.id for question in full] == list(NOTHING_AMISS)
    assert len(full) <= 25
    assert len(questions_for(Asked.EVERY_VISIT, answers, CATALOGUE)) <= 6
    assert len(questions_for(Asked.EVERY_VISIT, {}, CATALOGUE)) <= 6


@pytest.mark.parametrize("flag", ["VTE-01", "VTE-02", "NCK-01", "NEU-01", "NEU-02", "CAR-01"])
def test_emergency_flags_are_asked_at_every_visit_without_a_detour(flag):
    trigger = CATALOGUE.precautions[flag].when[0][0]
    question = CATALOGUE.questions[trigger.question]

    assert question.asked is Asked.EVERY_VISIT
    assert not question.only_if


def test_the_most_serious_comes_first():
    clearance = decide(
        "setting=home limb_swelling=swollen other_condition=yes bones=? age=72 "
        "injuries=strain@knee_L~1d~state=settling"
    )

    order = [one.precaution for one in clearance.findings]
    assert order == [
        "VTE-01",  # emergency
        "INJ-01",  # not now
        "BON-05",  # waits, and the end of range is not now
        "BON-03",  # waits for an answer
        "OTH-01",  # waits for a clinician
        "BON-02",  # adapt, with ways that wait
        "BON-01",  # adapt, waits for an answer
        "AGE-04",  # adapt
        "SET-NECK-HOME",  # everybody at home
        "SET-SPINE",
        "NCK-06",
    ]


def test_a_finding_tells_the_answer_back_in_words():
    clearance = decide(
        "hurt=knee_L~now=5~worst=6~like=dull,night+neck hurt_since=sore+? age=72 "
        "head_or_neck_signs=face+dizzy joints=quiet@hip_R~6w bones=?"
    )

    by_id = {one.precaution: one for one in clearance.findings}
    assert by_id["INJ-07"].answered == (
        "What it is: Sore on both sides from training in the last 3 days, without swelling; "
        "not sure about the others",
        "Hurt or injured: Knee, left; Neck",
    )
    assert by_id["INJ-07"].places == ("Knee, left", "Neck")
    hurting = "Knee, left (now 5 of 10, worst 6 of 10, dull, pulling or stiff, wakes me at night)"
    assert by_id["PAI-02-NIGHT"].answered == (f"Hurt or injured: {hurting}",)
    assert by_id["PAI-02-NIGHT"].places == ("Knee, left",)
    assert by_id["NCK-01"].answered == ("Head or neck: A drooping or numb face",)
    assert by_id["JNT-04"].answered == (
        "Joints, tendons, muscles, scars: Worn joint (arthritis), quiet: stiff, little pain "
        "(Side of the hip, right), 6 weeks ago",
    )
    assert by_id["AGE-04"].answered == ("Age: 72 years",)
    assert by_id["BON-02"].answered == ("Bone strength: don't know",)
    assert by_id["BON-02"].changes_if == (
        "You answer: Have you been told that your bones are thin or brittle?"
    )
    assert by_id["NCK-06"].places == ("Neck",)


def test_a_follow_up_nobody_put_is_blamed_on_the_question_before_it():
    answers = {id_: Answer(value=said) for id_, said in NOTHING_AMISS.items()}
    del answers["medicines"]

    clearance = screen(answers, CATALOGUE, on=TODAY, setting=Setting.CLINIC)

    by_id = {one.precaution: one for one in clearance.findings}
    assert by_id["BLD-01-FALL"].answered == ("Medicines that matter here: not answered",)
    assert not by_id["BLD-01-FALL"].certain

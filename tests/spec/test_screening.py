"""Screening, told as people. Each row is one client at the door, on the shipped rules.

Verdicts are four letters, as in the rule tables: client moves (AA), helper moves (PAS), end of
range (END), pushing (ISO); P proceed, M adapt, C clinician's clearance, N not now, E emergency.
What a row does not say is the mildest answer.
"""

import re

import pytest

from endrange.knowledge import UNKNOWN, Answer, Asked, Mode, Verdict, load
from endrange.screening import Clearance, Setting, questions_for, read_answers, screen
from endrange.values import Side
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY
from tests.tables import rows

CATALOGUE = load()
KINDS = {id_: question.kind for id_, question in CATALOGUE.questions.items()}


def told(text: str) -> dict[str, object]:
    """``hurt=knee_L+neck age=72 bones=?`` as raw answers; ``=-`` takes an answer away."""
    said = dict(NOTHING_AMISS | MILD_FOLLOW_UPS)
    for id_, value in re.findall(r"(\w+)=(\S+)", text):
        said[id_] = _value(KINDS[id_], value)
        if value == "-":
            del said[id_]
    return said


def _value(kind: str, value: str) -> object:
    if value == "?":
        return UNKNOWN
    if kind == "number":
        return float(value)
    if kind == "areas" and value not in ("yes", "no"):
        return value.split("+")
    return value


def decide(text: str, setting: str = "clinic") -> Clearance:
    answers = read_answers(told(text), CATALOGUE)
    return screen(answers, CATALOGUE, on=TODAY, setting=Setting(setting))


def letters(clearance: Clearance, named: str) -> str:
    stretch, side = named.split()
    row = clearance.of(stretch, Side(side))
    return "".join(row.verdicts[mode].letter for mode in Mode)


def limits(clearance: Clearance, named: str) -> set[str]:
    stretch, side = named.split()
    return {limit.code.value for limit in clearance.of(stretch, Side(side)).modifications}


DOOR = """
client                             | answers                                            | setting | stretch                    | verdicts | limits           | because
healthy, in a clinic               |                                                    | clinic  | ham_slr_shoulder left      | PPPP     |                  |
healthy, neck                      |                                                    | clinic  | neck_upper_trap_seated left| PPMM     | SUBISO           | NCK-06
healthy, neck, in a studio         |                                                    | studio  | neck_upper_trap_seated left| PPNM     | SUBISO           | NCK-06 SET-NECK
healthy, neck, at home             |                                                    | home    | neck_upper_trap_seated left| PNNN     | ACTIVE SUBISO    | NCK-06 SET-NECK-HOME SET-SPINE
healthy, spine loaded, at home     |                                                    | home    | ham_slr_shoulder left      | PPNP     |                  | SET-SPINE
healthy, first time                | first_time=yes                                     | clinic  | ham_slr_shoulder left      | PPNM     | NOEND            | SYS-01
knee hurt yesterday, that side     | hurt=knee_L hurt_since=days_3                      | clinic  | ham_slr_shoulder left      | NNNN     |                  | INJ-01
knee hurt yesterday, other side    | hurt=knee_L hurt_since=days_3                      | clinic  | ham_slr_shoulder right     | PPPP     |                  |
knee hurt, a stretch of the chest  | hurt=knee_L hurt_since=days_3                      | clinic  | pec_standing_behind both   | PPPP     |                  |
knee hurt, side not said           | hurt=knee hurt_since=days_3                        | clinic  | ham_slr_shoulder right     | NNNN     |                  | INJ-01
hurt, place not said               | hurt=yes hurt_since=days_3                         | clinic  | pec_standing_behind both   | NNNN     |                  | INJ-01
hurt, since when not said          | hurt=knee_L hurt_since=?                           | clinic  | ham_slr_shoulder left      | CCNC     | LOW SHORT        | INJ-01 INJ-02
thigh front hurt, it works there   | hurt=thigh_front_L hurt_since=days_3               | clinic  | ham_slr_shoulder left      | NPPP     |                  | INJ-01
hamstring strain of ten days       | hurt=thigh_back_L hurt_since=days_21               | clinic  | ham_slr_shoulder left      | MMNN     | LOW NOEND SHORT  | INJ-02
hamstring strain of ten days       | hurt=thigh_back_L hurt_since=days_21               | clinic  | quad_prone_cleveland left  | MPPP     |                  | INJ-02
hamstring strain of two months     | hurt=thigh_back_L hurt_since=weeks_12              | clinic  | ham_slr_shoulder left      | MMMM     | LOW SUBISO NOBAL | INJ-03
severe ankle sprain of a month     | hurt=ankle_foot_R hurt_since=sprain_6              | clinic  | calf_soleus_supine right   | MCNC     | NOEND            | INJ-05
shoulder hurt, lying on it         | hurt=shoulder_R hurt_since=days_3                  | clinic  | hipflexor_sidelying left   | NNNN     |                  | INJ-01
shoulder hurt, lying on the other  | hurt=shoulder_R hurt_since=days_3                  | clinic  | hipflexor_sidelying right  | PPPP     |                  |
knee hurt, kneeling on it          | hurt=knee_L hurt_since=days_3                      | clinic  | hipflexor_half_kneeling right | NNNN  |                  | INJ-01
neck pain 5 of 10                  | hurt=neck hurt_strength=5                          | clinic  | neck_upper_trap_seated left| MMNM     | LOW SHORT SUBISO | NCK-06 PAI-02
neck pain 7 of 10                  | hurt=neck hurt_strength=7                          | clinic  | neck_upper_trap_seated left| NNNN     |                  | NCK-06 PAI-01 PAI-02
neck pain 3 of 10                  | hurt=neck hurt_strength=3                          | clinic  | neck_upper_trap_seated left| PPMM     | SUBISO           | NCK-06
sharp pain of 1                    | hurt=hip_L hurt_strength=1 hurt_kind=sharp         | clinic  | piri_fig4 left             | NNNN     |                  | PAI-01
old ache, nobody looked            | hurt=low_back hurt_since=unassessed                | clinic  | glute_knee_chest right     | MMNM     | LOW              | CON-02
shin broken, not healed            | bones_ever=yes fracture=shin_R fracture_state=not_healed | clinic | calf_soleus_supine right | NNNN    |                  | FRX-02
shin broken, joint above           | bones_ever=yes fracture=shin_R fracture_state=not_healed | clinic | ham_slr_shoulder right   | NNNN    |                  | FRX-02
shin broken, other leg             | bones_ever=yes fracture=shin_R fracture_state=not_healed | clinic | ham_slr_shoulder left    | PPPP    |                  |
shin broken, hands elsewhere       | bones_ever=yes fracture=shin_R fracture_state=not_healed | clinic | lat_supine_flexion right | MMMM    | NOTOUCH          | FRX-02
forearm broken, elbow above        | bones_ever=yes fracture=forearm_L fracture_state=not_healed | clinic | pec_standing_behind both | NNNN | NOTOUCH          | FRX-02
shoulder out two weeks ago         | bones_ever=yes dislocation=shoulder_L dislocation_when=weeks_6 | clinic | lat_supine_flexion left | CNNC |            | DIS-01
shoulder out twice, arms drawn back| bones_ever=yes dislocation=shoulder_L dislocation_when=months_6 | clinic | pec_standing_behind both | NNNN | DIR        | DIS-02
shoulder out twice, arm overhead   | bones_ever=yes dislocation=shoulder_L dislocation_when=months_6 | clinic | lat_supine_flexion left | MMNM | DIR LOW SUBISO | DIS-02
shoulder out twice, meant upper arm| bones_ever=yes dislocation=upper_arm_L dislocation_when=months_6 | clinic | pec_standing_behind both | NNNN | DIR       | DIS-02
kneecap out twice                  | bones_ever=yes dislocation=knee_R dislocation_when=months_6 | clinic | quad_prone_cleveland right | NNNN | DIR         | DIS-02
kneecap out twice, shoulders       | bones_ever=yes dislocation=knee_R dislocation_when=months_6 | clinic | pec_standing_behind both | PPPP |               |
knee arthritis, quiet              | arthritis=knee_L                                   | clinic  | quad_prone_cleveland left  | PPNM     | NOEND SUBISO     | JNT-04
knee arthritis, severe             | arthritis=knee_L arthritis_state=severe            | clinic  | quad_prone_cleveland left  | MCNM     | LOW SHORT        | JNT-05
knee arthritis, severe, long lever | arthritis=knee_L arthritis_state=severe            | clinic  | ham_slr_shoulder left      | NNNN     | SHORTLEVER       | JNT-05
wrist arthritis, flare: the neck   | arthritis=wrist_hand_L arthritis_state=flare       | clinic  | neck_upper_trap_seated right | CCCC   |                  | JNT-06-NECK NCK-06
rheumatoid arthritis: the neck     | arthritis=wrist_hand_L rheumatoid=yes              | clinic  | neck_upper_trap_seated left| MCNN     |                  | JNT-07 NCK-06
thin bones, back bends             | bones=osteoporosis                                 | clinic  | glute_knee_chest left      | NNNN     | DIR              | BON-02
thin bones, back stays             | bones=osteoporosis                                 | clinic  | ham_9090_knee_ext left     | PMNM     | SUBISO           | BON-02
thin bones, calf                   | bones=osteoporosis                                 | clinic  | calf_soleus_supine left    | PPPP     |                  |
bones broken from little, prone    | bones=fragility                                    | clinic  | quad_prone_cleveland left  | NNNN     | NOPRONE          | BON-03
dancer, very supple                | supple=painless                                    | clinic  | add_butterfly_supine both  | PMNM     | NOEND SUBISO     | HYP-01
supple and in trouble, neck        | supple=symptoms                                    | clinic  | neck_upper_trap_seated left| MNNM     | LOW              | HYP-02 HYP-02-NECK NCK-06
fever                              | not_usual=yes fever=yes                            | clinic  | pec_standing_behind both   | NNNN     |                  | INF-01
wound on the shin                  | not_usual=yes wound=shin_L                         | clinic  | calf_soleus_supine left    | MNNM     | NOTOUCH          | WND-01
skin infection on the chest        | not_usual=yes skin_infection=chest_R               | clinic  | pec_standing_behind both   | NNNN     | NOTOUCH          | INF-02
beer before the session            | not_usual=yes alcohol=yes                          | team    | calf_soleus_supine left    | NNNN     |                  | SUB-01
strong painkiller                  | not_usual=yes masked=yes                           | clinic  | calf_soleus_supine left    | PMNM     | LOW NOEND        | MED-05
blood pressure 179                 | blood_pressure=measured systolic=179               | clinic  | calf_soleus_supine left    | PMMN     | NOISO NOVAL      | BP-02 BP-03
blood pressure 180                 | blood_pressure=measured systolic=180               | clinic  | calf_soleus_supine left    | NNNN     |                  | BP-01 BP-02 BP-03
lower number 110                   | blood_pressure=measured diastolic=110              | clinic  | calf_soleus_supine left    | NNNN     |                  | BP-01 BP-02 BP-03
blood pressure 139                 | blood_pressure=measured systolic=139               | clinic  | calf_soleus_supine left    | PPPP     |                  |
treated blood pressure             | blood_pressure=controlled                          | clinic  | calf_soleus_supine left    | PPPM     | NOVAL SUBISO     | BP-03
never measured, 39                 | blood_pressure=not_measured age=39                 | clinic  | calf_soleus_supine left    | PPPP     |                  |
never measured, 40                 | blood_pressure=not_measured age=40                 | clinic  | calf_soleus_supine left    | PPPM     | NOVAL SUBISO     | BP-04
stable heart                       | heart_vessels=yes heart=stable                     | clinic  | calf_soleus_supine left    | PPMM     | NOVAL SUBISO     | CAR-04
heart attack a month ago, arms     | heart_vessels=yes heart=recent                     | clinic  | pec_standing_behind both   | NNNN     | DIR CAP          | CAR-03
heart attack a month ago, overhead | heart_vessels=yes heart=recent                     | clinic  | lat_supine_flexion left    | CCNN     | CAP              | CAR-03
aneurysm, knees to chest           | heart_vessels=yes aneurysm=yes                     | clinic  | glute_knee_chest left      | NNNN     | DIR NOISO        | ANE-01
aneurysm, calf                     | heart_vessels=yes aneurysm=yes                     | clinic  | calf_soleus_supine left    | CCNN     | NOISO            | ANE-01
leg clot two months ago            | heart_vessels=yes clot=months_3                    | clinic  | calf_soleus_supine left    | CCNC     |                  | VTE-03
blood thinner                      | medicines=yes blood_thinner=yes                    | clinic  | calf_soleus_supine left    | PMNM     | LOW NOEND CHECK  | BLD-01
cipro last month, calf             | medicines=yes fluoroquinolone=months_3             | clinic  | calf_soleus_supine left    | PMNN     | NOISO NOEND      | MED-02
cipro five months ago, 59          | medicines=yes fluoroquinolone=months_6 age=59      | clinic  | calf_soleus_supine left    | PPPP     |                  |
cipro five months ago, 60          | medicines=yes fluoroquinolone=months_6 age=60      | clinic  | calf_soleus_supine left    | PMNN     |                  | MED-02
sciatica, that leg                 | nerves=yes leg_nerve=ankle_foot_L                  | clinic  | ham_slr_shoulder left      | NNNN     | DIR              | NEU-03-LEG
sciatica, other leg, back loaded   | nerves=yes leg_nerve=ankle_foot_L                  | clinic  | ham_slr_shoulder right     | MMNM     | SHORT CHECK      | NEU-03-LEG
sciatica, arms                     | nerves=yes leg_nerve=ankle_foot_L                  | clinic  | lat_supine_flexion right   | MMNM     |                  | NEU-03-LEG
tingling arm, that side            | nerves=yes arm_nerve=wrist_hand_R                  | clinic  | neck_upper_trap_seated right | NNNN   | DIR              | NCK-06 NEU-03-ARM
numb foot                          | nerves=yes numb=ankle_foot_L                       | clinic  | calf_soleus_supine left    | PMNM     | NOEND CHECK      | NEU-04
whiplash three weeks ago           | neck_injury=yes                                    | clinic  | neck_upper_trap_seated left| CNNN     |                  | NCK-02 NCK-06
two risks for the neck             | neck_risks=2                                       | clinic  | neck_upper_trap_seated left| PMNM     | DIR              | NCK-03 NCK-06
one risk for the neck              | neck_risks=1                                       | clinic  | neck_upper_trap_seated left| PPMM     |                  | NCK-06
pregnant, week 12                  | pregnancy=pregnant pregnancy_weeks=12              | clinic  | ham_slr_shoulder left      | PPNM     | NOEND NOVAL      | PRG-01
pregnant, week 19                  | pregnancy=pregnant pregnancy_weeks=19              | clinic  | calf_soleus_supine left    | PPPP     |                  |
pregnant, week 20, on the back     | pregnancy=pregnant pregnancy_weeks=20              | clinic  | calf_soleus_supine left    | NNNN     | NOSUP            | PRG-02
pregnant, week 20, on the side     | pregnancy=pregnant pregnancy_weeks=20              | clinic  | hipflexor_sidelying left   | PMNM     | SUBISO           | PRG-02
pregnant, being watched            | pregnancy=pregnant pregnancy_course=watched        | clinic  | calf_soleus_supine left    | CCNC     |                  | PRG-04
pregnant, to be spared             | pregnancy=pregnant pregnancy_course=serious        | clinic  | calf_soleus_supine left    | NNNN     |                  | PRG-03
boy of 15, father agrees           | age=15                                             | clinic  | calf_soleus_supine left    | PMNM     | GUARD NOEND      | AGE-01
boy of 15, nobody asked            | age=15 guardian=-                                  | clinic  | calf_soleus_supine left    | NNNN     |                  | AGE-01 CON-01
girl of 11                         | age=11                                             | clinic  | calf_soleus_supine left    | MCNN     | GUARD            | AGE-01 AGE-03
walker of 72                       | age=72                                             | clinic  | calf_soleus_supine left    | PPMM     | NOVAL SLOWUP     | AGE-04
walker of 72 who falls             | age=72 frail=yes                                   | clinic  | calf_soleus_supine left    | PMNM     | LOW SHORT        | AGE-04 AGE-05
no agreement                       | consent=no                                         | clinic  | calf_soleus_supine left    | NNNN     |                  | CON-01
agreement not given                | consent=-                                          | clinic  | calf_soleus_supine left    | NNNN     |                  | CON-01
cannot say stop                    | feedback=no                                        | clinic  | calf_soleus_supine left    | CCNN     | PRO              | COG-01
cannot say stop, team              | feedback=no                                        | team    | calf_soleus_supine left    | NNNN     | PRO              | COG-01
glaucoma                           | eyes=glaucoma                                      | clinic  | calf_soleus_supine left    | PPPM     | NOHEADDOWN NOVAL | EYE-01
something else                     | other_condition=yes                                | clinic  | calf_soleus_supine left    | CCCC     |                  | OTH-01
something else, not sure, clinic   | other_condition=?                                  | clinic  | calf_soleus_supine left    | MMMM     |                  | OTH-01
something else, not sure, home     | other_condition=?                                  | home    | calf_soleus_supine left    | CCCC     |                  | OTH-01
glaucoma, not sure                 | eyes=?                                             | clinic  | calf_soleus_supine left    | CCCC     |                  | EYE-01 EYE-02
thin bones, not sure               | bones=?                                            | clinic  | calf_soleus_supine left    | CCNC     |                  | BON-05
possible clot, not sure            | limb_swelling=?                                    | clinic  | calf_soleus_supine left    | CCCC     |                  | VTE-01
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(DOOR), ids=lambda row: f"{row['client']}: {row['stretch']}")
def test_client_at_the_door(row):
    clearance = decide(row["answers"], row["setting"])

    stretch, side = row["stretch"].split()
    found = clearance.of(stretch, Side(side))
    assert letters(clearance, row["stretch"]) == row["verdicts"]
    assert set(row["because"].split()) <= set(found.findings)
    if row["verdicts"] == "PPPP":
        assert found.findings == ()
    assert set(row["limits"].split()) <= limits(clearance, row["stretch"])


EMERGENCIES = """
client                                | answers                                          | urgency  | because
chest pain                            | chest_or_breath=yes                              | call_now | CAR-01
one calf warm and swollen             | limb_swelling=yes                                | same_day | VTE-01
worst headache, double vision         | head_or_neck_signs=yes                           | call_now | NCK-01
numb between the legs                 | saddle_or_both_legs=yes                          | call_now | NEU-01
swollen calf and chest pain           | limb_swelling=yes chest_or_breath=yes            | call_now | CAR-01
wrist out of shape after a fall       | hurt=wrist_hand_L hurt_since=days_3 hurt_bone=yes| same_day | FRX-01
fever and a stiff neck                | not_usual=yes fever=yes fever_spine=yes          | same_day | RF-04
leg getting weaker                    | nerves=yes leg_nerve=calf_L nerve_worse=yes      | same_day | NEU-03-WORSE
thin bones, back pain after a cough   | bones=osteoporosis back_after_little=yes         | same_day | BON-04
pregnant and bleeding                 | pregnancy=pregnant pregnancy_now=yes             | call_now | PRG-03-NOW
whiplash, pain on the bones           | neck_injury=yes neck_injury_signs=yes            | same_day | NCK-02-SIGNS
whiplash at 65                        | neck_injury=yes age=65                           | same_day | NCK-02-SIGNS
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(EMERGENCIES), ids=lambda row: row["client"])
@pytest.mark.parametrize("setting", Setting)
def test_emergency_stops_everything_and_says_how_soon(row, setting):
    clearance = decide(row["answers"], setting)

    assert clearance.urgency == row["urgency"]
    assert clearance.verdict is Verdict.EMERGENCY
    assert clearance.findings[0].verdict is Verdict.EMERGENCY
    assert row["because"] in [finding.precaution for finding in clearance.findings]
    for one in (*clearance.stretches, *clearance.regions):
        assert set(one.verdicts.values()) == {Verdict.EMERGENCY}


ARTICLE = """
sentence                                   | rules                      | answers
acute injury in the inflammatory phase     | INJ-01                     | hurt=thigh_back_L hurt_since=days_3
fresh tear                                 | INJ-01 INJ-04              | hurt=thigh_back_L hurt_since=days_3 hurt_pop=yes
fresh tear, ten days                       | INJ-02                     | hurt=thigh_back_L hurt_since=days_21
deep bruise                                | INJ-06                     | hurt=thigh_front_L hurt_since=bruise_7
fracture                                   | FRX-01 INJ-01              | hurt=shin_L hurt_since=days_3 hurt_bone=yes
severe sprain                              | INJ-01                     | hurt=ankle_foot_L hurt_since=days_3
severe sprain, a month                     | INJ-05                     | hurt=ankle_foot_L hurt_since=sprain_6
unstable fracture                          | FRX-02                     | bones_ever=yes fracture=shin_L fracture_state=not_healed
healing fracture                           | FRX-03                     | bones_ever=yes fracture=shin_L fracture_state=with_plan
healed fracture                            | FRX-04                     | bones_ever=yes fracture=shin_L
stress fracture                            | FRX-05                     | hurt=shin_L hurt_kind=bone
dislocation                                | DIS-01                     | bones_ever=yes dislocation=shoulder_L dislocation_when=weeks_6
unstable joint                             | DIS-02                     | bones_ever=yes dislocation=shoulder_L dislocation_when=months_6
joint gives way                            | DIS-03                     | bones_ever=yes dislocation=knee_L dislocation_when=gives_way
infection, fever                           | INF-01                     | not_usual=yes fever=yes
infection of the skin                      | INF-02                     | not_usual=yes skin_infection=calf_L
open wound                                 | WND-01                     | not_usual=yes wound=calf_L
deep vein thrombosis, possible             | VTE-01                     | limb_swelling=yes
deep vein thrombosis, treated              | VTE-03                     | heart_vessels=yes clot=months_3
deep vein thrombosis, over                 | VTE-04                     | heart_vessels=yes clot=older
osteoporosis                               | BON-02                     | bones=osteoporosis
osteoporosis with high fracture risk       | BON-03                     | bones=fragility
osteoporosis, new back pain                | BON-02 BON-04              | bones=osteoporosis back_after_little=yes
severe arthritis                           | JNT-05                     | arthritis=knee_L arthritis_state=severe
arthritis in a flare                       | JNT-06 JNT-06-NECK         | arthritis=knee_L arthritis_state=flare
rheumatoid arthritis                       | JNT-04 JNT-07 JNT-08       | arthritis=knee_L rheumatoid=yes
severe, sharp, shooting or unbearable pain | PAI-01                     | hurt=hip_L hurt_kind=sharp
severe pain                                | PAI-01 PAI-02              | hurt=hip_L hurt_strength=8
risk: joint instability, hypermobility     | HYP-01                     | supple=painless
risk: joint instability, symptoms          | HYP-02 HYP-02-NECK         | supple=symptoms
risk: fragile vessels                      | HYP-02 HYP-02-NECK HYP-03  | supple=vascular
risk: nerve irritation, leg                | NEU-03-LEG                 | nerves=yes leg_nerve=calf_L
risk: nerve irritation, arm                | NEU-03-ARM                 | nerves=yes arm_nerve=forearm_L
risk: strain or tear, tendons weakened     | MED-02                     | medicines=yes fluoroquinolone=months_3
risk: strain or tear, injected tendon      | MED-03                     | medicines=yes injection=calf_L
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(ARTICLE), ids=lambda row: row["sentence"])
def test_article_contraindication_is_covered(row):
    """Each contraindication and risk the article names, the rules for it, a person who has it."""
    clearance = decide(row["answers"])

    found = {one.precaution: one for one in clearance.findings if one.personal}
    assert found.keys() == set(row["rules"].split())
    assert all(one.certain and one.verdict is not Verdict.PROCEED for one in found.values())


ORDINARY = """
client                          | answers                                              | setting | shut
desk worker with a stiff neck   | hurt=neck hurt_strength=3                            | clinic  | 0
desk worker, stiff neck 5 of 10 | hurt=neck hurt_strength=5                            | clinic  | 0
runner with sore legs           | hurt=calf+thigh_back hurt_since=sore hurt_strength=3 | studio  | 0
supple dancer                   | supple=painless                                      | clinic  | 0
walker of 72 with quiet knees   | age=72 arthritis=knee_L                              | clinic  | 0
pregnant, week 12               | pregnancy=pregnant pregnancy_weeks=12                | clinic  | 0
first time at home              | first_time=yes                                       | home    | 12
footballer in a team            |                                                      | team    | 0
tablets for blood pressure      | blood_pressure=controlled age=58                     | clinic  | 0
"""  # noqa: E501


@pytest.mark.parametrize("row", rows(ORDINARY), ids=lambda row: row["client"])
def test_ordinary_people_get_a_usable_plan(row):
    """``shut``: at most so many stretches and sides of a hundred may not be done passively."""
    clearance = decide(row["answers"], row["setting"])

    shut = [one for one in clearance.stretches if not one.verdicts[Mode.PAS].allows]
    assert 100 * len(shut) / len(clearance.stretches) <= int(row["shut"])
    assert clearance.verdict in (Verdict.PROCEED, Verdict.ADAPT)


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


@pytest.mark.parametrize("flag", ["VTE-01", "NCK-01", "NEU-01", "CAR-01"])
def test_emergency_flags_are_asked_at_every_visit_without_a_detour(flag):
    (trigger,) = CATALOGUE.precautions[flag].when[0]
    question = CATALOGUE.questions[trigger.question]

    assert question.asked is Asked.EVERY_VISIT
    assert not question.only_if


def test_what_needs_the_reader_comes_first():
    clearance = decide(
        "limb_swelling=yes other_condition=yes eyes=? age=72 hurt=knee_L hurt_since=days_3", "home"
    )

    assert [one.precaution for one in clearance.findings] == [
        "VTE-01",  # emergency
        "EYE-02",  # waits for an answer
        "OTH-01",  # waits for a clinician
        "EYE-01",  # waits for an answer, milder
        "INJ-01",  # not now
        "AGE-04",  # adapt
        "SET-NECK-HOME",  # everybody at home
        "SET-SPINE",
        "NCK-06",
    ]


def test_a_finding_tells_the_answer_back_in_words():
    clearance = decide("hurt=knee_L+neck hurt_since=days_3 age=72 eyes=?")

    by_id = {one.precaution: one for one in clearance.findings}
    assert by_id["INJ-01"].answered == (
        "What it is: Injured in the last 3 days, or still swollen, hot or with a spreading bruise",
        "Hurt or injured: Knee, left; Neck",
    )
    assert by_id["INJ-01"].places == ("Knee, left", "Neck")
    assert by_id["AGE-04"].answered == ("Age: 72 years",)
    assert by_id["EYE-01"].answered == ("Eyes: don't know",)
    assert by_id["EYE-01"].changes_if == "You answer: Do you have one of these eye conditions?"
    assert by_id["NCK-06"].places == ("Neck",)


def test_a_follow_up_nobody_put_is_blamed_on_the_question_before_it():
    answers = {id_: Answer(value=said) for id_, said in NOTHING_AMISS.items()}
    del answers["heart_vessels"]

    clearance = screen(answers, CATALOGUE, on=TODAY, setting=Setting.CLINIC)

    by_id = {one.precaution: one for one in clearance.findings}
    assert by_id["ANE-01"].answered == ("Heart or blood vessels: not answered",)
    assert not by_id["ANE-01"].certain


def test_every_precaution_of_the_brief_rules_is_there_with_its_columns():
    """The columns of the rule tables, copied by hand from the evidence, line by line."""
    table = {
        "INJ-01": "NNNN", "INJ-02": "MMNN", "INJ-03": "MMMM", "INJ-04": "NNNN", "INJ-05": "MCNC",
        "INJ-06": "NNNN", "INJ-07": "PMMM", "FRX-01": "EEEE", "FRX-02": "NNNN", "FRX-03": "CCNC",
        "FRX-04": "PPMM", "FRX-05": "NNNN", "DIS-01": "CNNC", "DIS-02": "MMNM", "DIS-03": "NNNN",
        "JNT-04": "PPMM", "JNT-05": "MCNM", "JNT-06": "MNNN", "JNT-07": "MCNN", "JNT-08": "PMNM",
        "HYP-01": "PMNM", "HYP-02": "MCNM", "HYP-03": "CCNN", "BON-01": "PMMM", "BON-02": "PMNM",
        "BON-03": "MCNC", "BON-04": "EEEE", "BON-05": "CCNC", "INF-01": "NNNN", "INF-02": "NNNN",
        "WND-01": "MNNM", "VTE-01": "EEEE", "VTE-03": "CCNC", "VTE-04": "PPMM", "BLD-01": "PMNM",
        "BLD-03": "MCNC", "ANE-01": "CCNN", "CAR-01": "EEEE", "CAR-02": "NNNN", "CAR-03": "CCNN",
        "CAR-04": "PPMM", "CAR-05": "CNNC", "BP-01": "NNNN", "BP-02": "PMMN", "BP-03": "PPPM",
        "BP-04": "PPPM", "NEU-01": "EEEE", "NEU-03-LEG": "MMNM", "NEU-03-ARM": "MMNM",
        "NEU-04": "PMNM", "NCK-01": "EEEE", "NCK-02": "CNNN", "NCK-03": "PMNM", "NCK-06": "PPMM",
        "EYE-01": "PPPM", "EYE-02": "MMCN", "PAI-01": "NNNN", "PAI-02": "MMNM", "PRG-01": "PPMM",
        "PRG-02": "PMNM", "PRG-03": "NNNN", "PRG-04": "CCNC", "PRG-05": "PMNM", "MED-01": "PMNM",
        "MED-02": "PMNN", "MED-03": "MNNN", "MED-05": "PMNM", "SUB-01": "NNNN", "AGE-01": "PMNM",
        "AGE-03": "MCNN", "AGE-04": "PPMM", "AGE-05": "PMNM", "COG-01": "CCNN", "CON-01": "NNNN",
        "CON-02": "MMNM", "IMP-01": "PMNM", "SYS-01": "PPMM",
    }  # fmt: skip
    shipped = {
        id_: "".join(CATALOGUE.precautions[id_].verdicts[mode].letter for mode in Mode)
        for id_ in table
    }

    assert shipped == table

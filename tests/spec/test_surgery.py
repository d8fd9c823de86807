"""After an operation, told as people: one row for each window of each table.

``entry`` is the operation with its side, its completed weeks, and what is said of it; ``where`` a
region or a stretch with its side. Verdicts are the letters of AA, PAS, END and ISO in a clinic.
"""

import re
from datetime import timedelta
from itertools import product

import pytest

from endrange.knowledge import Mode, ModificationCode, load
from endrange.screening import Clearance, Setting, read_answers, screen
from endrange.values import Side
from tests.strategies import MILD_FOLLOW_UPS, NOTHING_AMISS, TODAY
from tests.tables import rows

pytestmark = pytest.mark.no_cover  # many rows through the same lines, which others count

CATALOGUE = load()
SIDES = {"L": "left", "R": "right"}


def listed(text: str) -> list[dict[str, object]]:
    """``hip_replacement R 3 approach=posterior; knee_replacement L ?`` as raw entries."""
    return [_entry(one) for one in text.split(";")]


def _entry(text: str) -> dict[str, object]:
    what, *said = text.split()
    details = dict(re.findall(r"(\w+)=(\w+)", text))
    weeks = next((word for word in said if word.isdecimal()), None)
    side = next((SIDES[word] for word in said if word in SIDES), None)
    area = {"area": details.pop("at")} if "at" in details else {}
    on = (TODAY - timedelta(weeks=int(weeks))).isoformat() if weeks else "unknown"
    return {"what": what, "side": side, "on": on, "details": details, **area}


def decide(text: str, setting: str = "clinic", **answers: object) -> Clearance:
    told = NOTHING_AMISS | MILD_FOLLOW_UPS | {"operations": listed(text)} | answers
    given = read_answers(told, CATALOGUE)
    return screen(given, CATALOGUE, on=TODAY, setting=Setting(setting))


def found(clearance: Clearance, where: str):
    if " " not in where:
        return next(region for region in clearance.regions if region.key == where)
    stretch, side = where.split()
    return clearance.of(stretch, Side(side))


def letters(decision) -> str:
    return "".join(decision.verdicts[mode].letter for mode in Mode)


WEEKS = """
entry                                   | rule             | where                          | verdicts | limits
other L 1 at=knee                       | SUR-00-EARLY     | KNEE_L                         | NNNN     | NOTOUCH PRO
other L 1 at=knee                       | SUR-00-EARLY     | HIP_L                          | NNNN     | PRO
other L 2 at=knee                       | SUR-00           | KNEE_L                         | CCNN     | NOTOUCH PRO
other L 11 at=knee                      | SUR-00           | ham_slr_shoulder left          | CCNN     | PRO
other L 12 at=knee                      |                  | ham_slr_shoulder left          | PPPP     |
hip_replacement R 0 approach=posterior  | SX-THRp-0        | HIP_R                          | CNNN     | CAP(HIP, flexion, 90) CAP(HIP, adduction, 0) CAP(HIP, internal_rotation, 0) PRO
hip_replacement R 5 approach=posterior  | SX-THRp-0        | glute_knee_chest right         | CNNN     | CAP(HIP, flexion, 90)
hip_replacement R 5 approach=posterior  | SX-THRp-0        | piri_supine_high right         | NNNN     | CAP(HIP, adduction, 0)
hip_replacement R 5 approach=posterior  | SX-THRp-0        | ham_slr_shoulder left          | PPPP     |
hip_replacement R 6 approach=posterior  | SX-THRp-6        | HIP_R                          | CCNC     | SUBISO CAP(HIP, flexion, 90)
hip_replacement R 12 approach=posterior | SX-THRp-12       | HIP_R                          | MMNM     | NOEND CAP(HIP, flexion, 90) DIR(HIP, flexion; HIP, adduction) DIR(HIP, flexion; HIP, internal_rotation)
hip_replacement R 500 approach=posterior| SX-THRp-12       | piri_supine_high right         | NNNN     |
hip_replacement R 500 approach=posterior| SX-THRp-12       | glute_knee_chest right         | MMNM     | CAP(HIP, flexion, 90)
hip_replacement R 500 approach=posterior| SX-THRp-12       | rot_supine_ir90 right          | NNNN     |
hip_replacement R 500 approach=posterior| SX-THRp-12       | ham_slr_shoulder right         | MMNM     |
hip_replacement L 0 approach=anterior   | SX-THRa-0        | HIP_L                          | CNNN     | CAP(HIP, extension, 0) CAP(HIP, external_rotation, 20)
hip_replacement L 0 approach=anterior   | SX-THRa-0        | iliopsoas_thomas_table left    | NNNN     |
hip_replacement L 0 approach=anterior   | SX-THRa-0        | quad_prone_cleveland left      | NNNN     |
hip_replacement L 0 approach=anterior   | SX-THRa-0        | add_butterfly_supine both      | NNNN     |
hip_replacement L 11 approach=anterior  | SX-THRa-6        | HIP_L                          | CCNC     | SUBISO CAP(HIP, extension, 0)
hip_replacement L 12 approach=anterior  | SX-THRa-12       | HIP_L                          | MMNM     | NOEND DIR(HIP, extension; HIP, external_rotation)
hip_replacement L 12 approach=anterior  | SX-THRa-12       | rot_prone_er left              | NNNN     |
hip_replacement L 12 approach=anterior  | SX-THRa-12       | iliopsoas_thomas_table left    | MMNM     |
hip_replacement L 5 approach=lateral    | SX-THRl-0        | HIP_L                          | CNNN     | NOISO CAP(HIP, adduction, 0)
hip_replacement L 6 approach=lateral    | SX-THRl-6        | HIP_L                          | CCNC     | SUBISO CAP(HIP, internal_rotation, 0)
hip_replacement L 12 approach=lateral   | SX-THRl-12       | HIP_L                          | MMNM     | NOEND CAP(HIP, flexion, 90)
hip_replacement L 5                     | SX-THR?-0        | HIP_L                          | CNNN     | CAP(HIP, flexion, 90) CAP(HIP, extension, 0) CAP(HIP, external_rotation, 20) NOISO
hip_replacement L 6                     | SX-THR?-6        | HIP_L                          | CCNC     | CAP(HIP, adduction, 0) CAP(HIP, extension, 0)
hip_replacement L 12                    | SX-THR?-12       | HIP_L                          | MMNM     | CAP(HIP, flexion, 90) DIR(HIP, extension; HIP, external_rotation)
hip_fracture L 5                        | SX-HEMI-0        | HIP_L                          | NNNN     | NOTOUCH
hip_fracture L 5                        | SX-HEMI-0        | KNEE_L                         | NNNN     |
hip_fracture L 6                        | SX-HEMI-6        | HIP_L                          | CCNC     | SHORTLEVER SUBISO
hip_fracture L 12                       | SX-HEMI-12       | HIP_L                          | MCNC     | NOEND DIR(HIP, flexion; HIP, adduction)
hip_fracture L 12                       | SX-HEMI-BONE     | LSP                            | MCNC     | DIR(LSP, flexion) DIR(LSP, rotation)
hip_arthroscopy R 2                     | SX-HAR-0         | HIP_R                          | CNNN     | CAP(HIP, abduction, 25) CAP(HIP, external_rotation, 0) CAP(HIP, extension, 0)
hip_arthroscopy R 3                     | SX-HAR-3         | HIP_R                          | CNNN     | CAP(HIP, external_rotation, 20) CAP(HIP, flexion, 90)
hip_arthroscopy R 7                     | SX-HAR-6         | HIP_R                          | CCNC     | NOEND CAP(HIP, adduction, 0)
hip_arthroscopy R 8                     | SX-HAR-8         | HIP_R                          | CCNC     | NOEND
hip_arthroscopy R 12                    | SX-HAR-12        | HIP_R                          | MMNM     | NOEND DIR(HIP, flexion; HIP, adduction)
knee_replacement L 5                    | SX-TKR-0         | KNEE_L                         | MCNC     | SUBISO PRO
knee_replacement L 6                    | SX-TKR-6         | KNEE_L                         | MMCM     | LOW
knee_replacement L 12                   | SX-TKR-12        | KNEE_L                         | MMNM     | NOEND
knee_replacement L 12                   | SX-TKR-12        | hipflexor_half_kneeling left   | NNNN     |
knee_replacement L 12                   | SX-TKR-12        | rot_supine_ir90 left           | NNNN     |
knee_mobilised L 11                     | SX-MUA-0         | KNEE_L                         | CCCC     | PRO
knee_mobilised L 12                     | SX-MUA-12        | KNEE_L                         | MMMM     | CHECK
cruciate L 1 graft=hamstring            | SX-ACLh-0        | KNEE_L                         | MNNN     | CAP(KNEE, flexion, 90)
cruciate L 1 graft=hamstring            | SX-ACLh-0-THIGH  | ham_9090_knee_ext left         | MNNN     | NOISO
cruciate L 1 graft=hamstring            | SX-ACLh-0        | quad_prone_cleveland left      | MCNC     | CAP(KNEE, flexion, 90)
cruciate L 5 graft=hamstring            | SX-ACLh-2        | quad_prone_cleveland left      | MCNC     | CAP(KNEE, flexion, 125)
cruciate L 6 graft=hamstring            | SX-ACLh-6        | quad_prone_cleveland left      | MMNM     | NOEND
cruciate L 6 graft=hamstring            | SX-ACLh-6-THIGH  | ham_9090_knee_ext left         | MMNC     | LOW SUBISO
cruciate L 23 graft=hamstring           | SX-ACLh-12       | ham_9090_knee_ext left         | MMNM     | NOEND
cruciate L 24 graft=hamstring           | SX-ACLh-24       | ham_9090_knee_ext left         | MMMM     | CHECK
cruciate L 1 graft=front                | SX-ACLp-0        | ham_9090_knee_ext left         | MCNC     | CAP(KNEE, flexion, 90)
cruciate L 5 graft=front                | SX-ACLp-2        | quad_prone_cleveland left      | MCNC     | CAP(KNEE, flexion, 125)
cruciate L 5 graft=front                | SX-ACLp-0-THIGH  | quad_prone_cleveland left      | MCNC     | PRO
cruciate L 6 graft=front                | SX-ACLp-6        | quad_prone_cleveland left      | MMNM     | NOEND
cruciate L 12 graft=front               | SX-ACLp-12       | quad_prone_cleveland left      | MMMM     | CHECK
cruciate L 5                            | SX-ACLp-2        | ham_9090_knee_ext left         | MNNN     | NOISO
meniscus R 5                            | SX-MEN-0         | KNEE_R                         | CCNN     | CAP(KNEE, flexion, 90)
meniscus R 5                            | SX-MEN-0         | quad_prone_cleveland right     | CCNC     | CAP(KNEE, flexion, 90)
meniscus R 5                            | SX-MEN-0-THIGH   | ham_9090_knee_ext right        | CCNN     | NOISO
meniscus R 6                            | SX-MEN-6         | KNEE_R                         | CCNC     | CAP(KNEE, flexion, 120)
meniscus R 12                           | SX-MEN-12        | KNEE_R                         | MMNM     | NOEND CAP(KNEE, flexion, 135)
meniscus R 24                           | SX-MEN-24        | KNEE_R                         | MMMM     | CHECK
cuff R 5 tear=small                     | SX-RCR-0         | SHO_R                          | CCNN     | CAP(SHO, external_rotation, 45) CAP(SHO, extension, 0)
cuff R 5 tear=small                     | SX-RCR-0         | supraspinatus_behind_back right| NNNN     |
cuff R 5 tear=massive                   | SX-RCR-0-MASSIVE | SHO_R                          | CCNN     | CAP(SHO, external_rotation, 0)
cuff R 5                                | SX-RCR-0-MASSIVE | SHO_R                          | CCNN     | CAP(SHO, external_rotation, 0)
cuff R 7 tear=small                     | SX-RCR-6         | SHO_R                          | CCNN     | LOW
cuff R 7 tear=small                     | SX-RCR-6         | supraspinatus_behind_back right| NNNN     |
cuff R 8 tear=small                     | SX-RCR-8         | SHO_R                          | CCNC     | LOW SUBISO
cuff R 12 tear=small                    | SX-RCR-12        | SHO_R                          | MMNM     | LOW NOEND
cuff R 15 tear=massive                  | SX-RCR-12-MASSIVE| SHO_R                          | MMNC     | LOW NOEND
cuff R 16 tear=massive                  | SX-RCR-12        | SHO_R                          | MMNM     | LOW NOEND
cuff R 24 tear=small                    | SX-RCR-24        | SHO_R                          | MMMM     | CHECK
shoulder_front L 1                      | SX-BAN-0         | SHO_L                          | CCNN     | CAP(SHO, flexion, 75) CAP(SHO, external_rotation, 15) CAP(SHO, internal_rotation, 0)
shoulder_front L 2                      | SX-BAN-2         | SHO_L                          | CCNN     | CAP(SHO, flexion, 110) CAP(SHO, external_rotation, 35) CAP(SHO, internal_rotation, 30)
shoulder_front L 4                      | SX-BAN-4         | SHO_L                          | CCNN     | CAP(SHO, flexion, 150) CAP(SHO, external_rotation, 55)
shoulder_front L 6                      | SX-BAN-6         | SHO_L                          | CCNC     | CAP(SHO, external_rotation, 60) SUBISO
shoulder_front L 11                     | SX-BAN-6         | er_supine_9090 left            | NNNN     |
shoulder_front L 12                     | SX-BAN-12        | er_supine_9090 left            | MMNM     | NOEND
shoulder_front L 24                     | SX-BAN-24        | SHO_L                          | MMMM     | CHECK
latarjet L 1                            | SX-LAT-0         | SHO_L                          | CCNN     | CAP(SHO, flexion, 75)
latarjet L 2                            | SX-LAT-2         | SHO_L                          | CCNN     | CAP(SHO, flexion, 110)
latarjet L 4                            | SX-LAT-4         | SHO_L                          | CCNN     | CAP(SHO, flexion, 150)
latarjet L 6                            | SX-LAT-6         | SHO_L                          | CCNC     | DIR(SHO, abduction; SHO, external_rotation)
latarjet L 12                           | SX-LAT-12        | SHO_L                          | MMNM     | NOEND
latarjet L 24                           | SX-LAT-24        | SHO_L                          | MMMM     | CHECK
slap L 8                                | SX-LAT-SLAP      | biceps_seated both             | CCNN     | NOISO
slap L 8                                | SX-LAT-SLAP      | ELB_L                          | PPPN     | NOISO
shoulder_back L 8                       | SX-LAT-BACK      | post_delt_crossbody_supine left| NNNN     |
shoulder_back L 30                      | SX-LAT-BACK-12   | post_delt_crossbody_supine left| NNNN     |
shoulder_replacement R 5 kind=anatomic reason=worn | SX-TSA-0 | SHO_R                       | CCNN     | CAP(SHO, flexion, 90) CAP(SHO, external_rotation, 30) CAP(SHO, extension, 0)
shoulder_replacement R 6 kind=anatomic reason=worn | SX-TSA-6 | SHO_R                       | CCNC     | CAP(SHO, flexion, 160)
shoulder_replacement R 12 kind=anatomic reason=worn| SX-TSA-12| SHO_R                       | MMNM     | NOEND
shoulder_replacement R 12 kind=anatomic reason=worn| SX-TSA-12| supraspinatus_behind_back right | MMNM |
shoulder_replacement R 5 kind=reverse reason=worn  | SX-rTSA-0| SHO_R                       | CCNN     | CAP(SHO, flexion, 90) CAP(SHO, external_rotation, 10) CAP(SHO, extension, 0)
shoulder_replacement R 2 kind=reverse reason=fracture | SX-rTSA-0-FRACTURE | SHO_R         | NNNN     |
shoulder_replacement R 3 kind=reverse reason=fracture | SX-rTSA-3-FRACTURE | SHO_R         | CCNN     | CAP(SHO, abduction, 45)
shoulder_replacement R 6 kind=reverse reason=worn  | SX-rTSA-6| SHO_R                       | CCNC     | CAP(SHO, flexion, 160) CAP(SHO, external_rotation, 20)
shoulder_replacement R 99 kind=reverse reason=worn | SX-rTSA-12| supraspinatus_behind_back right | NNNN |
shoulder_replacement R 99 kind=reverse reason=worn | SX-rTSA-12| SHO_R                      | MMNM     | NOEND
shoulder_replacement R 2                | SX-rTSA-0-FRACTURE | SHO_R                        | NNNN     | CAP(SHO, external_rotation, 10)
lumbar_fusion 11                        | SX-LFU-0         | LSP                            | NNNN     | PRO
lumbar_fusion 5                         | SX-LFU-0-LEGS    | HIP_L                          | CNNN     | NOPRONE
lumbar_fusion 6                         | SX-LFU-6-LEGS    | KNEE_R                         | CCNC     | NOEND
lumbar_fusion 6                         | SX-LFU-6-LEGS    | glute_knee_chest left          | NNNN     |
lumbar_fusion 25                        | SX-LFU-12        | LSP                            | MNNN     | ACTIVE
lumbar_fusion 26                        | SX-LFU-26        | LSP                            | MMNM     | NOEND
lumbar_fusion 999                       | SX-LFU-26        | LSP                            | MMNM     | NOEND
lumbar_disc 5                           | SX-LDI-0         | LSP                            | CNNN     | PRO
lumbar_disc 5                           | SX-LDI-0-THIGH   | ham_9090_knee_ext left         | CNNN     | CHECK
lumbar_disc 6                           | SX-LDI-6         | LSP                            | MMNM     | NOEND
lumbar_disc 6                           | SX-LDI-6-THIGH   | ham_9090_knee_ext right        | MMNM     | CHECK
lumbar_disc 12                          | SX-LDI-12        | LSP                            | MMMM     | CHECK
neck_fusion 11                          | SX-CFU-0         | NECK                           | NNNN     | PRO
neck_fusion 5                           | SX-CFU-0-ARMS    | lat_supine_flexion left        | MMMM     | CAP(SHO, flexion, 90)
neck_fusion 6                           | SX-CFU-0         | lat_supine_flexion left        | PPPP     |
neck_fusion 12                          | SX-CFU-12        | NECK                           | MNNN     | ACTIVE
achilles L 5 treated=stitched           | SX-ACH-0         | calf_soleus_supine left        | NNNN     |
achilles L 5 treated=stitched           | SX-ACH-0         | ANK_R                          | PPPP     |
achilles L 7 treated=stitched           | SX-ACH-6         | ANK_L                          | CCNC     | CAP(ANK, dorsiflexion, 0) NOBAL LOW
achilles L 7 treated=stitched           | SX-ACH-6         | calf_soleus_supine left        | NNNN     |
achilles L 8 treated=stitched           | SX-ACH-8         | calf_soleus_supine left        | CCNC     | CAP(ANK, dorsiflexion, 10)
achilles L 8 treated=alone              | SX-ACH-8-ALONE   | calf_soleus_supine left        | NNNN     |
achilles L 10 treated=stitched          | SX-ACH-10        | ANK_L                          | CCNC     | CAP(ANK, dorsiflexion, 20)
achilles L 10 treated=alone             | SX-ACH-10-ALONE  | ANK_L                          | CCNC     | CAP(ANK, dorsiflexion, 10)
achilles L 12 treated=stitched          | SX-ACH-12        | calf_soleus_supine left        | MMNM     | NOEND NOBAL
achilles L 26 treated=stitched          | SX-ACH-26        | calf_soleus_supine left        | MMMM     | NOBAL
breast L 0 drain=out                    | SX-BRE-0         | SHO_L                          | MNNN     | CAP(SHO, flexion, 90) CAP(SHO, abduction, 90)
breast L 3 drain=in                     | SX-BRE-DRAIN     | SHO_L                          | MNNN     | CAP(SHO, flexion, 90)
breast L 3                              | SX-BRE-DRAIN     | SHO_L                          | MNNN     | CAP(SHO, flexion, 90)
breast L 3 drain=out                    | SX-BRE-1         | SHO_L                          | MCNC     | LOW
breast L 6 drain=out                    | SX-BRE-6         | SHO_L                          | MMCM     | LOW CHECK
breast L 12 nodes=left radiation=no     | SX-BRE-12        | SHO_L                          | MMMM     | CHECK
breast L 99 nodes=taken radiation=no    | SX-BRE-NODES     | WRI_L                          | PMNM     | LOW
breast L 99 nodes=left radiation=yes    | SX-BRE-SKIN      | SHO_L                          | MMMM     | NOTOUCH
breast_rebuilt R 11 from=implant        | SX-BRR-0         | SHO_R                          | CCCC     | PRO
breast_rebuilt R 7 from=belly           | SX-BRR-BELLY     | abdominals_prone_pressup midline | NNNN   |
breast_rebuilt R 12 from=belly          | SX-BRR-12        | LSP                            | MMMM     | CHECK
breastbone 7                            | SX-CAR-0         | SHO_L                          | CCNN     | NOVAL CAP(SHO, flexion, 90)
breastbone 7                            | SX-CAR-0         | pec_standing_behind both       | NNNN     |
breastbone 8                            | SX-CAR-8         | KNEE_L                         | CCNN     | NOVAL
breastbone 12                           | SX-CAR-12        | SHO_R                          | MMMM     | NOVAL
caesarean 5                             | SX-ABD-0         | LSP                            | CNNN     | NOVAL
belly_keyhole 6                         | SX-ABD-6         | LSP                            | MMMM     | NOVAL
belly_open 6                            | SX-ABD-6-OPEN    | LSP                            | CNNN     | NOVAL
belly_keyhole 12                        | SX-ABD-12        | LSP                            | MMMM     | NOVAL
bone_fixed L 5 at=shin                  | SX-OST-0         | KNEE_L                         | NNNN     | NOTOUCH
bone_fixed L 6 at=shin                  | SX-OST-6         | ANK_L                          | CCNC     | SHORTLEVER NOTOUCH
bone_fixed L 12 at=shin                 | SX-OST-12        | ANK_L                          | PMNM     | LOW
hand L 5                                | SX-HND-0         | WRI_L                          | NNNN     |
hand L 6                                | SX-HND-6         | WRI_L                          | CCCC     | PRO
hand L 12                               | SX-HND-12        | WRI_L                          | MMMM     | CHECK
"""  # noqa: E501


@pytest.mark.parametrize(
    "row", rows(WEEKS), ids=lambda row: f"{row['entry']}: {row['rule']} {row['where']}"
)
def test_what_holds_after_an_operation(row):
    clearance = decide(row["entry"])
    decision = found(clearance, row["where"])

    assert letters(decision) == row["verdicts"]
    wanted = set(re.findall(r"\w+(?:\([^)]*\))?", row["limits"]))
    assert wanted <= {limit.notation for limit in decision.modifications}
    if row["rule"]:
        assert row["rule"] in {finding.precaution for finding in clearance.findings}
    if row["verdicts"] == "PPPP":
        assert decision.findings == ()


def test_every_window_has_a_row():
    windows = {row.id for one in CATALOGUE.operations.values() for row in one.precautions()}

    assert {row["rule"] for row in rows(WEEKS)} - {""} == windows


@pytest.mark.parametrize("operation", CATALOGUE.operations.values(), ids=lambda one: one.id)
def test_before_week_twelve_only_professionals_help(operation):
    for row in operation.precautions():
        (trigger,) = row.when[0]
        codes = {limit.code for limit in row.modifications}
        assert (ModificationCode.PRO in codes) is (trigger.at_least < 12)


@pytest.mark.parametrize("setting", ["studio", "home", "team"])
def test_whoever_is_no_professional_waits_for_week_twelve(setting):
    assert letters(found(decide("knee_replacement L 11", setting), "KNEE_L")) == "NNNN"
    assert letters(found(decide("knee_replacement L 12", setting), "KNEE_L")) == "MMNM"


@pytest.mark.parametrize("choice", CATALOGUE.questions["operations"].choices, ids=lambda c: c.id)
def test_a_day_not_known_is_as_strict_as_any_day(choice):
    """And so is a day still to come: each column, each limit."""
    where = " L" if choice.anywhere or choice.area else ""
    area = " at=knee" if choice.anywhere else ""
    side = "" if choice.area in ("abdomen", "neck", "low_back") else where
    unknown = decide(f"{choice.id}{side}{area}")
    for weeks in (0, 2, 4, 6, 8, 10, 12, 16, 24, 26, 60):
        known = decide(f"{choice.id}{side}{weeks:5}{area}")
        for row in known.stretches:
            strict = unknown.of(row.stretch, row.side)
            for mode in Mode:
                assert strict.verdicts[mode].caution >= row.verdicts[mode].caution


def test_two_operations_meet_in_the_lattice():
    """A knee of five weeks and a hip of twenty on the same side: the worst of both, all limits."""
    both = decide("knee_replacement L 5; hip_replacement L 20 approach=posterior")
    knee = decide("knee_replacement L 5")
    hip = decide("hip_replacement L 20 approach=posterior")
    for row in both.stretches:
        one, other = knee.of(row.stretch, row.side), hip.of(row.stretch, row.side)
        for mode in Mode:
            worst = max(one.verdicts[mode].caution, other.verdicts[mode].caution)
            assert row.verdicts[mode].caution == worst
        assert {m.code for m in row.modifications} == {
            m.code for m in (*one.modifications, *other.modifications)
        }


def test_the_same_operation_on_both_sides_keeps_its_own_week_on_each():
    clearance = decide("knee_replacement L 5; knee_replacement R 20")

    assert letters(found(clearance, "KNEE_L")) == "MCNC"
    assert letters(found(clearance, "KNEE_R")) == "MMNM"


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"operation_signs": "yes"}, "same_day"),
        ({"operation_signs": "no"}, None),
        ({"operation_signs": "unknown"}, None),
    ],
)
def test_a_sign_after_an_operation_ends_the_visit(answers, urgency):
    clearance = decide("knee_replacement L 3", **answers)

    assert clearance.urgency == urgency
    if answers["operation_signs"] == "unknown":
        assert set(letters(found(clearance, "WRI_R"))) == {"C"}


def test_signs_are_asked_while_the_operation_is_recent():
    lately = decide("knee_replacement L 11", operation_signs="unknown")
    long_ago = decide("knee_replacement L 12", operation_signs="unknown")

    assert "SX-SIGNS" in {finding.precaution for finding in lately.findings}
    assert "SX-SIGNS" not in {finding.precaution for finding in long_ago.findings}


@pytest.mark.parametrize("said", ["yes", "unknown", None])
def test_a_list_that_nobody_gave_waits_for_it(said):
    told = NOTHING_AMISS | MILD_FOLLOW_UPS | {"operations": said}
    given = read_answers({key: one for key, one in told.items() if one is not None}, CATALOGUE)

    clearance = screen(given, CATALOGUE, on=TODAY, setting=Setting.CLINIC)

    personal = [finding for finding in clearance.findings if finding.personal]
    assert [finding.precaution for finding in personal] == ["SUR-LIST"]
    assert {letters(row) for row in clearance.regions} == {"CCCC"}


@pytest.mark.parametrize(
    ("entry", "where", "held"),
    [
        ("hip_replacement L 12 approach=anterior", "HIP_L", True),
        ("shoulder_replacement R 12 kind=reverse", "SHO_R", True),
        ("lumbar_fusion 30", "LSP", True),
        ("bone_fixed L 12 at=shin", "KNEE_L", True),
        ("hip_replacement L 11 approach=anterior", "HIP_L", False),
        ("cuff L 30 tear=small", "SHO_L", False),
    ],
)
def test_what_stays_in_the_body_keeps_its_end(entry, where, held):
    clearance = decide(entry)

    assert ("IMP-01" in found(clearance, where).findings) is held


def test_every_entry_that_can_be_listed_has_a_rule_in_each_early_week():
    question = CATALOGUE.questions["operations"]
    for choice in question.choices:
        details = question.details_of(choice.id)
        for chosen in product(*([c.id for c in detail.choices] for detail in details)):
            said = " ".join(f"{d.id}={c}" for d, c in zip(details, chosen, strict=True))
            area = " at=shoulder" if choice.anywhere else ""
            for weeks in (0, 5, 6, 11):
                rules = {f.precaution for f in decide(f"{choice.id} {weeks} {said}{area}").findings}
                assert any(rule.startswith(("SX-", "SUR-")) for rule in rules)

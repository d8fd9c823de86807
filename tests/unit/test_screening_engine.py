"""The engine on small made-up rules, where each step can be seen alone."""

from datetime import date

import pytest

from endrange.errors import BadInput
from endrange.knowledge import (
    Answer,
    ClinicianClearance,
    Load,
    Mode,
    Modification,
    Part,
    Place,
    Position,
    QuestionKind,
    Scope,
    Trigger,
    Urgency,
    Verdict,
)
from endrange.screening import (
    Clearance,
    Reason,
    RegionClearance,
    Setting,
    overall,
    screen,
    weeks_since,
)
from endrange.values import Side
from tests.builders import (
    area,
    catalogue,
    hold_relax,
    muscle,
    passive,
    precaution,
    question,
    stretch,
)

TODAY = date(2026, 11, 20)
P, M, C, N, E = Verdict
YES, NO, UNKNOWN = (Answer(value=value) for value in ("yes", "no", "unknown"))
ADULT_CHILD = (Trigger(question="parent", any_of=("yes",)),)


def decided(
    rules, answers, setting=Setting.CLINIC, questions=None, clearances=(), weeks_old=0, **stretch_
):
    shown = catalogue(
        questions=questions or (question("q"),),
        precautions=tuple(rules),
        stretches=(stretch(**stretch_),),
        areas=(
            area("thigh_back", muscles=("hamstrings",)),
            area("knee", joints=(Part.KNEE,)),
            area("hip", joints=(Part.HIP,)),
        ),
        muscles=(muscle("hamstrings"), muscle("quads", area="thigh_front")),
    )
    return screen(
        answers, shown, on=TODAY, setting=setting, clearances=clearances, weeks_old=weeks_old
    )


def letters(clearance: Clearance, side: Side = Side.LEFT) -> str:
    return "".join(clearance.of("ham", side).verdicts[mode].letter for mode in Mode)


@pytest.mark.parametrize("said", [{}, {"q": UNKNOWN}])
@pytest.mark.parametrize(
    ("worst_case", "setting", "word"),
    [
        (E, "clinic", C),
        (E, "home", C),
        (N, "clinic", C),
        (N, "team", C),
        (C, "clinic", M),
        (C, "studio", C),
        (C, "home", C),
        (C, "team", C),
        (M, "clinic", M),
        (M, "home", M),
    ],
)
def test_what_dont_know_makes_of_a_rule(worst_case, setting, word, said):
    clearance = decided([precaution("p", "q", worst_case)], said, Setting(setting))

    assert letters(clearance) == word.letter * 4
    (finding,) = clearance.findings
    assert (finding.certain, finding.verdict, finding.urgency) == (False, word, None)
    assert clearance.urgency is None


def test_dont_know_closes_every_column_that_a_yes_would_touch_and_no_other():
    row = precaution("p", "q", N, verdicts="P M N -".replace("-", "P"))

    assert letters(decided([row], {"q": UNKNOWN})) == "PCCP"


@pytest.mark.parametrize(
    ("parent", "child", "letter"),
    [
        (NO, None, "P"),
        (NO, YES, "P"),
        (YES, None, "C"),
        (YES, NO, "P"),
        (YES, YES, "N"),
        (UNKNOWN, None, "C"),
        (UNKNOWN, YES, "N"),
        (UNKNOWN, NO, "P"),
        (None, None, "C"),
    ],
)
def test_a_follow_up_counts_only_where_it_is_put(parent, child, letter):
    questions = (question("parent"), question("q", only_if=ADULT_CHILD))
    answers = {"parent": parent, "q": child}
    said = {id_: answer for id_, answer in answers.items() if answer}

    assert letters(decided([precaution("p", "q", N)], said, questions=questions)) == letter * 4


def test_only_the_opener_nobody_answered_is_blamed():
    both = (*ADULT_CHILD, Trigger(question="adult", any_of=("yes",)))
    questions = (question("parent"), question("adult"), question("q", only_if=both))
    answers = {"parent": YES, "q": YES}

    (finding,) = decided([precaution("p", "q", N)], answers, questions=questions).findings

    assert finding.answered == ("adult?: not answered", "q?: yes")


def test_unknown_among_the_values_counts_as_given_where_the_question_is_put():
    row = precaution("p", "q", N, when=((Trigger(question="q", any_of=("no", "unknown")),),))

    assert letters(decided([row], {})) == "NNNN"
    assert letters(decided([row], {"q": YES})) == "PPPP"


@pytest.mark.parametrize(
    ("number", "letter"), [(4, "P"), (5, "N"), (7, "N"), (8, "P"), ("unknown", "C")]
)
def test_a_number_lies_within_its_bounds_or_not(number, letter):
    row = precaution("p", "q", N, when=((Trigger(question="q", at_least=5, below=8),),))
    said = {"q": Answer(value=number)}
    clearance = decided([row], said, questions=(question("q", QuestionKind.NUMBER),))

    assert letters(clearance) == letter * 4


def test_an_answer_no_question_could_have_got_is_refused():
    with pytest.raises(BadInput, match="horoscope"):
        decided([], {"horoscope": YES})


def test_an_emergency_is_one_everywhere_and_now_unless_it_says_otherwise():
    row = precaution("p", "q", E, verdicts={Mode.ISO: E}, scope=Scope(parts=(Part.WRI,)))

    clearance = decided([row], {"q": YES})

    assert letters(clearance) == "EEEE"
    assert clearance.urgency is Urgency.CALL_NOW
    assert clearance.findings[0].everywhere


def test_advice_on_when_to_be_seen_does_not_stop_a_session():
    clearance = decided([precaution("p", "q", N, urgency=Urgency.SAME_DAY)], {"q": YES})

    assert clearance.findings[0].urgency is Urgency.SAME_DAY
    assert clearance.urgency is None


@pytest.mark.parametrize(
    ("code", "letters_", "shape"),
    [
        ("NOISO", "PPPN", {}),
        ("NOEND", "PPNP", {}),
        ("ACTIVE", "PNNP", {}),
        ("NOSUP", "NNNN", {}),
        ("NOPRONE", "PPPP", {}),
        ("NOPRONE", "NNNN", {"position": Position.PRONE}),
        ("NOSIDE", "NNNN", {"position": Position.SIDE_LYING}),
        ("NOHEADDOWN", "PPPP", {}),
        ("NOHEADDOWN", "NNNN", {"loads": (Load(part=Part.HEAD_DOWN),)}),
        ("SHORTLEVER", "NNNN", {"loads": (Load(part=Part.LEVER, what="long"),)}),
        ("LOW", "PPPP", {}),
    ],
)
def test_what_a_modification_forbids(code, letters_, shape):
    row = precaution("p", "q", P, modifications=(code,))

    assert letters(decided([row], {"q": YES}, **shape)) == letters_


@pytest.mark.parametrize(
    ("limit", "load", "letters_"),
    [
        ({"code": "DIR", "movement": "flexion"}, {"what": "flexion"}, "NNNN"),
        ({"code": "DIR", "movement": "flexion"}, {"what": "flexion_active"}, "NNNN"),
        ({"code": "DIR", "movement": "flexion"}, {"what": "upper_flexion"}, "NNNN"),
        ({"code": "DIR", "movement": "flexion"}, {"what": "side_flexion"}, "PPPP"),
        ({"code": "DIR", "movement": "flexion"}, {"what": None}, "NNNN"),
        ({"code": "DIR"}, {"what": "extension"}, "NNNN"),
        ({"code": "CAP", "movement": "flexion", "degrees": 90}, {"upper_degrees": 90}, "PPPP"),
        ({"code": "CAP", "movement": "flexion", "degrees": 90}, {"upper_degrees": 91}, "MMMM"),
        ({"code": "CAP", "movement": "flexion", "degrees": 90}, {}, "NNNN"),
        ({"code": "CAP", "movement": "extension", "degrees": 0}, {"upper_degrees": 91}, "PPPP"),
        ({"code": "CAP", "movement": "flexion", "degrees": 0}, {"upper_degrees": 20}, "NNNN"),
        ({"code": "DIR", "movement": "flexion", "degrees": 90}, {"upper_degrees": 90}, "PPPP"),
        ({"code": "DIR", "movement": "flexion", "degrees": 90}, {"upper_degrees": 91}, "NNNN"),
        ({"code": "DIR", "movement": "flexion", "degrees": 90}, {}, "NNNN"),
    ],
)
def test_directions_and_caps(limit, load, letters_):
    loads = (Load.model_validate({"part": "NECK", "what": "flexion"} | load),)
    row = precaution("p", "q", P, modifications=({"part": "NECK"} | limit,))

    assert letters(decided([row], {"q": YES}, loads=loads)) == letters_


FLEXED = Load(part=Part.HIP, what="flexion", upper_degrees=100)
CROSSED = Load(part=Part.HIP, what="adduction", upper_degrees=20)
LEVER = Load(part=Part.LEVER, what="long")


@pytest.mark.parametrize(
    ("ban", "loads", "letters_"),
    [
        ("DIR(HIP, flexion; HIP, adduction)", (FLEXED,), "PPPP"),
        ("DIR(HIP, flexion; HIP, adduction)", (CROSSED,), "PPPP"),
        ("DIR(HIP, flexion; HIP, adduction)", (FLEXED, CROSSED), "NNNN"),
        (
            "DIR(HIP, flexion; HIP, adduction)",
            (FLEXED, CROSSED.replace(whose="other")),
            "PPPP",
        ),
        ("DIR(HIP, flexion, 100; HIP, adduction)", (FLEXED, CROSSED), "PPPP"),
        ("DIR(HIP, flexion; HIP, adduction, 20)", (FLEXED, CROSSED), "PPPP"),
        ("DIR(HIP, flexion, 99; HIP, adduction, 19)", (FLEXED, CROSSED), "NNNN"),
        ("DIR(HIP, flexion; HIP, adduction; ANK)", (FLEXED, CROSSED), "PPPP"),
        ("DIR(HIP, flexion; LEVER, long)", (FLEXED, LEVER), "NNNN"),
    ],
)
def test_a_pose_is_banned_where_all_of_it_comes_together(ban, loads, letters_):
    row = precaution("p", "q", P, modifications=(ban,))

    assert letters(decided([row], {"q": YES}, loads=loads)) == letters_


def test_two_poses_are_two_limits():
    poses = ("DIR(HIP, flexion; HIP, adduction)", "DIR(HIP, flexion; HIP, internal_rotation)")
    row = precaution("p", "q", M, modifications=poses)

    (found,) = decided([row], {"q": YES}).findings

    assert tuple(one.notation for one in found.modifications) == poses


def test_of_two_caps_the_smaller_holds():
    rules = [
        precaution(f"p{degrees}", "q", M, modifications=(_cap(degrees),)) for degrees in (90, 60)
    ]

    assert decided(rules, {"q": YES}).of("ham", Side.LEFT).modifications == (_cap(60),)


def test_a_cap_carries_the_side_it_was_found_on():
    row = precaution("p", "q", M, scope=Scope(places_of="q"), modifications=(_cap(60),))
    loads = (Load(part=Part.HIP, what="flexion", upper_degrees=90),)
    clearance = decided(
        [row],
        _somewhere(Place(area="hip", side=Side.RIGHT)),
        questions=AREAS,
        loads=loads,
    )

    assert clearance.of("ham", Side.RIGHT).modifications == (_cap(60).replace(side=Side.RIGHT),)
    assert clearance.of("ham", Side.LEFT).modifications == ()
    of_region = {region.key: region.modifications for region in clearance.regions}
    assert of_region["HIP_R"] == (_cap(60),)
    assert of_region["HIP_L"] == of_region["LSP"] == ()


def test_a_limit_on_another_joint_than_the_one_named_is_left_out():
    """A shoulder that came out says nothing about kneecaps; nor does any region but its own."""
    ban = Modification(code="DIR", part=Part.PATELLA)
    row = precaution("p", "q", M, scope=Scope(places_of="q"), modifications=("LOW", ban, _cap(60)))
    said = _somewhere(Place(area="hip", side=Side.RIGHT))
    clearance = decided([row], said, questions=AREAS)

    (found,) = clearance.findings
    assert [one.code for one in found.modifications] == ["CAP", "LOW"]


def test_a_region_shows_no_limit_on_the_joint_of_another():
    scope = Scope(parts=(Part.HIP, Part.LSP))
    row = precaution("p", "q", M, scope=scope, modifications=("LOW", _cap(60)))

    shown = {one.key: one.modifications for one in decided([row], {"q": YES}).regions}

    low = Modification(code="LOW")
    assert shown["LSP"] == (low,)
    assert shown["HIP_L"] == shown["HIP_R"] == (_cap(60), low)


def _cap(degrees: int) -> Modification:
    return Modification(code="CAP", part=Part.HIP, movement="flexion", degrees=degrees)


@pytest.mark.parametrize(
    ("setting", "letters_"),
    [("clinic", "MMMM"), ("studio", "NNNN"), ("home", "NNNN"), ("team", "NNNN")],
)
def test_professionals_only(setting, letters_):
    row = precaution("p", "q", M, modifications=("PRO",))

    assert letters(decided([row], {"q": YES}, Setting(setting))) == letters_


def test_a_rule_of_a_setting_holds_there_and_says_so_without_an_answer():
    row = precaution("p", "q", N, when=((),), settings=("home",))

    clearance = decided([row], {}, Setting.HOME)

    assert letters(clearance) == "NNNN"
    assert not clearance.findings[0].personal
    assert clearance.verdict is P
    assert letters(decided([row], {}, Setting.CLINIC)) == "PPPP"


def _somewhere(*places: Place) -> dict:
    return {"q": Answer(value="yes", places=places)}


AREAS = (question("q", QuestionKind.AREAS),)


@pytest.mark.parametrize(
    ("side", "left", "right"),
    [
        (Side.LEFT, "NNNN", "PPPP"),
        (Side.RIGHT, "PPPP", "NNNN"),
        (Side.BOTH, "NNNN", "NNNN"),
        (Side.MIDLINE, "NNNN", "NNNN"),
    ],
)
def test_a_place_reaches_its_own_side(side, left, right):
    row = precaution("p", "q", N, scope=Scope(places_of="q"))
    clearance = decided([row], _somewhere(Place(area="thigh_back", side=side)), questions=AREAS)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == (left, right)


def test_a_load_on_the_other_side_is_met_on_the_other_side():
    row = precaution("p", "q", N, scope=Scope(places_of="q"))
    loads = (Load(part=Part.KNEE, what="flexion", whose="other"),)
    said = _somewhere(Place(area="knee", side=Side.LEFT))
    clearance = decided([row], said, questions=AREAS, loads=loads)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == ("PPPP", "NNNN")


def test_parts_with_places_are_on_the_sides_of_those_places():
    row = precaution("p", "q", N, scope=Scope(places_of="q", parts=(Part.HIP,)))
    said = _somewhere(Place(area="knee", side=Side.LEFT))
    clearance = decided([row], said, questions=AREAS)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == ("NNNN", "PPPP")


def test_where_a_place_only_works_against_the_target_only_the_active_column_is_met():
    row = precaution("p", "q", N, scope=Scope(places_of="q"), modifications=("LOW",))
    said = _somewhere(Place(area="thigh_back", side=Side.LEFT))
    turned = {"primary_muscles": ("quads",), "antagonists": ("hamstrings",)}

    assert letters(decided([row], said, questions=AREAS, **turned)) == "NPPP"
    milder = precaution("p", "q", N, scope=Scope(places_of="q"), verdicts="P N N N")
    assert decided([milder], said, questions=AREAS, **turned).of("ham", Side.LEFT).findings == ()


def test_hands_keep_off_a_place_on_stretches_that_do_not_strain_it():
    row = precaution("p", "q", N, scope=Scope(places_of="q"), modifications=("NOTOUCH",))
    said = _somewhere(Place(area="knee", side=Side.LEFT))
    clearance = decided([row], said, questions=AREAS)

    assert (letters(clearance), letters(clearance, Side.RIGHT)) == ("MMMM", "PPPP")
    assert clearance.of("ham", Side.LEFT).modifications == (Modification(code="NOTOUCH"),)


def test_regions_show_what_is_left():
    row = precaution("p", "q", N, scope=Scope(parts=(Part.SCAP,)), verdicts="P M N M")
    clearance = decided([row], {"q": YES})

    shown = {region.key: region.verdict for region in clearance.regions}
    assert shown == dict.fromkeys(shown, P) | {"SHO_L": M, "SHO_R": M}
    assert len(shown) == 15


@pytest.mark.parametrize(
    ("columns", "word"),
    [("PPPP", P), ("PPNP", M), ("MNNN", M), ("CCNN", C), ("NNNN", N), ("EEEE", E), ("CCCC", C)],
)
def test_four_columns_amount_to_one_word(columns, word):
    of_letter = {verdict.letter: verdict for verdict in Verdict}
    verdicts = {mode: of_letter[letter] for mode, letter in zip(Mode, columns, strict=True)}

    assert overall(verdicts) is word
    assert RegionClearance(part=Part.HIP, side=Side.LEFT, verdicts=verdicts).verdict is word


def test_a_technique_gets_the_most_cautious_of_its_columns():
    row = precaution("p", "q", N, verdicts="P M N C")
    found = decided([row], {"q": YES}).of("ham", Side.LEFT)

    assert found.of(passive(needs=("AA",))) is P
    assert found.of(passive(needs=("ISO", "PAS"))) is C


def test_a_stretch_that_was_not_screened_is_never_a_silent_yes():
    with pytest.raises(KeyError, match="was not screened"):
        decided([], {}).of("ham", Side.BOTH)


def signed(**changes) -> ClinicianClearance:
    fields = {
        "by": "Dr Example",
        "registration": "12345",
        "precautions": ("p",),
        "modes": ("AA", "PAS"),
        "given": date(2026, 11, 1),
        "until": date(2026, 12, 1),
    }
    return ClinicianClearance.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("verdicts", "changes", "letters_"),
    [
        ("C C C C", {}, "MMCC"),
        ("C C N N", {"modes": tuple(Mode)}, "MMNN"),
        ("N N N N", {"modes": tuple(Mode)}, "NNNN"),
        ("E E E E", {"modes": tuple(Mode)}, "EEEE"),
        ("P M C C", {"modes": ("ISO",)}, "PMCM"),
        ("C C C C", {"precautions": ("other",)}, "CCCC"),
        ("C C C C", {"given": TODAY, "until": TODAY}, "MMCC"),
        ("C C C C", {"given": date(2026, 11, 21)}, "CCCC"),
        ("C C C C", {"until": date(2026, 11, 19)}, "CCCC"),
        ("C C C C", {"limits": ("NOSUP",)}, "NNNN"),
    ],
)
def test_what_a_clinician_opens(verdicts, changes, letters_):
    row = precaution("p", "q", N, verdicts=verdicts)

    assert letters(decided([row], {"q": YES}, clearances=(signed(**changes),))) == letters_


@pytest.mark.parametrize(
    ("setting", "techniques", "letters_", "hold_relax_", "passive_"),
    [
        ("clinic", (), "MMMM", M, M),
        ("clinic", ("passive",), "MMMM", N, M),
        ("studio", ("passive", "hold_relax"), "MMMM", M, M),
        ("home", (), "CCCC", C, C),
        ("home", ("passive",), "MMMM", N, M),
    ],
)
def test_a_word_opens_the_techniques_it_names_and_at_home_no_others(
    setting, techniques, letters_, hold_relax_, passive_
):
    word = signed(modes=tuple(Mode), techniques=techniques)
    clearance = decided([precaution("p", "q", C)], {"q": YES}, Setting(setting), clearances=(word,))

    row = clearance.of("ham", Side.LEFT)
    assert letters(clearance) == letters_
    assert (row.of(hold_relax()), row.of(passive())) == (hold_relax_, passive_)


def test_a_technique_that_needs_no_word_stays_open_beside_those_named():
    rules = [precaution("p", "q", C, verdicts="P P P C")]
    word = signed(modes=("ISO",), techniques=("hold_relax",))

    row = decided(rules, {"q": YES}, clearances=(word,)).of("ham", Side.LEFT)

    assert (row.of(hold_relax()), row.of(passive())) == (M, P)


@pytest.mark.parametrize(
    ("setting", "partner", "letters_", "reason"),
    [
        ("clinic", "", "PMCN", None),
        ("studio", "", "NNNN", Reason.SETTING),
        ("team", "", "NNNN", Reason.SETTING),
        ("home", "", "NNNN", Reason.SETTING),
        ("studio", "Pia", "PMMN", None),
        ("home", "Jo", "PMMN", None),
    ],
)
def test_what_is_for_professionals_waits_for_one_or_for_whom_a_clinician_names(
    setting, partner, letters_, reason
):
    row = precaution("p", "q", C, verdicts="P M C N", modifications=("PRO",))
    word = signed(modes=("END",), techniques=("passive",), partner=partner)
    words = (word,) if partner else ()

    clearance = decided([row], {"q": YES}, Setting(setting), clearances=words)

    assert letters(clearance) == letters_
    (found,) = clearance.findings
    assert found.reason is reason
    if setting != "clinic":
        assert found.waits == (("END",) if partner else ("AA", "PAS", "END"))


def test_a_word_that_names_no_end_holds_twelve_weeks():
    without_end = {key: said for key, said in signed().model_dump().items() if key != "until"}

    assert ClinicianClearance(**without_end).until == date(2027, 1, 24)


@pytest.mark.parametrize(
    ("weeks_old", "letters_"), [(0, "PPPP"), (11, "PPPP"), (12, "NNNN"), (None, "NNNN")]
)
def test_answers_age(weeks_old, letters_):
    row = precaution("old", "q", N, when=((),), stale_weeks=12)

    clearance = decided([row], {"q": NO}, weeks_old=weeks_old)

    assert letters(clearance) == letters_
    assert clearance.verdict is (P if letters_ == "PPPP" else N)
    told = [(one.reason, one.answered) for one in clearance.findings]
    ago = "day not known" if weeks_old is None else f"{weeks_old} weeks ago"
    old = (Reason.RESCREEN, (f"All questions last answered: {ago}",))
    assert told == ([] if letters_ == "PPPP" else [old])


@pytest.mark.parametrize(
    ("then", "weeks"),
    [
        (date(2026, 11, 20), 0),
        (date(2026, 11, 14), 0),
        (date(2026, 11, 13), 1),
        (date(2026, 8, 29), 11),
        (date(2026, 8, 28), 12),
        (date(2026, 11, 21), None),
        (None, None),
    ],
)
def test_weeks_are_completed(then, weeks):
    assert weeks_since(then, TODAY) == weeks


@pytest.mark.parametrize(
    ("setting", "verdict", "leaves"),
    [("team", P, False), ("team", M, True), ("team", N, True), ("clinic", N, False)],
)
def test_an_athlete_with_a_limit_leaves_the_group(setting, verdict, leaves):
    clearance = decided([precaution("p", "q", verdict)], {"q": YES}, Setting(setting))

    assert clearance.leaves_group is leaves


def test_what_holds_for_a_whole_team_parts_nobody_from_it():
    everybody = precaution("p", "q", M, when=((),))

    assert not decided([everybody], {"q": NO}, Setting.TEAM).leaves_group


def test_a_clinicians_limits_join_the_rules_own():
    row = precaution("p", "q", C, modifications=("LOW",))
    clearance = decided([row], {"q": YES}, clearances=(signed(limits=("SHORT",)),))

    codes = {limit.code.value for limit in clearance.of("ham", Side.LEFT).modifications}
    assert codes == {"LOW", "SHORT"}
    assert clearance.findings[0].verdict is M


@pytest.mark.parametrize(
    ("worst_case", "setting", "letters_"),
    [(E, "clinic", "CCCC"), (N, "clinic", "CCCC"), (C, "studio", "MMCC")],
)
def test_no_signature_stands_in_for_an_answer_that_could_mean_not_now(
    worst_case, setting, letters_
):
    row = precaution("p", "q", worst_case)
    clearance = decided([row], {}, Setting(setting), clearances=(signed(),))

    assert letters(clearance) == letters_


def test_one_signature_does_not_open_what_another_rule_locks():
    rules = [precaution("p", "q", C), precaution("other", "q", C)]

    assert letters(decided(rules, {"q": YES}, clearances=(signed(),))) == "CCCC"

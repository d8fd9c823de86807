"""Faults that an author could make, each with the law that catches it."""

from endrange.knowledge import (
    Act,
    AtOnce,
    EndFeel,
    Equipment,
    Gravity,
    Interval,
    Load,
    Mode,
    NormStatus,
    Onward,
    Outcome,
    Part,
    Support,
    Trigger,
    Urgency,
    Word,
)
from tests import builders as a
from tests.catalogue.planted_entries import (
    ACHE,
    CALF,
    CLAIM,
    FLEXION,
    GOAL,
    GUIDE,
    HAM,
    HEART,
    HEEL,
    HIP,
    HOLD_RELAX,
    ITEM,
    KNEE,
    LINE,
    LONG,
    MEASURE,
    MUSCLE,
    NECK,
    NORM,
    OTHER_PRESET,
    PASSIVE,
    PLAIN,
    PREGNANCY,
    PRESET,
    PUSHED,
    QUADS,
    QUESTION,
    RANGE,
    RANGED,
    SHARP,
    SOURCE,
    SPASM,
    STRETCH,
    cue,
    dose,
    error,
    felt,
    figures,
    loads,
    modified,
    moves,
    printed,
    push,
    seconds,
    variants,
)
from tests.catalogue.planting import Row, changed, when

PLANTED: dict[str, list[Row]] = {
    "references_resolve": [
        (STRETCH, {"area": "moon"}, "area"),
        (STRETCH, {"measure": "x"}, "measure"),
        (STRETCH, {"primary_muscles": ("x",)}, "primary_muscles"),
        (STRETCH, {"techniques": ("x",)}, "techniques"),
        (STRETCH, {"alternatives": ("x",)}, "alternatives"),
        (STRETCH, {"sources": ("x",)}, "sources"),
        (MUSCLE, {"antagonists": ("x",)}, "antagonists"),
        (CALF, {"muscles": ("x",)}, "muscles"),
        (MEASURE, {"error": error(1, 2, sources=("x",))}, "error.sources"),
        (MEASURE, printed(source="x"), "error.published.source"),
        (
            MEASURE,
            {"error": error(1, 2, by_instrument={"tape": error(1, 2, sources=("x",))})},
            "error.by_instrument.tape",
        ),
        (PRESET, {"stretch": "x"}, "stretch"),
        (GOAL, {"muscles": {"x": 1.0}}, "muscles"),
        (GOAL, {"claims": ("x",)}, "claims"),
        (NORM, {"measure": "x"}, "measure"),
        (CLAIM, figures(sources=("x",)), "figures.sources"),
        (PLAIN, variants(sources=("x",)), "variants.sources"),
        (HEART, when(question="x", any_of=("yes",)), "when.question"),
        (
            PLAIN,
            {"repetitions": changed(PASSIVE.repetitions, sources=("x",))},
            "repetitions.sources",
        ),
    ],
    "areas_reach_something": [
        (KNEE, {"joints": (), "muscles": ()}, "joints"),
    ],
    "goals_can_be_served": [
        (GOAL, {"muscles": {"vasti": 1.0, "deep_neck_flexors": 0.5}}, "muscles.deep_neck_flexors")
    ],
    "grades_are_known": [
        (SOURCE, {"grade": "hearsay"}, "grade"),
        (SOURCE, {"read": "skimmed"}, "read"),
        (CLAIM, {"grade": "B"}, "grade"),
        (PLAIN, {"grade": "A"}, "grade"),
        (HEART, {"grade": "A"}, "grade"),
    ],
    "our_own_numbers_say_why": [
        (
            PLAIN,
            {"repetitions": changed(PASSIVE.repetitions, sources=("ours",), because="")},
            "repetitions.because",
        ),
        (
            PLAIN,
            variants(repetitions=changed(a.between(2, 3, 2), because="")),
            "variants.older_adults.repetitions.because",
        ),
    ],
    "seconds_and_effort_are_plausible": [
        (
            PUSHED,
            {"effort_percent": changed(HOLD_RELAX.effort_percent, high=76)},
            "effort_percent.high",
        ),
        (PLAIN, {"repetitions": changed(PASSIVE.repetitions, high=21)}, "repetitions.high"),
        (
            PLAIN,
            {"before": (changed(PASSIVE.before[0], seconds=a.between(5, 121, 8)),)},
            "get_ready.seconds.high",
        ),
        (PLAIN, {"before": ()}, "before"),
    ],
    "angles_are_plausible": [
        (STRETCH, loads(Load(part=Part.HIP, what="extension", upper_degrees=90)), "loads"),
    ],
    "measures_are_plausible": [
        (MEASURE, {"low": 150.0}, "low"),
        (MEASURE, {"high": 300.0}, "low"),
        (MEASURE, {"error": error(4, 3)}, "error"),
        (MEASURE, {"error": error(4, 16)}, "error"),
        (MEASURE, {"error": error(5, 7, assumed=True, sources=("neto_2015",))}, "error.sources"),
    ],
    "published_errors_add_up": [
        (MEASURE, printed(change=5.4), "error.published.0"),  # Fletcher's MDC90, named MDC
        (MEASURE, printed(confidence=90), "error.published.0"),
        (MEASURE, printed(change=9.0), "error.published.0"),
        (MEASURE, printed(confidence=99), "error.published.0"),
        (MEASURE, printed(sem=None, change=None), "error.published.0"),
    ],
    "instruments_agree": [
        (MEASURE, {"error": error(2, 3, studied_with=("eye",))}, "error"),
        (MEASURE, {"error": error(2, 3, by_instrument={"eye": error(2, 3)})}, "error"),
        (MEASURE, {"gravity": None}, "gravity"),
        (MEASURE, {"gravity": Gravity(sees=False)}, "gravity"),
        (MEASURE, {"gravity": Gravity(sees=True)}, "gravity"),
        (MEASURE, {"gravity": Gravity(sees=False, instead="Lying down.")}, "gravity"),
        (MEASURE, {"instruments": ("goniometer",)}, "gravity"),
    ],
    "end_feels_are_of_passive_movements": [
        (MEASURE, {"end_feels": ()}, "end_feels"),
        (MEASURE, {"active": True}, "end_feels"),
        (MEASURE, {"end_feels": (EndFeel.SPASM,)}, "end_feels"),
    ],
    "weights_are_plausible": [
        (GOAL, {"muscles": {"soleus": 1.5}}, "muscles.soleus"),
        (GOAL, {"muscles": {"soleus": 0.0}}, "muscles.soleus"),
        (GOAL, {"muscles": {}}, "muscles"),
    ],
    "loads_speak_the_same_language": [
        (STRETCH, loads(Load(part=Part.KNEE, what="abduction")), "loads"),
        (STRETCH, loads(Load(part=Part.PATELLA, what="flexion")), "loads"),
        (MUSCLE, {"actions": ("ANK wiggle",)}, "actions"),
        (MUSCLE, {"actions": ("flexion",)}, "actions"),
        (MEASURE, {"movement": "varus"}, "movement"),
    ],
    "muscles_lie_in_their_area": [
        (CALF, {"muscles": ("gastrocnemius",)}, "muscles"),
        (STRETCH, {"area": "neck"}, "area"),
    ],
    "the_end_range_is_among_the_loads": [
        (STRETCH, {"loads": HAM.loads[1:]}, "loads"),
    ],
    "the_end_range_lengthens_a_target": [
        (STRETCH, {"primary_muscles": ("rectus_femoris",)}, "movement"),
    ],
    "the_measure_follows_the_movement": [
        (STRETCH, {"measure": "knee_flex_prone"}, "measure"),
    ],
    "antagonists_pull_the_other_way": [
        (STRETCH, {"antagonists": ("iliopsoas", "semitendinosus")}, "antagonists"),
        (STRETCH, {"antagonists": ("soleus",)}, "antagonists"),
        (STRETCH, {"antagonist_cue": ""}, "antagonist_cue"),
    ],
    "a_push_comes_from_the_target": [
        (STRETCH, {"push": None}, "push"),
        (STRETCH, push(direction="HIP flexion"), "push.direction"),
    ],
    "nerves_and_vessels_are_watched": [
        (STRETCH, felt(kind="pain"), "must_not_feel"),
        (STRETCH, felt(stop=False), "must_not_feel"),
    ],
    "a_technique_needs_what_it_does": [
        (PUSHED, {"needs": (Mode.PAS,)}, "needs"),
    ],
    "a_push_has_an_effort": [
        (PUSHED, {"effort_percent": None}, "effort_percent"),
        (PLAIN, {"effort_percent": HOLD_RELAX.effort_percent}, "effort_percent"),
    ],
    "a_push_keeps_to_its_technique": [
        (STRETCH, push(effort_high_percent=70), "push"),
        (STRETCH, push(effort_low_percent=55, effort_high_percent=60), "push"),
        (STRETCH, {"techniques": ("static_self",)}, "techniques"),
    ],
    "a_preset_keeps_to_its_technique": [
        (PRESET, {"technique": "static_self"}, "technique"),
        (PRESET, {"sides": ("left",)}, "sides"),
        (PRESET, dose(repetitions=5), "dose.repetitions"),
        (PRESET, seconds(contract=11), "dose.seconds.contract"),
        (PRESET, seconds(hold=10), "dose.seconds"),
        (PRESET, dose(effort_percent=None), "dose.effort_percent"),
        (PRESET, dose(effort_percent=60), "dose.effort_percent"),
        (OTHER_PRESET, {"dose": changed(QUADS.dose, effort_percent=50)}, "dose.effort_percent"),
    ],
    "every_act_has_words": [
        (PLAIN, {"cues": {}}, "cues.hold"),
        (STRETCH, {"techniques": ("passive",)}, "cues.contract"),
    ],
    "live_words_are_short": [
        (STRETCH, cue(LONG), "cues.rest.client"),
        (STRETCH, cue(""), "cues.rest.client"),
        (PLAIN, {"say": {Act.HOLD: LONG}}, "say.hold"),
    ],
    "stretches_mirror": [
        (STRETCH, {"lead": "Take the left leg."}, "lead"),
        (STRETCH, cue("Right hand down."), "cues.rest.client"),
    ],
    "things_have_one_name": [
        (STRETCH, {"equipment": Equipment(required=("sofa",))}, "equipment"),
        (STRETCH, felt(kind="odd"), "must_not_feel.kind"),
    ],
    "words_are_honest": [
        (STRETCH, {"felt": "Quite safe."}, "felt"),
        (STRETCH, {"felt": "Wide — and deep."}, "felt"),
        (GOAL, {"note": "Flushes toxins."}, "note"),
        (HEART, {"because": "You are cleared."}, "because"),
    ],
    "triggers_are_possible": [
        (HEART, when(question="chest_pain", any_of=("ja",)), "when"),
        (HEART, when(question="chest_pain", below=3), "when"),
        (ACHE, when(question="kind", any_of=("sharp",)), "when"),
        (PREGNANCY, when(question="weeks", at_least=41), "when"),
        (QUESTION, {"only_if": (Trigger(question="chest_pain", any_of=("maybe",)),)}, "only_if"),
    ],
    "modifications_name_movements": [
        (ACHE, modified("DIR", "HIP", "varus"), "modifications"),
        (ACHE, modified("DIR", "NERVE", "optic"), "modifications"),
    ],
    "red_flags_can_be_answered_with_unknown": [
        (HEART, when(question="weeks", at_least=20), "when"),
    ],
    "movements_have_a_way_back": [
        (HIP, moves(flexion=changed(FLEXION, opposite="x")), "movements.flexion.opposite"),
        (HIP, moves(flexion=changed(FLEXION, opposite="abduction")), "movements.flexion.opposite"),
        (HIP, moves(flexion=changed(FLEXION, plane="frontal")), "movements.flexion.opposite"),
    ],
    "norms_follow_their_measure": [
        (NORM, {"movement": "SHO extension"}, "movement"),
        (NORM, {"unit": "cm"}, "unit"),
        (NORM, {"percentiles": {5: 20.0}}, "percentiles"),
        (RANGED, {"mean": 260.0}, "mean"),
    ],
    "norms_are_in_order": [
        (NORM, {"percentiles": {5: 160.0, 50: 150.0}}, "percentiles"),
        (NORM, {"percentiles": {0: 150.0, 50: 160.0}}, "percentiles"),
        (NORM, {"sd": 0.0}, "sd"),
        (RANGED, {"mean_interval": Interval(low=27, high=28)}, "mean_interval"),
        (RANGED, {"observed": Interval(low=30, high=20)}, "observed"),
        (NORM, {"group": changed(RANGE.group, age_low=9, age_high=8)}, "group"),
    ],
    "norms_say_whose_and_how": [
        (NORM, {"group": changed(RANGE.group, who=" ")}, "group.who"),
        (NORM, {"method": ""}, "method"),
        (NORM, {"percentiles": {}}, "mean"),
        (NORM, {"status": NormStatus.COMPUTED, "note": ""}, "note"),
        (NORM, {"sources": ("general_knowledge",)}, "status"),
    ],
    "claims_are_answered": [
        (CLAIM, {"articles": ("ours",)}, "articles"),
        (CLAIM, {"answer": "Perhaps"}, "answer"),
        (CLAIM, {"answer": "One. Two. Three. Four."}, "answer"),
    ],
    "verdicts_rest_on_evidence": [
        (CLAIM, {"sources": ("cleveland_2023", "ours")}, "support"),
        (CLAIM, {"support": Support.NOT_SUPPORTED, "sources": ("youdas_2005",)}, "support"),
    ],
    "figures_are_in_order": [
        (CLAIM, figures(low=20.0), "figures"),
        (CLAIM, figures(value=None, low=None, high=None), "figures"),
    ],
    "guides_are_whole": [
        (GUIDE, {"lines": (changed(LINE, cells=("One", "too many")),)}, "lines"),
        (GUIDE, {"lines": (changed(LINE, cells=(" ",)),)}, "lines"),
    ],
    "conditions_ask_first": [
        (HEEL, {"ask_first": ""}, "ask_first"),
        (HEEL, {"precautions": ()}, "precautions"),
    ],
    "goals_start_with_what_serves_them": [
        (HEEL, {"stretches": ("neck_upper_trap_seated",)}, "stretches"),
    ],
    "variants_keep_to_their_technique": [
        (PLAIN, variants("giants"), "variants.giants"),
        (PLAIN, variants(repetitions=a.between(1, 5, 2)), "variants.older_adults.repetitions"),
        (
            PLAIN,
            variants(effort_percent=a.between(20, 20, 20)),
            "variants.older_adults.effort_percent",
        ),
        (
            PLAIN,
            variants(seconds={Act.HOLD: a.between(30, 90, 60)}),
            "variants.older_adults.seconds.hold",
        ),
    ],
    "coverage_leads_somewhere": [
        (ITEM, {"entries": ("claims/x",)}, "entries"),
        (ITEM, {"entries": ("moons/x",)}, "entries"),
    ],
    "coverage_is_numbered": [
        (ITEM, {"article": "articles_c"}, "article"),
    ],
    "every_word_has_a_reaction": [
        (SHARP, {"word": Word.NUMB}, "word"),
        (NECK, {"parts": (Part.NECK, Part.NECK)}, "parts"),
    ],
    "reactions_never_grow_milder": [
        (SHARP, {"if_gone": Outcome()}, "if_gone"),
        (SHARP, {"if_worse": Outcome(onward=Onward.DROP_REGION)}, "if_worse"),
        (SPASM, {"again": Outcome()}, "again"),
    ],
    "reactions_let_go_of_what_is_red": [
        (SHARP, {"at_once": AtOnce.EASE}, "at_once"),
        (SHARP, {"at_once": AtOnce.END}, "at_once"),
        (SPASM, {"if_gone": Outcome(urgency=Urgency.SAME_DAY)}, "urgency"),
    ],
    "reactions_say_why_and_when": [
        (SHARP, {"because": " "}, "because"),
        (SHARP, {"look_after": (60, 3000)}, "look_after"),
    ],
}
"""By law: the entry, what is changed in it, and the field it must complain of."""

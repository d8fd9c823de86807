"""What must hold of every entry, whoever wrote it.

A law is a function that reads the catalogue and complains. Its first line says the law.
"""

from collections.abc import Callable, Iterable

from endrange.errors import CatalogueFault
from endrange.knowledge.catalogue import Catalogue
from endrange.knowledge.laws.aftercare import (
    follow_ups_are_apart,
    harm_is_a_ladder,
    the_day_after_keeps_the_same_laws,
)
from endrange.knowledge.laws.claims import (
    claims_are_answered,
    figures_are_in_order,
    guides_are_whole,
    verdicts_rest_on_evidence,
)
from endrange.knowledge.laws.complaints import Complaints, place
from endrange.knowledge.laws.coverage import coverage_is_numbered, coverage_leads_somewhere
from endrange.knowledge.laws.doses import (
    a_preset_keeps_to_its_technique,
    a_push_has_an_effort,
    a_push_keeps_to_its_technique,
    a_technique_needs_what_it_does,
    our_own_numbers_say_why,
)
from endrange.knowledge.laws.joints import movements_have_a_way_back
from endrange.knowledge.laws.measuring import (
    end_feels_are_of_passive_movements,
    instruments_agree,
    published_errors_add_up,
)
from endrange.knowledge.laws.movement import (
    a_push_comes_from_the_target,
    antagonists_pull_the_other_way,
    loads_speak_the_same_language,
    muscles_lie_in_their_area,
    nerves_and_vessels_are_watched,
    the_end_range_is_among_the_loads,
    the_end_range_lengthens_a_target,
    the_measure_follows_the_movement,
)
from endrange.knowledge.laws.norms import (
    norms_are_in_order,
    norms_follow_their_measure,
    norms_say_whose_and_how,
)
from endrange.knowledge.laws.numbers import (
    angles_are_plausible,
    measures_are_plausible,
    seconds_and_effort_are_plausible,
    weights_are_plausible,
)
from endrange.knowledge.laws.operations import no_week_is_left_out
from endrange.knowledge.laws.people import (
    conditions_ask_first,
    goals_start_with_what_serves_them,
    lay_presets_are_for_anybody,
    variants_keep_to_their_technique,
)
from endrange.knowledge.laws.questions import (
    a_list_nobody_gave_is_missed,
    branches_on_a_list_stay_open,
    lists_are_made_of_entries,
    modifications_name_movements,
    red_flags_can_be_answered_with_unknown,
    triggers_are_possible,
)
from endrange.knowledge.laws.reactions import (
    every_word_has_a_reaction,
    reactions_let_go_of_what_is_red,
    reactions_never_grow_milder,
    reactions_say_why_and_when,
)
from endrange.knowledge.laws.references import (
    areas_reach_something,
    goals_can_be_served,
    nothing_is_unused,
    references_resolve,
    stretches_can_be_reached,
)
from endrange.knowledge.laws.reviews import reviews_are_of_rules
from endrange.knowledge.laws.spelling import words_are_spelled
from endrange.knowledge.laws.targets import (
    joints_of_targets_are_loaded,
    primary_muscles_are_lengthened,
)
from endrange.knowledge.laws.words import (
    every_act_has_words,
    grades_are_known,
    live_words_are_short,
    stretches_mirror,
    things_have_one_name,
    words_are_honest,
)

Law = Callable[[Catalogue], Complaints]

LAWS: tuple[Law, ...] = (
    references_resolve,
    nothing_is_unused,
    areas_reach_something,
    goals_can_be_served,
    stretches_can_be_reached,
    grades_are_known,
    our_own_numbers_say_why,
    seconds_and_effort_are_plausible,
    angles_are_plausible,
    measures_are_plausible,
    published_errors_add_up,
    instruments_agree,
    end_feels_are_of_passive_movements,
    weights_are_plausible,
    loads_speak_the_same_language,
    muscles_lie_in_their_area,
    the_end_range_is_among_the_loads,
    the_end_range_lengthens_a_target,
    primary_muscles_are_lengthened,
    joints_of_targets_are_loaded,
    the_measure_follows_the_movement,
    antagonists_pull_the_other_way,
    a_push_comes_from_the_target,
    nerves_and_vessels_are_watched,
    a_technique_needs_what_it_does,
    a_push_has_an_effort,
    a_push_keeps_to_its_technique,
    a_preset_keeps_to_its_technique,
    every_act_has_words,
    live_words_are_short,
    stretches_mirror,
    things_have_one_name,
    words_are_honest,
    words_are_spelled,
    triggers_are_possible,
    branches_on_a_list_stay_open,
    lists_are_made_of_entries,
    a_list_nobody_gave_is_missed,
    no_week_is_left_out,
    modifications_name_movements,
    red_flags_can_be_answered_with_unknown,
    movements_have_a_way_back,
    norms_follow_their_measure,
    norms_are_in_order,
    norms_say_whose_and_how,
    claims_are_answered,
    verdicts_rest_on_evidence,
    figures_are_in_order,
    guides_are_whole,
    conditions_ask_first,
    goals_start_with_what_serves_them,
    variants_keep_to_their_technique,
    lay_presets_are_for_anybody,
    coverage_leads_somewhere,
    coverage_is_numbered,
    every_word_has_a_reaction,
    reactions_never_grow_milder,
    reactions_let_go_of_what_is_red,
    reactions_say_why_and_when,
    the_day_after_keeps_the_same_laws,
    follow_ups_are_apart,
    harm_is_a_ladder,
    reviews_are_of_rules,
)


def check(catalogue: Catalogue, laws: Iterable[Law] = LAWS) -> list[CatalogueFault]:
    """Every breach of every law; an empty list means that none was found."""
    return [
        CatalogueFault(*place(complaint.kind, complaint.id, complaint.field), complaint.problem)
        for law in laws
        for complaint in law(catalogue)
    ]


FOR_OVERLAYS: tuple[Law, ...] = tuple(law for law in LAWS if law is not nothing_is_unused)
"""In an overlay an entry may wait for the one that will use it: they come one after the other."""

__all__ = ["FOR_OVERLAYS", "LAWS", "Law", "check"]

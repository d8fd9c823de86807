"""What an overlay may not do to a shipped entry: leave anything out that protects somebody.

Every rule compares the shipped entry with the one laid over it, and says which field is looser.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from endrange.knowledge.aftercare import FollowUpRule
from endrange.knowledge.anatomy import Area, Muscle
from endrange.knowledge.claims import Claim
from endrange.knowledge.goals import Goal, Population
from endrange.knowledge.measures import Measure
from endrange.knowledge.precautions import Modification, Precaution, Scope, Span, Urgency
from endrange.knowledge.questions import Asked, Choice, Question
from endrange.knowledge.stretches import LayPartner, Push, Stretch
from endrange.knowledge.techniques import ProtocolStep, Range, Technique, Variant
from endrange.values import Value

Problems = Iterator[tuple[str, str]]
"""Field, and what is looser there, with what to do."""


def loosened(kind: str, was: Value | None, now: Value) -> Problems:
    """Every way in which ``now`` protects less than the shipped ``was``."""
    if kind in OURS:
        yield "", f"{kind} are not for an overlay; delete this entry"
    elif was is not None and kind in RULES:
        yield from RULES[kind](was, now)


def _precaution(was: Precaution, now: Precaution) -> Problems:
    if now.when != was.when:
        # A wider trigger can turn "we do not know" into a plain yes, which is milder in places.
        yield "when", "differs; leave it as it is, and write a new rule that adds to this one"
    yield from _keeps("settings", was.settings, now.settings)
    if not _reaches_as_far(was.scope, now.scope):
        yield "scope", "reaches less; keep what the shipped rule reaches"
    for mode, verdict in was.verdicts.items():
        given = now.verdicts.get(mode)
        if given is None or given.caution < verdict.caution:
            yield f"verdicts.{mode}", f"{given} is milder than {verdict}; keep it or go further"
    for one in was.modifications:
        if not any(_as_tight(other, one) for other in now.modifications):
            yield "modifications", f"{one.code} is missing or wider; keep it, add others"
    if now.urgency not in (was.urgency, Urgency.CALL_NOW):
        yield "urgency", f"{now.urgency} differs; keep {was.urgency}, or write call_now"


def _followup_rule(was: FollowUpRule, now: FollowUpRule) -> Problems:
    yield from _precaution(was, now)
    if now.sessions is not None and (was.sessions is None or now.sessions < was.sessions):
        yield "sessions", f"{now.sessions} ends sooner than {was.sessions}; keep it or leave it out"


def _reaches_as_far(was: Scope, now: Scope) -> bool:
    if now.everywhere:
        return True
    spans = list(Span)
    return (
        not was.everywhere
        and (now.places_of, now.sides_of) == (was.places_of, was.sides_of)
        and set(now.areas) >= set(was.areas)
        and set(now.parts) >= set(was.parts)
        and spans.index(now.span) >= spans.index(was.span)
    )


def _as_tight(now: Modification, was: Modification) -> bool:
    """A smaller angle; of a ban also no angle, and fewer movements that must come together."""
    same = (now.code, now.part, now.movement) == (was.code, was.part, was.movement)
    fewer = set(now.together) <= set(was.together)
    return (
        same
        and fewer
        and (was.degrees is None) <= (now.degrees is None)
        and (now.degrees or 0) <= (was.degrees or 0)
    )


def _question(was: Question, now: Question) -> Problems:
    for field in ("kind", "only_if", "low", "high", "unit", "may_be_ahead", "asks_pain"):
        yield from _same(field, getattr(was, field), getattr(now, field))
    yield from _same("choices", _lying(was.choices), _lying(now.choices))
    yield from _same("details", _asked_further(was), _asked_further(now))
    if was.asked is Asked.EVERY_VISIT and now.asked is not was.asked:
        yield "asked", f"{now.asked} is asked less often; keep {was.asked}"


def _lying(choices: Iterable[Choice]) -> list[tuple[str, str | None, bool]]:
    return [(choice.id, choice.area, choice.anywhere) for choice in choices]


def _asked_further(question: Question) -> list[tuple[str, tuple[str, ...], list[str]]]:
    return [(one.id, one.of, [choice.id for choice in one.choices]) for one in question.details]


def _stretch(was: Stretch, now: Stretch) -> Problems:
    for field in ("joint", "movement", "area", "position", "laterality"):
        yield from _same(field, getattr(was, field), getattr(now, field))
    yield from _keeps("loads", was.loads, now.loads)
    yield from _keeps("primary_muscles", was.muscles, now.muscles)
    yield from _keeps("antagonists", was.antagonists, now.antagonists)
    yield from _adds_nothing("techniques", was.techniques, now.techniques)
    yield from _stops(was, now)
    yield from _push(was.push, now.push)
    careful = list(LayPartner)
    if careful.index(now.lay_partner) < careful.index(was.lay_partner):
        yield "lay_partner", f"{now.lay_partner} lets more people help than {was.lay_partner}"
    if now.difficulty < was.difficulty:
        yield "difficulty", f"{now.difficulty} is easier than {was.difficulty}; keep it"


def _stops(was: Stretch, now: Stretch) -> Problems:
    """As many signs of each kind that stop it as before; their words may change."""
    before = Counter(one.kind for one in was.must_not_feel if one.stop)
    after = Counter(one.kind for one in now.must_not_feel if one.stop)
    for kind, count in sorted(before.items()):
        if after[kind] < count:
            yield "must_not_feel", f"{after[kind]} signs of {kind} stop it, not {count}; keep them"


def _push(was: Push | None, now: Push | None) -> Problems:
    if now and was is None:
        yield "push", "is new; a shipped stretch without a push stays without one"
    elif now and was:
        yield from _same("push.direction", was.direction, now.direction)
        high = max(now.effort_low_percent, now.effort_high_percent)
        if high > was.effort_high_percent:
            yield "push", f"{high} percent is more than {was.effort_high_percent}; lower it"


def _technique(was: Technique, now: Technique) -> Problems:
    for field in ("people", "own_words", "presses"):
        yield from _same(field, getattr(was, field), getattr(now, field))
    if now.lay and not was.lay:
        yield "lay", "is for practitioners; keep it"
    yield from _keeps("needs", was.needs, now.needs)
    yield from _within("repetitions", was.repetitions, now.repetitions)
    yield from _within("effort_percent", was.effort_percent, now.effort_percent)
    for field in ("before", "each", "after"):
        yield from _steps(field, getattr(was, field), getattr(now, field))
    for id_, variant in was.variants.items():
        yield from _variant(f"variants.{id_}", variant, now.variants.get(id_))


def _steps(field: str, was: Sequence[ProtocolStep], now: Sequence[ProtocolStep]) -> Problems:
    yield from _same(field, [step.act for step in was], [step.act for step in now])
    for before, after in zip(was, now, strict=False):
        yield from _within(f"{before.act}.seconds", before.seconds, after.seconds)


def _variant(field: str, was: Variant, now: Variant | None) -> Problems:
    if now is None:
        yield field, "is missing; keep it"
        return
    yield from _within(f"{field}.repetitions", was.repetitions, now.repetitions)
    yield from _within(f"{field}.effort_percent", was.effort_percent, now.effort_percent)
    for act, seconds in was.seconds.items():
        yield from _within(f"{field}.seconds.{act}", seconds, now.seconds.get(act))


def _within(field: str, was: Range | None, now: Range | None) -> Problems:
    """A range may shrink, not grow, appear or vanish."""
    if was is None and now is None:
        return
    if was is None or now is None or not (now.low in was and now.high in was):
        limits = f"{was.low} to {was.high}" if was else "nothing"
        yield field, f"is not within {limits}; keep to it"


def _area(was: Area, now: Area) -> Problems:
    yield from _same("paired", was.paired, now.paired)
    for field in ("joints", "muscles", "shown_on"):
        yield from _keeps(field, getattr(was, field), getattr(now, field))


def _muscle(was: Muscle, now: Muscle) -> Problems:
    yield from _same("area", was.area, now.area)
    for field in ("joints", "actions", "bent_actions"):
        yield from _keeps(field, getattr(was, field), getattr(now, field))


def _measure(was: Measure, now: Measure) -> Problems:
    for field in ("joint", "movement", "unit", "further", "active", "paired"):
        yield from _same(field, getattr(was, field), getattr(now, field))


def _claim(was: Claim, now: Claim) -> Problems:
    if now.support.strength > was.support.strength:
        yield "support", f"{now.support} promises more than {was.support}; keep it"


def _goal(was: Goal, now: Goal) -> Problems:
    yield from _same("kind", was.kind, now.kind)
    yield from _keeps("precautions", was.precautions, now.precautions)


def _population(was: Population, now: Population) -> Problems:
    for field in ("when", "lay"):
        yield from _same(field, getattr(was, field), getattr(now, field))
    yield from _keeps("precautions", was.precautions, now.precautions)


def _same(field: str, was: object, now: object) -> Problems:
    if was != now:
        yield field, f"{now!r} differs from the shipped {was!r}; leave it"


def _keeps(field: str, was: Iterable[Any], now: Iterable[Any]) -> Problems:
    kept = list(now)
    for one in was:
        if one not in kept:
            yield field, f"{one} is missing; keep it"


def _adds_nothing(field: str, was: Iterable[Any], now: Iterable[Any]) -> Problems:
    known = list(was)
    for one in now:
        if one not in known:
            yield field, f"{one} is new on a shipped stretch; write a stretch of your own for it"


OURS = frozenset({"joints", "coverage", "reactions", "severities"})
"""Kinds that are no clinic's to change."""

RULES: Mapping[str, Callable[[Any, Any], Problems]] = {
    "precautions": _precaution,
    "questions": _question,
    "followup_rules": _followup_rule,
    "followup_questions": _question,
    "stretches": _stretch,
    "techniques": _technique,
    "areas": _area,
    "muscles": _muscle,
    "measures": _measure,
    "claims": _claim,
    "goals": _goal,
    "populations": _population,
}
"""Sources, presets, norms, guides and sports decide about nobody: the laws are enough."""

"""Where it hurts, and how: what a rule makes of each place by itself.

A place whose pain nobody told may hurt in any way: it meets no rule for sure, and rules none out.
"""

from collections.abc import Iterable

from endrange.knowledge import UNKNOWN, Answer, Pain, Place, Trigger
from endrange.screening.logic import Truth, every


def meets(place: Place | None, answer: Answer, trigger: Trigger) -> Truth:
    """Whether one place of an answer meets a trigger on places.

    Args:
        place: None for a yes that names none: it may be anywhere.
    """
    if place is not None and trigger.at and place.area not in trigger.at:
        return False
    if not trigger.is_about_pain:
        return True
    told = next((pain for pain in answer.pains if pain.place == place), None)
    return every((_is_as_strong(told, trigger), _is_like(told, trigger)))


def where(answer: Answer, triggers: Iterable[Trigger]) -> tuple[Place, ...]:
    """The places that meet all of these triggers on their pain, or may."""
    waited = [trigger for trigger in triggers if trigger.is_about_pain]
    return tuple(
        place
        for place in answer.places
        if all(meets(place, answer, trigger) is not False for trigger in waited)
    )


def within(number: float, trigger: Trigger) -> bool:
    """Whether a number lies within the bounds of a trigger."""
    return (
        (trigger.at_least is None or number >= trigger.at_least)
        and (trigger.above is None or number > trigger.above)
        and (trigger.below is None or number < trigger.below)
    )


def _is_as_strong(told: Pain | None, trigger: Trigger) -> Truth:
    if trigger.pain is None:
        return True
    number = told.at(trigger.pain) if told else None
    return None if number is None else within(number, trigger)


def _is_like(told: Pain | None, trigger: Trigger) -> Truth:
    if not trigger.characters:
        return True
    said = set(told.characters) if told else set()
    if said & {*trigger.characters}:
        return True
    return None if not said or UNKNOWN in said else False

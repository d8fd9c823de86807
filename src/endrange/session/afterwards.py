"""What a session leaves for the next screening, from its record alone: nobody has to be asked."""

from collections.abc import Iterable

from endrange.knowledge import (
    NECK_WORK,
    NO,
    SAID_IN_SESSION,
    URGENT_IN_SESSION,
    YES,
    Answer,
    Catalogue,
    Part,
    Place,
)
from endrange.session.state import SessionState
from endrange.session.timeline import Card, Timeline
from endrange.values import Side


def afterwards(timeline: Timeline, state: SessionState, catalogue: Catalogue) -> dict[str, Answer]:
    """Answers to the questions that only the record of a session answers, see ``RECORDED``.

    A stretch that the catalogue does not know any more may have worked on the neck.
    """
    answers = {
        question: _where(state, timeline, reaction, catalogue)
        for reaction, question in SAID_IN_SESSION.items()
    }
    answers[NECK_WORK] = _word(any(_loads_neck(card, catalogue) for card in timeline.cards))
    answers[URGENT_IN_SESSION] = _word(state.urgency is not None)
    return answers


def _where(state: SessionState, timeline: Timeline, reaction: str, catalogue: Catalogue) -> Answer:
    """Yes with the places of the stretches it was said in; no places where one is not known."""
    said = [one for one in state.said if one.reaction == reaction]
    places = [_place(timeline.cards[one.item], one.side, catalogue) for one in said]
    if not said:
        return Answer(value=NO)
    known = tuple(dict.fromkeys(place for place in places if place))
    return Answer(value=YES, places=known if all(places) else ())


def _place(card: Card, side: Side, catalogue: Catalogue) -> Place | None:
    stretch = catalogue.stretches.get(card.stretch)
    area = catalogue.areas.get(stretch.area) if stretch else None
    if area is None:
        return None
    sided = side if side is not Side.MIDLINE else Side.BOTH
    return Place(area=area.id, side=sided if area.paired else Side.MIDLINE)


def _loads_neck(card: Card, catalogue: Catalogue) -> bool:
    stretch = catalogue.stretches.get(card.stretch)
    return stretch is None or any(load.part is Part.NECK for load in stretch.loads)


def _word(is_so: bool) -> Answer:
    return Answer(value=YES if is_so else NO)


def together(several: Iterable[dict[str, Answer]]) -> dict[str, Answer]:
    """What several sessions of one visit leave: a yes of any, at the places of all."""
    found: dict[str, Answer] = {}
    for one in several:
        for question, answer in one.items():
            found[question] = _either(found.get(question, answer), answer)
    return found


def _either(one: Answer, other: Answer) -> Answer:
    if YES not in (one.value, other.value) or one == other:
        return other
    said = [answer for answer in (one, other) if answer.value == YES]
    somewhere = all(answer.places for answer in said)
    places = tuple(dict.fromkeys(place for answer in said for place in answer.places))
    return Answer(value=YES, places=places if somewhere else ())

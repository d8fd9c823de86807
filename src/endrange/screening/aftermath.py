"""What the last sessions left behind: the answers of a day after, and harm that was written down.

Both come to the next screening as limits with their reason; see ``imposed``.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pydantic import Field

from endrange.knowledge import (
    ANSWERED,
    HARM,
    HARMED,
    NO,
    NOT_ANSWERED,
    RECORDED,
    YES,
    Answer,
    Catalogue,
    FollowUpRule,
    Setting,
    follow_up,
)
from endrange.screening.applying import Terms, apply
from endrange.screening.findings import finding
from endrange.screening.imposed import Imposed
from endrange.screening.truth import Case
from endrange.values import Table, Value

RECORD = {ANSWERED: Answer(value=YES), HARMED: Answer(value=NO)}
"""What the record says of a day that was answered; harm is told by its events, see ``harm``."""

ANSWERS_COUNT_FOR = timedelta(weeks=12)
"""ours: as long as any answer about health is relied on; then all of them are asked again."""


class DayAfter(Value):
    """One session looked back upon."""

    session_on: date
    answered_on: date | None = None
    """None: nobody has answered; what the record of the session says stands all the same."""
    answers: Table[str, Answer] = Field(default_factory=dict, validate_default=True)
    sessions_since: int = 0
    """How many sessions have been held after it."""


class Harm(Value):
    """One adverse event as it stands on the record."""

    on: date
    title: str
    """What happened, in a few words."""
    severity: str


def aftermath(days: Iterable[DayAfter], catalogue: Catalogue, on: date) -> tuple[Imposed, ...]:
    """What the answers of days after mean on a later day; of one rule, once for all its places.

    A last session that nobody answered for leaves its own mark: not asked is never read as well.
    """
    told = sorted(days, key=lambda day: day.session_on, reverse=True)
    found: dict[str, Imposed] = {}
    for day in told:
        for one in _of_day(day, catalogue, on):
            found[one.row.id] = _both(found.get(one.row.id), one)
    if told and told[0].answered_on is None and told[0].sessions_since == 0:
        when = f"The session of {_day(told[0].session_on)}: nobody has answered"
        found |= {one.row.id: one for one in _recorded(NOT_ANSWERED, (when,), catalogue)}
    return tuple(found[id_] for id_ in sorted(found))


def _of_day(day: DayAfter, catalogue: Catalogue, on: date) -> Iterator[Imposed]:
    if on - (day.answered_on or day.session_on) >= ANSWERS_COUNT_FOR:
        return
    case = Case(RECORD | dict(day.answers), follow_up(catalogue), on)
    for rule in catalogue.followup_rules.values():
        told = day.answered_on is not None or _rests_on_the_record(rule)
        if told and (rule.sessions is None or day.sessions_since < rule.sessions):
            yield from _of_rule(rule, day, case)


def _rests_on_the_record(rule: FollowUpRule) -> bool:
    """Whether nobody has to answer anything for it."""
    asked = {trigger.question for group in rule.when for trigger in group}
    return asked <= set(RECORDED)


def _of_rule(rule: FollowUpRule, day: DayAfter, case: Case) -> Iterator[Imposed]:
    applied = apply(rule, case, Terms(Setting.CLINIC, (), {}))
    if applied is None:
        return
    said = finding(applied, case)
    since = f"After the session of {_day(day.session_on)}"
    yield Imposed(
        row=rule.replace(changes_if=said.changes_if),
        told=(since, *said.answered),
        certain=said.certain,
        places=applied.reach.places,
    )


def _both(one: Imposed | None, other: Imposed) -> Imposed:
    """The same rule after two sessions: the places of both, certain if either is."""
    if one is None:
        return other
    everywhere = not one.places or not other.places
    return one.replace(
        told=(*one.told, *other.told),
        certain=one.certain or other.certain,
        places=() if everywhere else tuple(dict.fromkeys((*one.places, *other.places))),
    )


def harm(events: Iterable[Harm], catalogue: Catalogue) -> tuple[Imposed, ...]:
    """The lock that harm leaves: nothing until a clinician has given their word.

    Only where its severity locks. Told with every event, so that a new one ends an older word.
    """
    known = catalogue.severities
    locking = [one for one in events if one.severity not in known or known[one.severity].locks]
    if not locking:
        return ()
    told = (f"{_day(one.on)}: {one.title}" for one in sorted(locking, key=lambda one: one.on))
    return tuple(_recorded(HARM, tuple(told), catalogue))


def _recorded(id_: str, told: tuple[str, ...], catalogue: Catalogue) -> Iterator[Imposed]:
    """A rule that the record lays on; none in a catalogue that asks nothing after a session."""
    if id_ in catalogue.followup_rules:
        yield Imposed(row=catalogue.followup_rules[id_], told=told)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"

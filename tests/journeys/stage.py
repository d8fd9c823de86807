"""A stage for the session screens: short sessions of the real catalogue, ready to start.

Run as a program inside a server's own environment, with a pace and a count; prints how to get in.
"""

import json
import secrets
import sys
from datetime import UTC, date, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django had to be set up first

from endrange import knowledge, session  # noqa: E402
from endrange.knowledge import Dose, Position  # noqa: E402
from endrange.planning import Limits, PlanItem, PlanRequest, SessionPlan, SideDose, Turn  # noqa: E402
from endrange.screening import Clearance, Setting  # noqa: E402
from endrange.session import Timeline  # noqa: E402
from endrange.values import Side  # noqa: E402
from endrange_app.storage import accounts  # noqa: E402
from endrange_app.storage.actions import (  # noqa: E402
    clients,
    clinics,
    plans,
    runs,
    screenings,
    visits,
)
from endrange_app.storage.models import Clinic, User  # noqa: E402

PUSH_SECONDS = {"get_ready": 2, "take_up": 3, "contract": 3, "let_go": 2, "deepen": 3}
HOLD_SECONDS = {"get_ready": 2, "take_up": 2, "hold": 4, "rest": 3}
SWITCH = 3
NOTES = ("Breathe out in every push. Never hold your breath.",)
PASSWORD = "a-stage-for-two"


def main(pace: int, count: int, technique: str = "") -> None:
    call_command("migrate", interactive=False, verbosity=0)
    print(json.dumps(set_up(pace, count, technique)))


def set_up(pace: int, count: int, technique: str = "") -> list[dict[str, str]]:
    """A new clinic with ``count`` clients, each with a run opened now.

    With ``pace`` 20 every act lasts twenty times as long: time to take pictures.
    """
    now = datetime.now(UTC) - timedelta(seconds=5)
    email = f"sam@{secrets.token_hex(4)}.example"
    sam = accounts.create(email=email, name="Sam Okoro", password=PASSWORD)
    clinic = clinics.create(by=None, name="Stage", owner=sam, now=now)
    plan = quick_plan(technique, pace) if technique else short_plan(pace)
    timeline = looked_at_soon(session.compile(plan, knowledge.load()))
    opened = [open_run(sam, clinic, timeline, plan, now) for _ in range(count)]
    return [{"email": email, "password": PASSWORD} | one for one in opened]


def looked_at_soon(timeline: Timeline) -> Timeline:
    """Re-checks after 1, 2 ... seconds, so that nobody waits five minutes for a picture."""
    soon = {
        id_: row.replace(look_after=tuple(range(1, len(row.look_after) + 1)))
        for id_, row in timeline.reactions.items()
    }
    return timeline.replace(reactions=soon)


def open_run(
    sam: User, clinic: Clinic, timeline: Timeline, plan: SessionPlan, now: datetime
) -> dict[str, str]:
    maya = clients.create(by=sam, clinic=clinic, name="Maya Reyes", now=now)
    visit = visits.open(by=sam, client=maya, now=now)
    screened = screenings.record(
        by=sam, visit=visit, full=True, answers={}, clearance=clearance(now.date()), now=now
    )
    planned = plans.record(
        by=sam,
        visit=visit,
        screening=screened,
        request=PlanRequest(minutes=5),
        plan=plan,
        now=now,
    )
    run = runs.open(by=sam, visit=visit, plan=planned, timeline=timeline, now=now)
    return {"run": str(run.pk), "visit": str(visit.pk), "code": run.join_code}


def clearance(on: date) -> Clearance:
    """Nothing found in these answers: what the screening room says of a day like any other."""

    return Clearance(
        on=on,
        setting=Setting.CLINIC,
        catalogue=knowledge.load().version,
        urgency=None,
        findings=(),
        regions=(),
        stretches=(),
    )


def short_plan(pace: int) -> SessionPlan:
    """Two stretches: one with pushes on both sides, one held; every phase, in little time."""

    catalogue = knowledge.load()
    pushes = Dose(repetitions=2, seconds=paced(PUSH_SECONDS, pace), effort_percent=20)
    holds = Dose(repetitions=1, seconds=paced(HOLD_SECONDS, pace))

    def item(stretch: str, technique: str, dose: Dose, *sides: Side) -> PlanItem:
        each = catalogue.technique(technique).side_seconds(dose)
        return PlanItem(
            stretch=stretch,
            technique=technique,
            position=catalogue.stretch(stretch).position,
            doses=tuple(SideDose(side=side, dose=dose) for side in sides),
            because=("Asked for.",),
            limits=Limits(notes=NOTES),
            seconds=each * len(sides) + SWITCH * pace * (len(sides) - 1),
        )

    items = (
        item("ham_slr_shoulder", "hold_relax", pushes, Side.LEFT, Side.RIGHT),
        item("quad_prone_cleveland", "passive", holds, Side.RIGHT),
    )
    turn = Turn(before_item=1, to=Position.PRONE, seconds=4 * pace)
    return SessionPlan(
        catalogue=catalogue.version,
        minutes=5,
        items=items,
        turns=(turn,),
        seconds=sum(one.seconds for one in items) + turn.seconds,
        objective=1.0,
        bound=1.0,
    )


def quick_plan(technique: str, pace: int) -> SessionPlan:
    """One stretch, two repetitions, every act ``pace`` seconds long.

    ``neck_scalenes:hold_relax`` is that stretch; a technique alone is its first stretch.
    """
    catalogue = knowledge.load()
    named, _, technique = technique.rpartition(":")
    chosen = catalogue.technique(technique)
    able = (one for one in catalogue.stretches.values() if technique in one.techniques)
    stretch = catalogue.stretch(named) if named else next(able)
    acts = {step.act for step in chosen.before + chosen.each + chosen.after}
    dose = Dose(
        repetitions=2,
        seconds=dict.fromkeys(acts, pace),
        effort_percent=20 if chosen.effort_percent else None,
    )
    item = PlanItem(
        stretch=stretch.id,
        technique=technique,
        position=stretch.position,
        doses=(SideDose(side=Side.LEFT, dose=dose),),
        because=("Asked for.",),
        limits=Limits(notes=NOTES),
        seconds=chosen.side_seconds(dose),
    )
    return SessionPlan(
        catalogue=catalogue.version,
        minutes=5,
        items=(item,),
        turns=(),
        seconds=item.seconds,
        objective=1.0,
        bound=1.0,
    )


def paced(seconds: dict[str, int], pace: int) -> dict[str, int]:
    return {act: pace * some for act, some in seconds.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])

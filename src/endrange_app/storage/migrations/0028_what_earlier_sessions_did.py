from typing import Any

from django.db import migrations


def read_again(apps: Any, _: Any) -> None:
    """Days after of before the column: the record of their sessions still tells what was done."""
    models = {name: apps.get_model("storage", name) for name in ("FollowUp", "Run", "RunEvent")}
    for row in models["FollowUp"].objects.filter(performed=[]):
        row.performed = _performed(row.visit_id, models)
        row.save(update_fields=["performed"])


def _performed(visit: Any, models: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Every bout of a visit in order; None where a record cannot be read any more."""
    begun = models["RunEvent"].objects.filter(kind="start", run__visit_id=visit)
    runs = models["Run"].objects.filter(pk__in=begun.values("run")).order_by("opened_at")
    try:
        return [bout for run in runs for bout in _bouts(run, models["RunEvent"])]
    except (ValueError, LookupError):
        return None


def _bouts(run: Any, events: Any) -> list[dict[str, Any]]:
    from endrange import session

    timeline = session.Timeline.model_validate(run.timeline)
    kept = events.objects.filter(run=run.pk).order_by("number")
    told = [session.Event.model_validate(one.data) for one in kept]
    return [one.model_dump(mode="json") for one in session.briefly(session.record(timeline, told))]


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0027_what_was_done_may_be_unknown'),
    ]

    operations = [
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]

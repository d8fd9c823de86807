from typing import Any

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

TO_THE_CLIENT = {
    "adverseevent": "client_id",
    "client": "pk",
    "clientgoal": "client_id",
    "clinicianclearance": "client_id",
    "followup": "client_id",
    "followupanswers": "follow_up__client_id",
    "homereading": "client_id",
    "intake": "client_id",
    "plan": "visit__client_id",
    "progresslink": "client_id",
    "reading": "client_id",
    "restriction": "visit__client_id",
    "retest": "client_id",
    "run": "visit__client_id",
    "screening": "visit__client_id",
    "visit": "client_id",
}


def name_clients(apps: Any, _: Any) -> None:
    """Entries of before the column: their record still tells whose it is."""
    entries = apps.get_model("storage", "AuditEntry").objects.filter(client=None)
    for kind, way in TO_THE_CLIENT.items():
        records = apps.get_model("storage", kind).objects.filter(pk=OuterRef("target"))
        found = Subquery(records.values(whose=F(way))[:1])
        entries.filter(kind=kind).update(client_id=found)


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0022_whose_record_a_deed_touched'),
    ]

    operations = [
        migrations.RunPython(name_clients, migrations.RunPython.noop),
    ]

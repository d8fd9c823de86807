from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_clients(apps: Any, _: Any) -> None:
    """Entries of ratings, which were kept without: their goal tells whose they are."""
    entries = apps.get_model("storage", "AuditEntry").objects.filter(client=None)
    ratings = apps.get_model("storage", "GoalRating").objects.filter(pk=OuterRef("target"))
    found = Subquery(ratings.values("goal__client_id")[:1])
    entries.filter(kind="goalrating").update(client_id=found)


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0028_what_earlier_sessions_did'),
    ]

    operations = [
        migrations.RunPython(name_clients, migrations.RunPython.noop),
    ]

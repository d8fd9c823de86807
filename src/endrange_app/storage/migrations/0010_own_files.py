import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import endrange_app.storage.keys


class Migration(migrations.Migration):
    dependencies = [("storage", "0009_answers_are_numbered_by_question")]

    operations = [
        migrations.CreateModel(
            name="OwnFile",
            fields=[
                ("id", models.UUIDField(default=endrange_app.storage.keys.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("clinic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="storage.clinic")),
                ("withdrawn_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("withdrawn_at__isnull", True)), fields=("clinic", "name"), name="one_standing_file_of_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="who_and_when_of_withdrawing_a_file",
                    ),
                ],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storage", "0010_own_files")]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="own_entries",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0029_ratings_name_their_client'),
    ]

    operations = [
        migrations.AddField(
            model_name='judgement',
            name='errors',
            field=models.JSONField(null=True),
        ),
    ]

"""What holds whatever door is used: scheduled publishing, corrections."""

from django.db import migrations

FORWARD = "SELECT 1"
REVERSE = "SELECT 1"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0010_review_rules")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]

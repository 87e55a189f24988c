"""What holds whatever door is used: erasing from the record, legal holds."""

from django.db import migrations

FORWARD = "SELECT 1"
REVERSE = "SELECT 1"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0012_own_copy_rules")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]

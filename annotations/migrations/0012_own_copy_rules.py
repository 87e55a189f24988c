"""What holds whatever door is used: clearing our own copy, signing articles off."""

from django.db import migrations

FORWARD = "SELECT 1"
REVERSE = "SELECT 1"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0011_publishing_rules")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]

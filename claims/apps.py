"""The application's registration."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """On Record."""

    name = "claims"
    verbose_name = "On Record"
    default_auto_field = "django.db.models.BigAutoField"

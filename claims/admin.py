"""Everything to read, nothing to write: a change made here would stand outside the record."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims.models import ProtectedIdentity, Reminder

SECRETS = frozenset({"password", "digest", "salt", "kept"})
# Who a protected person is, their readers alone see.
OF_PROTECTED = frozenset(ProtectedIdentity.UNRECORDED)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows as they stand, secrets left out."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        hidden = SECRETS | (OF_PROTECTED if self.model is ProtectedIdentity else frozenset())
        return [field.name for field in self.model._meta.fields if field.name in hidden]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [field.name for field in self.model._meta.fields if field.name == "newsroom"]


for _model in apps.get_app_config("claims").get_models():
    # The admin site takes no views with composite keys; they hold nothing of their own.
    # Reminders are nobody's but those who set them.
    if _model._meta.managed and _model is not Reminder:
        admin.site.register(_model, ReadOnlyAdmin)

"""The admin site shows everything but secrets and writes nothing: its writes would stand outside the record."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory
from django.urls import path

from claims.models import ApiToken, Claim, Invitation, Reminder, User
from tests.factories import UserFactory

urlpatterns = [path("admin/", admin.site.urls)]
# Reminders are not there at all: nobody reads another's.
MODELS = [
    model for model in apps.get_app_config("claims").get_models() if model._meta.managed and model is not Reminder
]


def test_nobody_reads_anothers_reminders_there():
    assert not admin.site.is_registered(Reminder)


@pytest.fixture
def request_of_a_superuser(db):
    request = RequestFactory().get("/")
    request.user = UserFactory.create(is_staff=True, is_superuser=True)
    return request


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_can_be_written_through_the_admin_site(request_of_a_superuser, model):
    site = admin.site.get_model_admin(model)
    assert site.has_view_permission(request_of_a_superuser)
    assert not site.has_add_permission(request_of_a_superuser)
    assert not site.has_change_permission(request_of_a_superuser)
    assert not site.has_delete_permission(request_of_a_superuser)
    assert not site.get_actions(request_of_a_superuser)


@pytest.mark.parametrize("model", [User, ApiToken, Invitation])
def test_secrets_are_not_shown(request_of_a_superuser, model):
    shown = admin.site.get_model_admin(model).get_fields(request_of_a_superuser)
    assert not {"password", "digest"} & set(shown)


@pytest.mark.urls("tests.test_admin")
def test_a_row_is_shown_whole(request_of_a_superuser, a_claim):
    view = admin.site.get_model_admin(Claim).changeform_view(request_of_a_superuser, str(a_claim.pk))
    page = view.render().content.decode()
    assert a_claim.text in page
    assert 'name="_save"' not in page

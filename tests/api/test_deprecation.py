"""What will be gone one day says so: at a throwaway door, and where a throwaway field is shown."""

from datetime import date

import pytest
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from claims.api.deprecation import Deprecation, deprecated, deprecated_fields
from claims.api.doors import Door
from claims.api.methods import reads, writes
from claims.api.shapes._base import Input
from claims.errors import RuleBroken
from claims.rules.roles import May
from tests.api.conftest import ROOT, Caller, refusal

DOOR = Deprecation(date(2026, 11, 1), date(2027, 5, 1), "https://example.org/api#the-old-door")
FIELD = Deprecation(date(2026, 12, 1), date(2027, 3, 1), "https://example.org/api#the-old-field")


class Plain(serializers.Serializer):
    """Nothing old about it."""

    new = serializers.CharField()


@deprecated_fields(FIELD, "old")
class WithOldField(serializers.Serializer):
    """One field of two will go."""

    old = serializers.CharField()
    new = serializers.CharField()


@deprecated_fields(FIELD, "old")
class OldInput(Input):
    """Takes what will go."""

    old = serializers.CharField(required=False)


class OldDoor(Door):
    @deprecated(DOOR)
    @reads(WithOldField)
    def get(self):
        """Old all through."""
        return {"old": "a", "new": "b"}

    @deprecated(DOOR)
    @writes(None, Plain, needs=May.RECORD)
    def post(self, given):
        """Refuses."""
        raise RuleBroken("required", "This is needed.")


class NewDoor(Door):
    @reads(Plain)
    def get(self):
        """New."""
        return {"new": "b"}

    @writes(OldInput, Plain, needs=May.RECORD)
    def post(self, given):
        """Takes something old."""
        return {"new": "b"}


urlpatterns = [path("api/v1/old/", OldDoor.as_view()), path("api/v1/new/", NewDoor.as_view())]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def call(token_of) -> Caller:
    return Caller(token=token_of())


def test_an_old_door_says_since_when_until_when_and_what_instead(call):
    answer = call.post(f"{ROOT}old/")

    assert refusal(answer, 422)
    assert answer["Deprecation"] == "@1793491200"  # 1 November 2026
    assert answer["Sunset"] == "Sat, 01 May 2027 00:00:00 GMT"
    assert answer["Link"] == '<https://example.org/api#the-old-door>; rel="deprecation"'


def test_an_old_field_says_so_wherever_it_is_shown_or_taken(call):
    taken = call.post(f"{ROOT}new/")
    assert (taken["Deprecation"], taken["Sunset"]) == ("@1796083200", "Mon, 01 Mar 2027 00:00:00 GMT")

    both = call.get(f"{ROOT}old/")
    assert (both["Deprecation"], both["Sunset"]) == ("@1793491200", "Mon, 01 Mar 2027 00:00:00 GMT")
    assert both["Link"].count('rel="deprecation"') == 2


def test_what_stays_says_nothing(call):
    assert {"Deprecation", "Sunset", "Link"}.isdisjoint(call.get(f"{ROOT}new/").headers)


def test_the_description_says_so(db):
    schema = SchemaGenerator(patterns=urlpatterns).get_schema(request=None, public=True)

    assert [schema["paths"]["/api/v1/old/"][method].get("deprecated") for method in ("get", "post")] == [True, True]
    assert "deprecated" not in schema["paths"]["/api/v1/new/"]["get"]
    fields = schema["components"]["schemas"]["WithOldField"]["properties"]
    assert fields["old"].get("deprecated") is True
    assert "deprecated" not in fields["new"]

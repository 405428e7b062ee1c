"""The newsroom, and who one is in it."""

from rest_framework import serializers

from claims.api.columns import column
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByShape
from claims.models import Newsroom
from claims.vocabulary import Role, TokenScope


class NewsroomInput(Input):
    name = column(Newsroom, "name")
    time_zone = column(Newsroom, "time_zone")
    language = column(Newsroom, "language")
    not_asked_after_hours = column(Newsroom, "not_asked_after_hours")
    channel_check_holds_hours = column(Newsroom, "channel_check_holds_hours")
    notices_by_mail = column(Newsroom, "notices_by_mail")


class NewsroomShape(Shape):
    class Meta:
        model = Newsroom
        fields = (
            "id",
            "slug",
            "name",
            "time_zone",
            "language",
            "not_asked_after_hours",
            "channel_check_holds_hours",
            "notices_by_mail",
            "created_at",
        )


class MeShape(serializers.Serializer):
    """Who the API takes you for."""

    by = ByShape()
    role = serializers.ChoiceField(choices=Role.choices)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=TokenScope.choices),
        allow_null=True,
        help_text="What the token may be used for; null for a person.",
    )
    newsroom = NewsroomShape()
    newsrooms = serializers.ListField(
        child=serializers.CharField(), help_text="What the header On-Record-Newsroom may say."
    )

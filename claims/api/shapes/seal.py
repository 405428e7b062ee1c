"""Heads of the sealed record, and proofs under them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.shapes._base import Shape
from claims.models import Seal


class HeadBodyShape(serializers.Serializer):
    """What is signed, in canonical JSON (RFC 8785). See docs/record.md."""

    format = serializers.CharField()
    newsroom = serializers.IntegerField()
    number = serializers.IntegerField()
    first_position = serializers.IntegerField()
    tree_size = serializers.IntegerField(help_text="The position of the last change sealed.")
    root_hash = serializers.CharField()
    previous_hash = serializers.CharField()
    sealed_at = serializers.CharField()
    public_key = serializers.CharField(help_text="Ed25519, in hexadecimal.")


class SignedHeadShape(Shape):
    head = serializers.SerializerMethodField()

    class Meta:
        model = Seal
        fields = ("number", "head", "signature")

    @extend_schema_field(HeadBodyShape)
    def get_head(self, seal: Seal) -> dict[str, Any]:
        return seal.signed_head().head.body()


class ProvenFieldShape(serializers.Serializer):
    """A field's digest; with its salt where its value was shown to the reader."""

    digest = serializers.CharField()
    salt = serializers.CharField(required=False)
    value = serializers.JSONField(required=False, allow_null=True)


class ProofShape(serializers.Serializer):
    """That a change is in the record. `verifier/verify_on_record.py proof` verifies it."""

    format = serializers.CharField()
    header = serializers.DictField(help_text="What the leaf is the hash of.")
    fields = serializers.DictField(child=ProvenFieldShape())
    path = serializers.ListField(child=serializers.CharField())
    head = HeadBodyShape()
    signature = serializers.CharField()

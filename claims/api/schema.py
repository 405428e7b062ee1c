"""How the API describes itself in OpenAPI: names, least roles, our own fields, and what a refusal looks like."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from claims.api.errors import MEDIA_TYPE
from claims.api.fields import HIGHEST_ID
from claims.api.query import MOST_AT_ONCE
from claims.api.refusals import ANY, named_refusals, or_withheld
from claims.api.shapes._base import Input, Shape
from claims.rules.roles import LEAST_ROLE, May
from claims.rules.tokens import SCOPES
from claims.vocabulary import TokenScope

ID = {"type": "integer", "minimum": 1}


class FieldRefusal(serializers.Serializer):
    """What is wrong with one field."""

    field = serializers.CharField(help_text="Dotted path: `claims.0.figures.1.minimum`.")
    code = serializers.CharField(help_text="Stable; part of the API.")
    message = serializers.CharField(help_text="A sentence in the language asked for.")


class Conflict(serializers.Serializer):
    """The three values of a field that two people changed differently."""

    base = serializers.JSONField(help_text="As it was in the version that was edited.")
    theirs = serializers.JSONField(help_text="As it is now.")
    mine = serializers.JSONField(help_text="As it was sent.")


class Difference(serializers.Serializer):
    """What a field was, and what it is."""

    base = serializers.JSONField(help_text="As it was in the version that was named.")
    theirs = serializers.JSONField(help_text="As it is now.")


class Problem(serializers.Serializer):
    """A refusal or a failure (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="Stable; part of the API.")
    errors = FieldRefusal(many=True)  # type: ignore[assignment]
    current_version = serializers.IntegerField(required=False, help_text="Of 409 and 412: prepare the next one on it.")
    changes = serializers.DictField(
        child=Difference(), required=False, help_text="Of 412, by field: what changed since the version you named."
    )
    conflicts = serializers.DictField(child=Conflict(), required=False, help_text="Of a stale edit, by field.")


# What stands in for all refusals of an address; the document names them one by one (`claims.api.refusals`).
REFUSALS = {(ANY, MEDIA_TYPE): Problem}


# What a parameter may look like, where its type alone does not say it well.
EXAMPLES = {
    "after": 120,
    "as_of": "2024-08-27T18:00:00Z",
    "country": ["ML"],
    "cursor": "WyI0ZjYwIiwwLG51bGwsNDJd",
    "fields": ["id"],
    "language": ["fr"],
    "limit": 100,
    "q": "drone",
    "since": "2024-08-25",
    "subject_type": "claim",
    "supported_by_min": 2,
    "text": "At least 21 people were killed",
}
COMMAS = "Any of these, with commas between."
OF_TYPE = {
    "boolean": True,
    "integer": 1,
    "int64": 120,
    "date": "2024-08-25",
    "date-time": "2026-11-20T12:00:00Z",
    "string": "words",
}


def example_of(name: str, shape: dict[str, Any]) -> Any:
    """A value that a parameter of this name and schema takes."""
    if name in EXAMPLES:
        return EXAMPLES[name]
    if shape.get("type") == "array":
        return [example_of(name, shape["items"])]
    return shape["enum"][0] if "enum" in shape else OF_TYPE[shape.get("format", shape["type"])]


class DoorSchema(AutoSchema):
    """Operations are named after their address; shapes lose their suffix; least role and scopes are told."""

    def _process_override_parameters(self, direction: Any = "request") -> Any:
        """Query strings with an example each; several values have commas between."""
        found = super()._process_override_parameters(direction)
        for (_name, place), parameter in found.items():
            if parameter is not None and place == "query":
                shape = parameter["schema"]
                if shape.get("type") == "array":
                    parameter |= {"style": "form", "explode": False}
                    shape["items"].pop("description", None)  # what each code is called stands in the components
                    parameter["description"] = f"{parameter.get('description', '')} {COMMAS}".strip()
                parameter.setdefault("example", example_of(parameter["name"], shape))
        return found

    def get_operation_id(self) -> str:
        path = self.path.removeprefix("/api/v1/").strip("/")
        names = ["one" if part.startswith("{") else part.replace("-", "_") for part in path.split("/")]
        return "_".join([self.method.lower(), *names])

    def get_summary(self) -> str:
        return str(super().get_description() or "")

    def get_description(self) -> str:  # type: ignore[override]
        needs = getattr(getattr(self.view, self.method.lower()), "needs", None)
        return f"Least role: {LEAST_ROLE[needs].value}. {_scope_words(needs)}" if isinstance(needs, May) else ""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        answers: Any = self.get_response_serializers()
        if self.method != "GET" and any(map(_is_of_rows, answers.values())):
            bodies = or_withheld(bodies)
        taken = {each["name"]: each for each in self._get_parameters()}
        return named_refusals(bodies, method=self.method, taken=taken)

    def _resolve_path_parameters(self, variables: Any) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._resolve_path_parameters(variables)
        return [{**each, "schema": {**ID, "format": "int64", "maximum": HIGHEST_ID}} for each in parameters]

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_basic_serializer(serializer, direction)
        if not type(serializer).__dict__.get("__doc__"):
            schema.pop("description", None)  # what stands there is about the class below, and not for readers
        return {**schema, "additionalProperties": False} if isinstance(serializer, Input) else schema

    def _map_serializer(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_serializer(serializer, direction, bypass_extensions)
        for each in schema.get("properties", {}).values():
            if each.get("oneOf") == [{}, {"type": "null"}]:  # null is anything as well: it would fit twice
                del each["oneOf"]
        return schema

    def _get_format_parameters(self) -> list[dict[str, Any]]:
        return []  # whoever wants a stream says so with Accept

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> dict[str, Any]:
        # What goes out never goes in by the same shape: to say so at every field says nothing.
        meta: dict[str, Any] = super()._get_serializer_field_meta(field, direction)
        return {name: value for name, value in meta.items() if name != "readOnly"}

    def _get_serializer_name(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> str:
        name: str = super()._get_serializer_name(serializer, direction, bypass_extensions)
        return name.removesuffix("Shape")


def _scope_words(needs: May) -> str:
    enough = [scope.value for scope in TokenScope if scope in SCOPES.get(needs, ())]
    if not enough:
        return "No token does this."
    return f"Scope of a token: {'any' if len(enough) == len(TokenScope) else ' or '.join(enough)}."


def _is_of_rows(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, Shape)


class TextExtension(OpenApiSerializerFieldExtension):
    target_class = "claims.api.fields.Text"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        longest = self.target.longest
        return {"type": "string", **({"maxLength": longest} if longest else {})}


class SeveralExtension(OpenApiSerializerFieldExtension):
    target_class = "claims.api.query.Several"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        items = auto_schema._map_serializer_field(self.target.child, direction)
        return {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_AT_ONCE}


class CountryExtension(OpenApiSerializerFieldExtension):
    target_class = "claims.api.filters._base.Country"
    priority = 1

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Za-z]{2}$"}


class RefExtension(OpenApiSerializerFieldExtension):
    target_class = "claims.api.fields.Ref"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        meta = self.target.model._meta
        return {**ID, "maximum": HIGHEST_ID, "description": f"Id: {meta.verbose_name}.", "x-refers-to": meta.model_name}


class BearerExtension(OpenApiAuthenticationExtension):
    target_class = "claims.api.tokens.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "`Authorization: Bearer onrec_…`"}


class BrowserExtension(SessionScheme):
    target_class = "claims.api.sessions.BrowserAuthentication"
    name = "session"

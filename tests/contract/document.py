"""The stored document, and what of it stands for rows of the newsroom."""

from typing import Any

import yaml
from django.conf import settings

KEPT = settings.BASE_DIR / "docs" / "openapi.yaml"
DOCUMENT: dict[str, Any] = yaml.load(KEPT.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
# What stands in an address: the noun, and the kind of row whose id follows.
NOUNS = {
    "parties": "party",
    "replies": "reply",
    "evidence": "evidence",
    "independences": "independence",
    "named-people": "incidentperson",
    "record": "recordcheck",
    "channel-checks": "channelcheck",
    "members": "membership",
    "tokens": "apitoken",
    "reported-silences": "reportedsilence",
    "digests": "digest",
}


def model_of(path: str) -> str:
    """The kind of row whose id stands in the path."""
    noun = path.removeprefix("/api/v1/").split("/")[0]
    return NOUNS.get(noun) or noun.replace("-", "").removesuffix("s")


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where a reference stood."""
    found = schema
    while "$ref" in found:
        found = DOCUMENT
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return found


def placed(value: Any, schema: dict[str, Any], rows: dict[str, list[int]]) -> Any:
    """The value with ids of rows that exist wherever the document has a reference; every fifth is left as it came."""
    schema = resolved(schema)
    for part in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
        value = placed(value, part, rows)
    match value:
        case dict():
            known = schema.get("properties", {})
            return {name: placed(inner, known.get(name, {}), rows) for name, inner in value.items()}
        case list():
            return [placed(inner, schema.get("items", {}), rows) for inner in value]
        case float() if value.is_integer() and "x-refers-to" in schema:
            return row_for(int(value), rows.get(schema["x-refers-to"], []))  # nobody writes `?party=7.0`
        case int() if "x-refers-to" in schema:
            return row_for(value, rows.get(schema["x-refers-to"], []))
    return value


def row_for(drawn: int, keys: list[int]) -> int:
    """The id that a drawn number stands for."""
    return keys[drawn % len(keys)] if keys and drawn not in (0, 4) and drawn % 5 and 0 < drawn < 2**62 else drawn

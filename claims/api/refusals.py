"""What an address may answer other than success: each status once, where the document keeps what is shared."""

from typing import Any

from claims.api.errors import MEDIA_TYPE, TITLES

ANY = "default"
WITHHELD = {
    "type": "object",
    "description": "Of a row that was written and that you may not see: a tool may record what its terms withhold.",
    "properties": {"id": {"type": "integer"}, "withheld": {"type": "boolean", "const": True}},
    "required": ["id", "withheld"],
    "additionalProperties": False,
}
JSON = "application/json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
# What any request may be answered.
EVERYWHERE = (400, 401, 403, 404, 406, 422, 429, 500, 503)
# What a body may bring upon itself, and two who write at once.
OF_WRITES = (409, 412, 413, 415)
# Of a row that has an entity tag, and of a write that must say which one was read.
OF_TAGS, OF_NEEDED_TAGS = 412, 428
HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": ("How to say who you are.", {"type": "string"})},
    429: {"Retry-After": ("Seconds to wait.", {"type": "string"})},
}


def named_refusals(bodies: dict[str, Any], *, method: str, taken: dict[str, Any]) -> dict[str, Any]:
    """The answers of an operation with every refusal by its status, as a reference to what they share.

    `taken`: its parameters by name; a write may be given a precondition even where none is among them.
    """
    statuses = {*EVERYWHERE, *(() if method == "GET" else OF_WRITES)}
    if "If-None-Match" in taken:
        statuses.add(OF_TAGS)
    if taken.get("If-Match", {}).get("required"):
        statuses.add(OF_NEEDED_TAGS)
    refusals = {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in sorted(statuses)}
    return {status: body for status, body in bodies.items() if status != ANY} | (refusals if ANY in bodies else {})


def or_withheld(bodies: dict[str, Any]) -> dict[str, Any]:
    """The answers of a write, with what is said where the row that was written is kept from whoever wrote it."""
    found = dict(bodies)
    for status, body in bodies.items():
        if JSON in body.get("content", {}):
            either = [body["content"][JSON]["schema"], {"$ref": "#/components/schemas/Withheld"}]
            found[status] = {**body, "content": {JSON: {"schema": {"anyOf": either}}}}
    return found


def with_refusals(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: the refusals that operations refer to."""
    result["components"]["schemas"]["Withheld"] = WITHHELD
    result["components"]["responses"] = {
        _name(status): _refusal(status) for status in sorted({*EVERYWHERE, *OF_WRITES, OF_NEEDED_TAGS})
    }
    return result


def _refusal(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": str(TITLES[status]),
        "content": {MEDIA_TYPE: {"schema": PROBLEM}},
    }
    if headers := HEADERS.get(status):
        described["headers"] = {
            name: {"description": words, "schema": schema} for name, (words, schema) in headers.items()
        }
    return described


def _name(status: int) -> str:
    return f"Refused{status}"

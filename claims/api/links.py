"""Links of the description: what was made by one operation is read and edited by others at its own address."""

from typing import Any

MADE = {"id": "$response.body#/id"}


def with_links(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: what a POST to a list makes is found under its id."""
    for path, operations in result["paths"].items():
        made = operations.get("post", {}).get("responses", {}).get("201")
        own = result["paths"].get(f"{path}{{id}}/", {})
        if made and own and not path.endswith("{id}/"):
            made["links"] = {
                f"{method}_it": {"operationId": own[method]["operationId"], "parameters": MADE}
                for method in ("get", "patch")
                if method in own
            }
    return result

"""Which scripts of other sites may call the API from a browser: none, unless CORS_ALLOWED_ORIGINS names theirs."""

from typing import Any

from corsheaders.defaults import default_headers

MIDDLEWARE = "corsheaders.middleware.CorsMiddleware"
ANY = "*"


def settings_for(origins: list[str], *, apps: list[str], middleware: list[str]) -> dict[str, Any]:
    """The settings; without origins nothing is installed.

    A script brings a token of its own. Cookies never travel along: what a person may do is not lent to other sites.
    """
    if not origins:
        return {}
    return {
        "INSTALLED_APPS": [*apps, "corsheaders"],
        # After what turns to https, before all that could answer on its own.
        "MIDDLEWARE": [middleware[0], MIDDLEWARE, *middleware[1:]],
        "CORS_URLS_REGEX": r"^/api/v1/",
        "CORS_ALLOW_ALL_ORIGINS": ANY in origins,
        "CORS_ALLOWED_ORIGINS": [origin for origin in origins if origin != ANY],
        "CORS_ALLOW_CREDENTIALS": False,
        "CORS_ALLOW_METHODS": ["GET", "OPTIONS", "PATCH", "POST"],
        "CORS_ALLOW_HEADERS": [*default_headers, "idempotency-key", "if-match", "if-none-match", "on-record-newsroom"],
        "CORS_EXPOSE_HEADERS": [
            *("Deprecation", "ETag", "Idempotent-Replayed", "Link", "On-Record-As-Of"),
            *("RateLimit", "RateLimit-Policy", "Retry-After", "Sunset"),
        ],
    }

"""Our settings with other addresses: no middleware, or Django's default one, and REST framework's own tokens."""

from tracker.settings import *  # noqa: F403 -- all but what follows
from tracker.settings import INSTALLED_APPS as OURS
from tracker.settings import env

DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "benchmarks.served.urls"
MIDDLEWARE = DEFAULT_MIDDLEWARE if env.bool("BENCH_MIDDLEWARE", default=False) else []
INSTALLED_APPS = [*OURS, "rest_framework.authtoken"]
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ("rest_framework.renderers.JSONRenderer",)}

"""The one settings file. Every difference between two installations is read from the environment (and `.env`).

Importing this file starts nothing and writes nothing.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from claims import vocabulary
from claims.rules.rates import rate_of
from tracker import cors, databases, tiles
from tracker.stack import addresses, place

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

DEBUG = env.bool("DEBUG", default=False)
# What the environment does not name is this clone's own, whether or not it runs.
STACK = place.here()

SECRET_KEY = env.str("SECRET_KEY", default="") or addresses.secret_key(STACK)
if not SECRET_KEY:
    raise SystemExit(
        "SECRET_KEY is not set: put a long random text there (`make run` and manage.py make one for themselves)."
    )
# Keys the digests of API tokens. Unless it is set on its own, a new SECRET_KEY voids every token.
TOKEN_PEPPER = env.str("TOKEN_PEPPER", default="") or f"token-pepper:{SECRET_KEY}"
# Signs the heads of the record. Who takes another one lists the public keys of those before.
RECORD_KEY = env.str("RECORD_KEY", default="") or addresses.record_key(STACK)
if not RECORD_KEY:
    raise SystemExit(
        "RECORD_KEY is not set: put 32 random bytes in base64 there (`make run` and manage.py make their own)."
    )
RECORD_OLD_KEYS = env.list("RECORD_OLD_KEYS", default=[])
# Every head is written there as well, where nobody who can write to the database can take it back.
RECORD_HEADS_FILE = env.str("RECORD_HEADS_FILE", default="") or str(STACK.var / "record-heads.jsonl")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Behind TLS unless told otherwise: cookies travel encrypted only, and browsers remember it.
HTTPS = env.bool("HTTPS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=HTTPS)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
# Only where a proxy in front sets or removes this header on every request; from anybody else it would be a lie.
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "axes",
    "pgtrigger",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "claims",
]

# Those of our own are Django's, and let tools pass.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tracker.middleware.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.ContentPolicy",
    "tracker.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracker.middleware.Forms",
    "tracker.middleware.People",
    "tracker.middleware.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.Htmx",
    "axes.middleware.AxesMiddleware",
]
# Origins whose scripts may call the API from a browser, or *.
vars().update(
    cors.settings_for(env.list("CORS_ALLOWED_ORIGINS", default=[]), apps=INSTALLED_APPS, middleware=MIDDLEWARE)
)

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    }
]

DATABASES = {"default": databases.parse(env.str("DATABASE_URL", default="") or addresses.database(STACK))}
# A connection is looked at before it is handed out: the server may have been restarted meanwhile.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Statements with CTEs look dear to the planner and are not: compiling them would take longer than running them.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
# Reads that come again and again are planned once per connection. A pooler that spreads the statements of a client over
# several connections and does not follow prepared ones (PgBouncer before 1.21) cannot have this.
if env.bool("DATABASE_PREPARED", default=True):
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5
    # Left to itself PostgreSQL would go on planning those over dozens of tables, which takes longer than they run.
    DATABASES["default"]["OPTIONS"]["options"] += " -c plan_cache_mode=force_generic_plan"
# Of a page or an answer; ticks, migrations and checks of the record take their time. 0 is no limit.
if env.bool("WEB_PROCESS", default=False):
    WEB_QUERY_SECONDS = env.int("WEB_QUERY_SECONDS", default=10)
    DATABASES["default"]["OPTIONS"]["options"] += f" -c statement_timeout={WEB_QUERY_SECONDS}s"
if env.bool("DATABASE_POOL", default=False):
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL_SIZE", default=8),
        "timeout": 10,
    }
REDIS_URL = env.str("REDIS_URL", default="") or addresses.redis(STACK)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A cache that does not answer must not hold up a page.
        "OPTIONS": {"socket_timeout": 2},
    }
}
# How often the API may be asked: by one token or person, from one address; of these, how many may write or take a whole
# file. Strangers see the description alone; `false_tokens` are guesses from one address.
API_RATES = {
    "token": rate_of(env.str("API_RATE_TOKEN", default="3000/min")),
    "user": rate_of(env.str("API_RATE_USER", default="3000/min")),
    "address": rate_of(env.str("API_RATE_ADDRESS", default="6000/min")),
    "write": rate_of(env.str("API_RATE_WRITE", default="600/min")),
    "export": rate_of(env.str("API_RATE_EXPORT", default="60/min")),
    "stranger": rate_of(env.str("API_RATE_STRANGER", default="120/min")),
    "false_tokens": rate_of(env.str("API_RATE_FALSE_TOKENS", default="30/min")),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Django authenticates with `username=`, whatever the column is called.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "claims.web.auth.address_typed"
AXES_LOCKOUT_CALLABLE = "claims.web.auth.locked_out"
PASSWORD_RESET_TIMEOUT = 24 * 3600
CSRF_FAILURE_VIEW = "claims.web.errors.csrf_failed"
# Our own templates also draw the inputs of forms.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "tracker.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# One utterance with thirty claims, each with its figures and accused, is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("leaflet", tiles.leaflet())]
WHITENOISE_USE_FINDERS = True

# Pictures beneath the map of incidents come from the newsroom's own server, or there are none.
MAP_TILES_URL = env.str("MAP_TILES_URL", default="")
MAP_TILES_CREDIT = env.str("MAP_TILES_CREDIT", default="")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *tiles.origins_of(MAP_TILES_URL)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_URL = env.email_url("EMAIL_URL", default=f"filemail:///{STACK.var / 'mail'}")
vars().update(EMAIL_URL)
EMAIL_TIMEOUT = 15
# How many digests a minute all workers together hand to the mail server; 0 is as many as it takes.
EMAIL_LETTERS_PER_MINUTE = env.int("EMAIL_LETTERS_PER_MINUTE", default=600)
# Where links in mail lead to.
SITE_URL = env.str("SITE_URL", default="") or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0].lstrip('.')}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="On Record <on-record@localhost>")

# Celery is only the clock: nothing waits in the broker that the database would not know.
CELERY_BROKER_URL = addresses.broker(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# A tick that nobody picked up before the next one is of no use: a worker that was away finds no backlog.
CELERY_BEAT_SCHEDULE = {
    "number-changes": {"task": "claims.number_changes", "schedule": 5, "options": {"expires": 5}},
    "send-password-resets": {"task": "claims.send_password_resets", "schedule": 5, "options": {"expires": 5}},
    "send-digests": {"task": "claims.send_digests", "schedule": 60, "options": {"expires": 60}},
    "send-notices": {"task": "claims.send_notices", "schedule": 60, "options": {"expires": 60}},
    "seal-record": {"task": "claims.seal_record", "schedule": 60, "options": {"expires": 60}},
    "check-records": {"task": "claims.check_records", "schedule": 5, "options": {"expires": 5}},
    "forget-answers": {"task": "claims.forget_answers", "schedule": 3600, "options": {"expires": 3600}},
    "raise-flags": {"task": "claims.raise_flags", "schedule": 20, "options": {"expires": 20}},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": (
        "claims.api.tokens.BearerAuthentication",
        "claims.api.sessions.BrowserAuthentication",
    ),
    "DEFAULT_PERMISSION_CLASSES": ("claims.api.permissions.KnownOnly",),
    "DEFAULT_PARSER_CLASSES": ("claims.api.parsers.StrictJSONParser",),
    "DEFAULT_RENDERER_CLASSES": ("rest_framework.renderers.JSONRenderer",),
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.DoorSchema",
    "DEFAULT_METADATA_CLASS": None,
    # Whether X-Forwarded-For is believed: the last address in it, which our own proxy put there.
    "NUM_PROXIES": int(env.bool("BEHIND_PROXY", default=False)),
    "EXCEPTION_HANDLER": "claims.api.errors.problem_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "On Record",
    "DESCRIPTION": (
        "Who says what, where it was seen, how far it is verified, and who has yet to answer. See docs/api.md."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_PATCH": False,
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.refusals.with_refusals",
        "claims.api.links.with_links",
    ],
    "ENUM_NAME_OVERRIDES": {
        name: f"claims.vocabulary.{name}"
        for name, words in vars(vocabulary).items()
        if isinstance(words, type) and words.__module__ == vocabulary.__name__
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# Somebody waits for what this process asks the database: it does not wait for ever.
os.environ.setdefault("WEB_PROCESS", "yes")
# A web process answers many short requests from a few threads, which is what a pool is for. Everything else connects
# for itself: Celery's children must not inherit a pool over a fork.
os.environ.setdefault("DATABASE_POOL", "yes")

application = get_wsgi_application()

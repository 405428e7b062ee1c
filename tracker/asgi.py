"""The ASGI entry point, for servers that speak it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# Somebody waits for what this process asks the database: it does not wait for ever.
os.environ.setdefault("WEB_PROCESS", "yes")

application = get_asgi_application()

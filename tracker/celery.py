"""The Celery app: only a clock. What a tick does lives in `claims.actions`; what is due is read from the database."""

import os
import warnings

from celery import Celery
from celery.exceptions import SecurityWarning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

# Root may run the stack, which reads nothing but JSON of its own making from the broker.
warnings.filterwarnings("ignore", "You're running the worker with superuser", SecurityWarning)

app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims"])

"""The Django project: settings, addresses, the Celery app and the embedded stack behind `make run`."""

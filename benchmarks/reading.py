"""Somebody who is signed in, in this process."""

from django.test import Client

from claims.models import User


def reading(email: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return client

"""Addresses of the benchmark's own views."""

from django.urls import path

from benchmarks.served.views import PassingOn, bare

urlpatterns = [
    path("bare/<slug:name>/", bare),
    path("passing-on/<slug:name>/", PassingOn.as_view()),
]

"""What all shapes and inputs have in common."""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers

from claims.api import urls
from claims.api.shapes._base import Input

assert urls  # loads every shape there is


def every(base: Any) -> Iterator[Any]:
    for each in base.__subclasses__():
        yield each
        yield from every(each)


def test_no_serializer_writes_a_model():
    shapes = [each for each in every(serializers.ModelSerializer) if hasattr(each, "Meta")]

    assert len(shapes) > 30
    for shape in shapes:
        assert all(field.read_only for field in shape().get_fields().values()), shape


def test_every_input_refuses_what_it_does_not_know_at_every_depth():
    inputs = list(every(Input))

    assert len(inputs) > 30
    for each in inputs:
        for field in each().fields.values():
            inner = getattr(field, "child", field)
            assert not isinstance(inner, serializers.BaseSerializer) or isinstance(inner, Input), (each, field)


def test_no_input_fills_in_what_was_not_sent():
    for each in every(Input):
        assert each().to_internal_value({}) == {} if not _required(each) else True


def _required(each: type[Input]) -> list[str]:
    return [name for name, field in each().fields.items() if field.required]

"""What became of a row since a version that somebody read: per field what it was, from the record, and what it is."""

from typing import Any

from django.db import models
from rest_framework import serializers

from claims.api.compiled.through import KeyOf
from claims.api.shapes._own import OwnShape
from claims.models.versions import at_version
from claims.rules.actor import Actor


def differences(shape: type[OwnShape], key: int, version: int, actor: Actor) -> dict[str, Any]:
    """Per field of the row's own representation `{"base": …, "theirs": …}`; {} if there never was such a version.

    Lists whose rows come and go (names of a party, questions of a request) are not compared.
    """
    now: Any = shape.rows(actor).filter(pk=key).first()
    fields: dict[str, Any] = dict(shape().fields)
    parts = [name for name, field in fields.items() if isinstance(field, serializers.ListSerializer)]
    then: Any = at_version(now, version, parts) if now is not None else None
    if then is None:
        return {}
    _complete(then, now, shape, actor)
    base, theirs = shape(then).data, shape(now).data
    compared = [name for name in fields if name != "version" and base[name] != theirs[name]]
    return {name: {"base": base[name], "theirs": theirs[name]} for name in compared}


def _complete(then: Any, now: Any, shape: type[OwnShape], actor: Actor) -> None:
    """What the record does not keep of the row is as now; what the reader may not see is judged today."""
    if hasattr(now, "unnamed"):
        then.unnamed = now.unnamed
    links = getattr(now, "_prefetched_objects_cache", {})
    then._prefetched_objects_cache = links | then._prefetched_objects_cache
    for name in (field.link for field in shape().fields.values() if isinstance(field, KeyOf)):
        described: Any = now._meta.get_field(name)
        seen: models.QuerySet[Any] = described.related_model._default_manager.visible_to(actor)
        then._state.fields_cache[name] = seen.filter(pk=getattr(then, described.attname)).first()

"""Entity tags: what a row's own representation is like, told by its version (RFC 9110, sections 8.8.3 and 13).

A tag is `"incident-12-7"`: noun, id and version; where ids in the representation depend on who reads, with a digest of
these: `"claim-12-7-5f2c9a10"`. So two readers who are shown the same have the same tag, and no others.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from django.db import models
from django.db.models import Value
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.request import Request

from claims.api.compiled.answers import Row, compiled_rows
from claims.api.compiled.kept import KEPT
from claims.api.compiled.statements import Shown, rows_of
from claims.api.differences import differences
from claims.api.plain import plain
from claims.api.shapes._own import OwnShape
from claims.errors import VersionMoved
from claims.models.prepared import Given, Written
from claims.rules.actor import Actor
from claims.rules.versions import Exactly

TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
BLANK = " \t"
NOT_CHANGED = OpenApiResponse(description="You have it already: the entity tag is among those of `If-None-Match`.")


@dataclass(frozen=True)
class Tags:
    """What `If-Match` or `If-None-Match` names: anything at all (`*`), or some tags, each weak or not."""

    anything: bool
    named: Sequence[tuple[bool, str]] = ()

    def has(self, tag: str | None, *, weakly: bool = False) -> bool:
        """Whether the tag is among them; a weak one counts where the comparison is weak."""
        return self.anything or any(f'"{text}"' == tag and (weakly or not weak) for weak, text in self.named)


class PreconditionMissing(APIException):
    """A write that must say of which version it is."""

    status_code = 428
    default_code = "precondition_required"

    def __init__(self) -> None:
        super().__init__(
            _("Say with If-Match which entity tag you read; If-Match: * merges with whatever others changed.")
        )


class PreconditionFailed(APIException):
    """The row is not as the precondition says. `tag` is the one it has now, `told` what goes into the answer beside."""

    status_code = 412
    default_code = "precondition_failed"

    def __init__(self, tag: str | None, **told: Any) -> None:
        super().__init__(
            _("This is not as your precondition says. Nothing was written.")
            if tag
            else _("Nothing at this address has an entity tag. Nothing was written.")
        )
        self.headers = {"ETag": tag} if tag else {}
        self.told = told


def tags_in(request: Request, header: str) -> Tags | None:
    """What the header names; None without one. What cannot be read is refused: to ignore it would drop a condition."""
    text = request.headers.get(header)
    if text is None:
        return None
    if text.strip(BLANK) == "*":
        return Tags(anything=True)
    named, rest = [], text.strip(BLANK + ",")
    while rest:
        found = TAG.match(rest)
        after = rest[found.end() :].lstrip(BLANK) if found else ""
        if found is None or (after and after[0] != ","):
            break
        named.append((found[1] is not None, found[2]))
        rest = after.lstrip(BLANK + ",")
    if rest or not named:
        message = _('%(header)s takes entity tags in double quotes, such as "incident-12-7", or *.')
        raise ParseError(message % {"header": header}, code="entity_tag_unreadable")
    return Tags(False, named)


def one_tagged(shape: type[OwnShape], actor: Actor, key: int) -> list[Row]:
    """`compiled_rows` of the row of this key with what its tag is made of: version, and what depends on the reader."""
    return _one_tagged(shape, actor).fetched(key=key)


@lru_cache(maxsize=KEPT)
def _one_tagged(shape: type[OwnShape], actor: Actor) -> Written:
    return Written(compiled_rows(_by_key(shape, actor), shape, actor, "version", "told")[:1])


@lru_cache(maxsize=KEPT)
def _tag(shape: type[OwnShape], actor: Actor) -> Written:
    return Written(_by_key(shape, actor).values_list("pk", "version", "told")[:1])


def _by_key(shape: type[OwnShape], actor: Actor) -> models.QuerySet[Any]:
    told = Shown(shape, actor, shape.TOLD) if shape.TOLD else Value("")
    return rows_of(shape, actor).filter(pk=Given("key")).order_by().annotate(told=told)


def tag_from(shape: type[OwnShape], key: int, version: int, told: str) -> str:
    """The tag of a row of which these were read in one statement."""
    digest = f"-{blake2s(told.encode(), digest_size=4).hexdigest()}" if told else ""
    return f'"{_noun(shape)}-{key}-{version}{digest}"'


def tag_of(shape: Any, key: int, actor: Actor) -> str | None:
    """The row's tag as it is now, in one query; None if the shape has none, or the actor sees no such row."""
    if not has_tags(shape):
        return None
    found = _tag(shape, actor).fetched(key=key)
    return tag_from(shape, *found[0]) if found else None


def has_tags(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, OwnShape)


def version_named(tags: Tags, shape: type[OwnShape], key: int) -> int | None:
    """The latest version of this row that is named, if one is."""
    stem = re.compile(rf"{_noun(shape)}-{key}-([1-9][0-9]{{0,17}})(-[0-9a-f]{{8}})?")
    return max((int(found[1]) for _weak, text in tags.named if (found := stem.fullmatch(text))), default=None)


def unless_changed(request: Request, shape: Any, key: int, actor: Actor) -> HttpResponse | None:
    """304 if the reader has the row as it is; 412 if it is not as the reader says; None if it is to be sent."""
    must, other = tags_in(request, "If-Match"), tags_in(request, "If-None-Match")
    if must is None and other is None:
        return None
    tag = tag_of(shape, key, actor)
    if tag is None:
        return None
    if must is not None and not must.has(tag):
        raise PreconditionFailed(tag)
    if other is None or not other.has(tag, weakly=True):
        return None
    answer = HttpResponse(status=304, headers={"ETag": tag})
    del answer["Content-Type"]
    return answer


@dataclass(frozen=True)
class Precondition:
    """What a write asks of the row of `shape` and `key` that its address names."""

    must: Tags | None
    shape: Any = None
    key: int | None = None
    exactly: Exactly | None = None

    def kept(self, write: Callable[[], Any], actor: Actor) -> Any:
        """What `write` returns. Somebody may have been quicker since the tag was looked at: then it is 412 as well."""
        try:
            return write()
        except VersionMoved:
            raise failed(tag_of(self.shape, self.key or 0, actor), self.must, self.shape, self.key, actor) from None

    def version(self, given: dict[str, Any]) -> Any:
        """On which version the edit is made: that of the tag, or the one in the body, which merges."""
        version = given.get("version")
        if self.exactly is None:
            if version is None:
                needed = _("This is needed, unless If-Match names an entity tag.")
                raise ValidationError({"version": [needed]}, code="required")
            return version
        if version not in (None, self.exactly):
            raise ValidationError(
                {"version": [_("This is not the version of the entity tag.")]}, code="version_not_matched"
            )
        return self.exactly


def precondition_of(request: Request, shape: Any, key: int | None, actor: Actor, *, needed: bool) -> Precondition:
    """What `If-Match` and `If-None-Match` of a write say, if the row is so; else 412. `needed`: 428 without the former.

    That the row is still so when it is locked, `Exactly` sees to.
    """
    must, other = tags_in(request, "If-Match"), tags_in(request, "If-None-Match")
    if must is None and needed:
        raise PreconditionMissing
    if must is None and other is None:
        return Precondition(None)
    tag = tag_of(shape, key, actor) if key is not None else None
    if (must is not None and not must.has(tag)) or (tag and other is not None and other.has(tag, weakly=True)):
        raise failed(tag, must, shape, key, actor)
    exact = must is not None and not must.anything and tag is not None
    return Precondition(must, shape, key, Exactly(_version_in(str(tag))) if exact else None)


def failed(tag: str | None, must: Tags | None, shape: Any, key: int | None, actor: Actor) -> PreconditionFailed:
    """The refusal, with what changed since the version that was named."""
    if tag is None or key is None:
        return PreconditionFailed(None)
    version = version_named(must, shape, key) if must is not None else None
    changes = differences(shape, key, version, actor) if version is not None else {}
    return PreconditionFailed(tag, current_version=_version_in(tag), changes=plain(changes))


def _version_in(tag: str) -> int:
    return int(tag.strip('"').split("-")[2])


def _noun(shape: Any) -> str:
    return str(shape.Meta.model._meta.model_name)


IF_MATCH = (
    "The entity tag that you read: the write is refused (412) if the row is another by now. `*` merges what you changed"
    " since `version` with what others did."
)
READ = [
    OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="Entity tags that you have: 304."),
    OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 304], description="Strong."),
]


def matching(*, needed: bool) -> list[OpenApiParameter]:
    """What a PATCH of a tagged row takes and gives, for the document."""
    return [
        OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=needed, description=IF_MATCH),
        OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200], description="Of what is answered."),
    ]

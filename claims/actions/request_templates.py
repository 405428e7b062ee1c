"""The newsroom's own wording of requests for comment."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import merged, write
from claims.actions._fields import checked
from claims.actions._rows import lock, lock_newsroom
from claims.models import RequestTemplate
from claims.rules.actor import Actor
from claims.rules.request_templates import check_new, check_template
from claims.rules.roles import May, require
from claims.vocabulary import Verb


@transaction.atomic
def write_template(*, language: str, text: str, by: Actor, at: datetime) -> RequestTemplate:
    """Write the text with which first texts in a language begin."""
    require(by, May.WORD_REQUESTS)
    lock_newsroom(by)
    values = checked(RequestTemplate, {"language": language, "text": text}, now=at)
    check_template(values["text"])
    check_new(RequestTemplate.objects.of(by).filter(language=values["language"]).exists())
    template = RequestTemplate(newsroom_id=by.newsroom_id, written_at=at, **values)
    template.save(force_insert=True)
    record_change(Verb.TEMPLATE_WRITTEN, template, by=by, at=at)
    return template


@transaction.atomic
def revise_template(*, template: RequestTemplate, version: int, text: str, by: Actor, at: datetime) -> RequestTemplate:
    """Change the text prepared on `version`; an empty one is the house's own wording again."""
    require(by, May.WORD_REQUESTS)
    template = lock(template, by)
    values = merged(template, version, checked(RequestTemplate, {"text": text}, now=at))
    if not values:
        return template
    if values["text"]:
        check_template(values["text"])
    write(template, {**values, "written_at": at})
    record_change(Verb.TEMPLATE_WRITTEN, template, by=by, at=at)
    return template

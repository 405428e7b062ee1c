"""`preview_digest` on the shell."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from claims.models import Membership
from claims.vocabulary import Role
from tests.factories import NOW, MembershipFactory, NewsroomFactory
from tests.web.conftest import LATER

pytestmark = pytest.mark.django_db

AS_OF = "2026-11-20T12:30Z"


def preview(out, **given) -> str:
    said = StringIO()
    options = {"user": "editor@desk.example", "as_of": AS_OF, "out": str(out)} | given
    with time_machine.travel(LATER, tick=False):
        call_command("preview_digest", verbosity=0, stderr=said, **options)
    return said.getvalue()


def test_it_writes_both_parts_and_nothing_else(tmp_path, members, a_claim, snapshot):
    before, out = snapshot(), tmp_path / "new" / "digest"

    said = preview(out)

    assert sorted(path.name for path in out.iterdir()) == ["digest.html", "digest.txt"]
    html, text = (out / "digest.html").read_text(), (out / "digest.txt").read_text()
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "The Desk" in text
    assert "/digest/unsubscribe/" not in html + text
    assert str(out) in said
    assert snapshot() == before


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"user": "nobody@desk.example"}, "nobody with the address"),
        ({"newsroom": "elsewhere"}, "is no member of “elsewhere” now"),
        ({"as_of": "last Monday"}, "is no instant"),
        ({"as_of": "2026-02-31T09:00Z"}, "is no instant"),
        ({"as_of": "2026-11-20T12:30"}, "is no instant"),
        ({"as_of": "2030-01-01T09:00Z"}, "has not come yet"),
        ({"out": "/dev/null/here"}, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said_in_words(tmp_path, members, given, words):
    NewsroomFactory.create(slug="elsewhere")
    with pytest.raises(CommandError, match=words):
        preview(**{"out": tmp_path} | given)
    assert list(tmp_path.iterdir()) == []


def test_who_has_left_is_no_reader(tmp_path, members):
    Membership.objects.filter(pk=members[Role.EDITOR].pk).update(deactivated_at=NOW)
    with pytest.raises(CommandError, match="is no member of any newsroom now"):
        preview(tmp_path)


def test_who_works_in_several_newsrooms_says_which(tmp_path, members):
    other = NewsroomFactory.create(slug="elsewhere", name="Elsewhere")
    MembershipFactory.create(newsroom=other, user=members[Role.EDITOR].user)

    with pytest.raises(CommandError, match=r"choose one with --newsroom \(desk, elsewhere\)"):
        preview(tmp_path)

    preview(tmp_path, newsroom="elsewhere")
    assert "Elsewhere" in (tmp_path / "digest.txt").read_text()

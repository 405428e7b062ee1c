"""What people get by mail is theirs to say; whether there is any, the admins'."""

from datetime import time

import pytest

from claims.models import Change, Newsroom, NoticeLetter, NoticeWishes
from claims.vocabulary import FlagKind, LetterState, Role, Verb
from tests.factories import NOW

pytestmark = pytest.mark.django_db

WANTED = {"by_mail": "on", "letters_a_day": "2", "quiet_from": "22:00", "quiet_until": "06:30", "kinds": ["no_reply"]}


def test_a_person_says_what_they_want_by_mail(as_viewer, users):
    page = as_viewer.get("/account/notices/").content.decode()
    assert 'value="no_reply" id="id_kinds_2" checked' in page
    assert as_viewer.post("/account/notices/", WANTED).status_code == 303

    (wishes,) = NoticeWishes.objects.all()
    assert (wishes.user, wishes.by_mail, wishes.letters_a_day) == (users[Role.VIEWER], True, 2)
    assert (wishes.quiet_from, wishes.quiet_until) == (time(22), time(6, 30))
    assert set(wishes.kinds_off) == set(FlagKind.values) - {FlagKind.NO_REPLY}
    assert not Change.objects.filter(subject_type="noticewishes").exists()


@pytest.mark.parametrize("typed", [{"letters_a_day": "0"}, {"quiet_from": "25:00"}, {"kinds": ["gossip"]}])
def test_what_cannot_be_is_refused(as_viewer, typed, snapshot):
    before = snapshot()
    assert as_viewer.post("/account/notices/", WANTED | typed).status_code == 422
    assert snapshot() == before


def test_an_admin_turns_mail_off_for_the_newsroom_and_that_is_on_record(as_admin, as_viewer, newsroom):
    given = {"name": "The Desk", "time_zone": "UTC", "language": "en"}
    given |= {"not_asked_after_hours": "24", "channel_check_holds_hours": "48"}
    assert as_admin.post("/newsroom/", given).status_code == 303

    assert Newsroom.objects.get().notices_by_mail is False
    change = Change.objects.get(verb=Verb.NEWSROOM_REVISED)
    assert (change.after or {})["notices_by_mail"] is False
    assert "an admin can turn that on" in as_viewer.get("/account/notices/").content.decode()


def test_admins_see_what_went_wrong_with_the_mail(as_admin, as_editor, members):
    settled = {"claimed_at": NOW, "settled_at": NOW, "newsroom": members[Role.VIEWER].newsroom}
    NoticeLetter.objects.create(
        membership=members[Role.VIEWER], state=LetterState.UNCERTAIN, said="Connection lost", attempts=1, **settled
    )
    page = as_admin.get("/newsroom/mail/").content.decode()

    assert "Perhaps sent" in page
    assert "Connection lost" in page
    assert as_editor.get("/newsroom/mail/").status_code == 403

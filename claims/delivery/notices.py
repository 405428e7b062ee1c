"""Mail to our own people about what needs them: one letter per person with everything new, and due reminders."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.actions.bookkeeping import tick_finished
from claims.actions.notices import (
    claim_letter,
    give_up_lost_letters,
    keep_in_letter,
    letter_failed,
    letter_sent,
    letter_uncertain,
)
from claims.delivery import mail
from claims.delivery._notice_items import Group, count, groups_of
from claims.models import Membership, NoticeLetter
from claims.models.notice_news import Contents, contents_of, members_with_news, reader_of, wishes_of

log = logging.getLogger(__name__)

NOTICES = "send_notices"
# So many letters at most per tick: one that waits for a slow server is not taken for one whose worker died.
A_BATCH = 40
LONGEST_FIRST = 110


def send_due(*, now: datetime) -> int:
    """Write to whom there is something to tell, each letter claimed by one worker. Returns how many were taken.

    A mail server that is not there ends the batch; what is due stays due.
    """
    give_up_lost_letters(now=now)
    sent = claimed = 0
    with mail.post() as post:
        for membership_id in members_with_news(now=now):
            letter = claim_letter(membership_id=membership_id, now=now)
            if letter is None:
                continue
            claimed += 1
            fate = _send(post, letter, now)
            sent += fate == mail.Fate.ACCEPTED
            if fate == mail.Fate.UNAVAILABLE or claimed == A_BATCH:
                break
    tick_finished(name=NOTICES, at=now)
    return sent


def _send(post: mail.Post, letter: NoticeLetter, now: datetime) -> mail.Fate | None:
    """Write it anew from what may be told at this moment, send it, and keep what became of it."""
    found = reader_of(letter.membership_id)
    if found is None:
        keep_in_letter(letter=letter, contents=None)
        return None
    member, reader = found
    contents = contents_of(letter, reader, wishes_of(member.user_id), now=now)
    if not keep_in_letter(letter=letter, contents=contents):
        return None
    try:
        words = written(letter, member, contents, now=now)
    except Exception as error:
        # One letter that cannot be written must not keep the others from going out.
        log.exception("a notice could not be written")
        letter_failed(letter=letter, said=type(error).__name__, refused=True, at=now)
        return None
    answer = post.send(words)
    if answer.fate == mail.Fate.ACCEPTED:
        letter_sent(letter=letter, at=now)
    elif answer.fate == mail.Fate.UNCERTAIN:
        letter_uncertain(letter=letter, said=answer.said, at=now)
    else:
        letter_failed(letter=letter, said=answer.said, refused=answer.fate == mail.Fate.REFUSED, at=now)
    return answer.fate


def written(letter: NoticeLetter, member: Membership, contents: Contents, *, now: datetime) -> mail.Letter:
    """The letter in its reader's language and zone."""
    user, site = member.user, str(settings.SITE_URL).rstrip("/")
    page = f"{site}{reverse('notices')}"
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        groups = groups_of(contents, now=now, site=site)
        context = {"user": user, "newsroom": member.newsroom, "groups": groups, "site": site, "page": page}
        text = render_to_string("email/notice.txt", context | {"left": contents.more})
        subject = _subject(groups, contents.more)
        sent_by = _("On Record, %(newsroom)s") % {"newsroom": member.newsroom.name}
    return mail.Letter(
        key=f"notice:{letter.pk}:{letter.attempts}",
        to=mail.Mailbox(user.email, user.name),
        subject=subject,
        text=text,
        at=now,
        language=user.language,
        sent_by=sent_by,
        headers={"List-Unsubscribe": f"<{page}>"},
    )


def _subject(groups: list[Group], left: int) -> str:
    """The most urgent thing in words, and how many more there are."""
    first, more = groups[0].items[0].words.rstrip("."), count(groups) + left - 1
    if not more:
        return first
    first = first if len(first) <= LONGEST_FIRST else first[: LONGEST_FIRST - 1].rstrip() + "…"
    return ngettext("%(first)s – and %(more)s more", "%(first)s – and %(more)s more", more) % {
        "first": first,
        "more": more,
    }

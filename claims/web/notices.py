"""What a person wants by mail; and, for admins, letters that did not go out as they should."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.notices import keep_notice_wishes
from claims.models import NoticeLetter, NoticeWishes
from claims.models.notice_news import wishes_of
from claims.rules.roles import May
from claims.vocabulary import FlagKind
from claims.web.doors import FormDoor, ListDoor
from claims.web.forms.notices import NoticeForm


class Notices(FormDoor):
    """Theirs alone; holds in all their newsrooms."""

    capability = May.READ
    form_class = NoticeForm
    template = "registration/notices.html"
    heading = _("Mail about what needs you")
    done_message = _("What you get by mail was saved.")

    def initial(self) -> dict[str, Any]:
        wishes = wishes_of(self.user.pk)
        return {
            "by_mail": wishes.by_mail,
            "letters_a_day": wishes.letters_a_day,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "kinds": [kind for kind in FlagKind if kind not in wishes.kinds_off],
        }

    def act(self, form: NoticeForm) -> NoticeWishes:
        return keep_notice_wishes(user=self.user, at=self.now, **form.kwargs())

    def back_url(self) -> str:
        return reverse("account")

    def done_url(self, result: Any) -> str:
        return reverse("notices")


class MailTrouble(ListDoor):
    """Letters that the mail server did not take, or perhaps took, the latest first."""

    capability = May.MANAGE
    template = "members/mail.html"

    def rows(self) -> QuerySet[Any]:
        letters = NoticeLetter.objects.in_trouble().filter(newsroom_id=self.actor.newsroom_id)
        return letters.select_related("membership__user").order_by("-claimed_at", "-pk")


urlpatterns = [
    path("account/notices/", Notices.as_view(), name="notices"),
    path("newsroom/mail/", MailTrouble.as_view(), name="mail-trouble"),
]

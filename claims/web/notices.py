"""What a person wants by mail; and, for admins, letters and digests that did not go out as they should."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.digests import send_again
from claims.actions.notices import keep_notice_wishes
from claims.models import DigestDelivery, NoticeLetter, NoticeWishes
from claims.models.notice_news import wishes_of
from claims.rules.roles import May
from claims.vocabulary import FlagKind
from claims.web.doors import ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.digests import SendAgainForm
from claims.web.forms.notices import NoticeForm

DIGESTS_SHOWN = 50


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

    def context(self, page: Page[Any]) -> dict[str, Any]:
        digests = DigestDelivery.objects.visible_to(self.actor).in_trouble()
        return {"digests": list(digests.with_parts().order_by("-claimed_at", "-pk")[:DIGESTS_SHOWN])}


class SendAgain(FormDoor):
    """A digest that perhaps arrived, once more: only a person can know whether it did."""

    capability = May.MANAGE
    form_class = SendAgainForm
    template = "digests/send_again.html"
    heading = _("Send this digest again?")
    submit_label = _("Send again")
    done_message = _("It goes out again within a few minutes.")
    delivery: DigestDelivery

    def subject(self) -> None:
        self.delivery = self.seen(DigestDelivery.objects.with_parts(), pk=self.kwargs["pk"])

    def act(self, form: SendAgainForm) -> DigestDelivery:
        return send_again(delivery=self.delivery, by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("mail-trouble")

    def context(self) -> dict[str, Any]:
        return {"delivery": self.delivery, "crumbs": [(reverse("mail-trouble"), _("Mail that went wrong"))]}


urlpatterns = [
    path("account/notices/", Notices.as_view(), name="notices"),
    path("newsroom/mail/", MailTrouble.as_view(), name="mail-trouble"),
    path("newsroom/mail/<int:pk>/send-again/", SendAgain.as_view(), name="digest-send-again"),
]

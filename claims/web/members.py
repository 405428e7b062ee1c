"""Who belongs to the newsroom, and who is invited."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.members import change_role, deactivate, invite
from claims.models import ApiToken, Invitation, Membership
from claims.rules.roles import LEAST_ROLE, RANK, May
from claims.vocabulary import Role
from claims.web.doors import Door
from claims.web.form_door import FormDoor
from claims.web.forms.members import DeactivateForm, InviteForm, RoleForm

MAY_WORDS = {
    May.READ: gettext_lazy("reads what is not restricted"),
    May.RECORD: gettext_lazy("records incidents, parties, sources, utterances, claims and evidence"),
    May.ASK: gettext_lazy("drafts and sends requests for comment, records attempts and replies"),
    May.ASSESS: gettext_lazy("assesses claims"),
    May.CHANGE_STANDING: gettext_lazy("says whether a claim still stands"),
    May.SIGN_OFF: gettext_lazy("signs off, never their own"),
    May.WAIVE: gettext_lazy("decides that a party is not asked"),
    May.MERGE_PARTIES: gettext_lazy("merges parties"),
    May.SEE_WITHHELD: gettext_lazy("sees what was not said for publication"),
    May.RESTRICT: gettext_lazy("restricts incidents and sees restricted ones"),
    May.REDACT: gettext_lazy("redacts personal values, an admin and an editor together"),
    May.CLOSE: gettext_lazy("closes and reopens incidents"),
    May.MANAGE: gettext_lazy("manages members, tokens and the newsroom’s settings"),
}


class MemberList(Door):
    capability = May.MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        members = list(Membership.objects.of(self.actor).with_user().order_by("user__name", "pk"))
        active = [each for each in members if each.deactivated_at is None and each.user.is_active]
        return self.page(
            "members/list.html",
            members=sorted(active, key=lambda each: -RANK[Role(each.role)]),
            former=[each for each in members if each not in active],
            invitations=Invitation.objects.of(self.actor).open_at(self.now).order_by("expires_at", "pk"),
            token_count=ApiToken.objects.of(self.actor).valid_at(self.now).count(),
            roles=[(role, _new_in(role)) for role in Role],
        )


def _new_in(role: Role) -> list[Any]:
    """What a role may do that the one below it may not."""
    return [words for capability, words in MAY_WORDS.items() if LEAST_ROLE[capability] == role]


class MemberInvite(FormDoor):
    """The link is shown once: it is not kept, only its digest."""

    keeps_typed = False
    form_class = InviteForm
    heading = gettext_lazy("Invite somebody")
    submit_label = gettext_lazy("Make the invitation")
    capability = May.MANAGE

    def act(self, form: InviteForm) -> tuple[Invitation, str]:
        return invite(**form.kwargs(), by=self.actor, at=self.now)

    def done(self, result: tuple[Invitation, str]) -> HttpResponse:
        invitation, secret = result
        link = self.request.build_absolute_uri(reverse("invitation", args=[secret]))
        return self.once("members/invited.html", invitation=invitation, link=link, crumbs=_crumbs())

    def back_url(self) -> str:
        return reverse("members")

    def context(self) -> dict[str, Any]:
        words = _("You get a link that opens for seven days. On Record does not mail it: pass it on yourself.")
        return {"crumbs": _crumbs(), "explanation": words}


class _OfMember(FormDoor):
    keeps_typed = False
    capability = May.MANAGE
    membership: Membership

    def subject(self) -> None:
        self.membership = self.seen(Membership.objects.with_user(), pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("members")

    def context(self) -> dict[str, Any]:
        return {"crumbs": _crumbs(), "member": self.membership}


class MemberRole(_OfMember):
    form_class = RoleForm
    heading = gettext_lazy("Change the role")
    done_message = gettext_lazy("The role was changed.")

    def initial(self) -> dict[str, Any]:
        return {"role": self.membership.role}

    def act(self, form: RoleForm) -> Membership:
        return change_role(membership=self.membership, **form.kwargs(), by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        who = _("%(name)s, %(email)s") % {"name": self.membership.user.name, "email": self.membership.user.email}
        return {**super().context(), "explanation": who}


class MemberDeactivate(_OfMember):
    form_class = DeactivateForm
    template = "members/deactivate.html"
    heading = gettext_lazy("Deactivate a member")
    submit_label = gettext_lazy("Deactivate")
    done_message = gettext_lazy("The member was deactivated.")

    def act(self, form: DeactivateForm) -> Membership:
        return deactivate(membership=self.membership, by=self.actor, at=self.now)

    def done_url(self, result: Membership) -> str:
        return "desk" if result.user_id == self.user.pk else self.back_url()


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("members"), _("Members"))]


urlpatterns = [
    path("members/", MemberList.as_view(), name="members"),
    path("members/invite/", MemberInvite.as_view(), name="member-invite"),
    path("members/<int:pk>/role/", MemberRole.as_view(), name="member-role"),
    path("members/<int:pk>/deactivate/", MemberDeactivate.as_view(), name="member-deactivate"),
]

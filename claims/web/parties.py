"""Parties: the list and the forms. A party's own page is in `party_page`."""

from typing import Any

from django.core.paginator import Page
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.newcomers import add_newcomers
from claims.actions.parties import add_contact_point, add_party, merge_parties, relate_parties, revise_party
from claims.models import Party, PartyAlias, PartyRelation
from claims.rules.roles import May
from claims.vocabulary import FilteredList
from claims.web.doors import ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.parties import (
    ContactPointForm,
    MergeForm,
    PartyFilter,
    PartyForm,
    PartyRevisionForm,
    RelationForm,
)
from claims.web.parted import PartedDoor
from claims.web.party_page import PartyPage
from claims.web.saved_filters import saved_for


class PartyList(ListDoor):
    template = "parties/list.html"
    filter_class = PartyFilter

    def rows(self) -> QuerySet[Party]:
        aliases = PartyAlias.objects.order_by("pk")
        return (
            Party.objects.visible_to(self.actor)
            .not_merged()
            .prefetch_related(Prefetch("aliases", aliases))
            .order_by("name", "pk")
        )

    def context(self, page: Page[Any]) -> dict[str, Any]:
        return saved_for(FilteredList.PARTIES, self.actor, self.request)


class PartyNew(FormDoor):
    form_class = PartyForm
    heading = gettext_lazy("New party")
    submit_label = gettext_lazy("Add the party")
    done_message = gettext_lazy("The party was added.")

    def initial(self) -> dict[str, Any]:
        return {"name": self.request.GET.get("name", "")}

    def act(self, form: PartyForm) -> Party:
        return add_party(**form.kwargs(), by=self.actor, at=self.now)

    def done_url(self, result: Party) -> str:
        return reverse("party", args=[result.pk])

    def back_url(self) -> str:
        return reverse("parties")

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(reverse("parties"), _("Parties"))]}


class _OfParty(FormDoor):
    """A form about one party. What has been merged leads to the page of what stands for it."""

    party: Party

    def subject(self) -> None:
        self.party = self.seen(Party.objects.select_related("merged_into"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.subject()
        if self.party.merged_into_id:
            return redirect("party", pk=self.party.merged_into_id)
        return super().get(request, **kwargs)

    def back_url(self) -> str:
        return reverse("party", args=[self.party.pk])

    def context(self) -> dict[str, Any]:
        crumbs = [(reverse("parties"), _("Parties")), (self.back_url(), self.party.name)]
        return {"crumbs": crumbs, "party": self.party}


class PartyRevise(_OfParty):
    form_class = PartyRevisionForm
    heading = gettext_lazy("Revise the party")
    done_message = gettext_lazy("The party was revised.")

    def edited(self) -> Party:
        return self.party

    def initial(self) -> dict[str, Any]:
        return PartyRevisionForm.initial_of(self.party)

    def act(self, form: PartyRevisionForm) -> Party:
        return revise_party(party=self.party, **form.kwargs(), by=self.actor, at=self.now)


class PartyMerge(_OfParty, PartedDoor):
    form_class = MergeForm
    template = "parties/merge.html"
    heading = gettext_lazy("Merge into another party")
    submit_label = gettext_lazy("Merge for good")
    done_message = gettext_lazy("The two are one party now.")
    capability = May.MERGE_PARTIES

    def act(self, form: MergeForm) -> Party:
        return merge_parties(party=self.party, **form.kwargs(), by=self.actor, at=self.now)

    def done_url(self, result: Party) -> str:
        return reverse("party", args=[result.pk])


class PartyRelate(_OfParty, PartedDoor):
    form_class = RelationForm
    fields_template = "components/named_lines.html"
    heading = gettext_lazy("Relate to another party")
    submit_label = gettext_lazy("Record the relation")
    done_message = gettext_lazy("The relation was recorded.")

    def act(self, form: RelationForm) -> PartyRelation:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return relate_parties(party=self.party, **given, by=self.actor, at=self.now)


class ContactPointAdd(_OfParty):
    form_class = ContactPointForm
    heading = gettext_lazy("Add a contact point")
    submit_label = gettext_lazy("Add the contact point")
    done_message = gettext_lazy("The contact point was added.")

    def act(self, form: ContactPointForm) -> Any:
        return add_contact_point(party=self.party, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [
    path("parties/", PartyList.as_view(), name="parties"),
    path("parties/new/", PartyNew.as_view(), name="party-new"),
    path("parties/<int:pk>/", PartyPage.as_view(), name="party"),
    path("parties/<int:pk>/revise/", PartyRevise.as_view(), name="party-revise"),
    path("parties/<int:pk>/merge/", PartyMerge.as_view(), name="party-merge"),
    path("parties/<int:pk>/relate/", PartyRelate.as_view(), name="party-relate"),
    path("parties/<int:pk>/contact-points/new/", ContactPointAdd.as_view(), name="contact-point-add"),
]

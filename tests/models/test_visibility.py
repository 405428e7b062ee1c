"""Who sees which row: a restricted incident and everything that occurs nowhere else; nothing of another newsroom."""

import pytest

from claims.actions.drafts import CarriageDraft, ClaimDraft, HopDraft
from claims.actions.incidents import lift_restriction, open_incident, restrict_incident
from claims.actions.named_people import name_person
from claims.actions.parties import add_party, relate_parties
from claims.actions.sources import add_source, derive_source
from claims.actions.utterances import record_utterance
from claims.models import (
    ApiToken,
    Change,
    ChangePosition,
    Derivation,
    IdentityReader,
    Incident,
    IncidentRelation,
    Invitation,
    Membership,
    Party,
    PartyRelation,
    ProtectedIdentity,
    Redaction,
    RedactionApproval,
    Seal,
    SealedNode,
    Source,
    Utterance,
)
from claims.models.change import SEEN_BY_EDITORS
from claims.rules.actor import Actor, clock, command
from claims.vocabulary import (
    ActorKind,
    HopActor,
    IncidentRelationKind,
    PartyKind,
    PartyRelationKind,
    Role,
    SourceKind,
)
from tests.models.conftest import OWNED

# What belongs to the newsroom as such; who may do what with it is for rules.roles.
OF_THE_NEWSROOM = {
    Membership,
    Invitation,
    ApiToken,
    ChangePosition,
    ProtectedIdentity,
    IdentityReader,
    Seal,
    SealedNode,
}
FOR_EDITORS = {Redaction, RedactionApproval}
TABLES = [model for model in OWNED if model not in OF_THE_NEWSROOM | FOR_EDITORS]


def seen(actor: Actor) -> dict[str, int]:
    """How many rows of each table the actor sees, those of the newsroom as such apart."""
    return counted({model: model.objects.visible_to(actor) for model in TABLES})


def everything() -> dict[str, int]:
    return counted({model: model.objects.all() for model in TABLES})


def counted(tables) -> dict[str, int]:
    """How many rows each has, without the Changes that tell of redactions: those are for editors, too."""
    tables[Change] = tables[Change].exclude(subject_type__in=SEEN_BY_EDITORS)
    return {model.__name__: rows.count() for model, rows in tables.items()}


def test_everybody_in_the_newsroom_sees_what_is_not_restricted(full, viewer, reporter, admin):
    assert seen(viewer) == seen(reporter) == seen(admin) == everything()


def test_redactions_are_seen_by_editors_and_admins_alone(full, viewer, reporter, fact_checker, editor, admin):
    for model in FOR_EDITORS:
        told = Change.objects.filter(subject_type=model._meta.model_name)
        for actor in (viewer, reporter, fact_checker):
            assert not model.objects.visible_to(actor).exists()
            assert not Change.objects.visible_to(actor).filter(pk__in=told).exists()
        for actor in (editor, admin):
            assert model.objects.visible_to(actor).count() == 1
            assert Change.objects.visible_to(actor).filter(pk__in=told).count() == told.count() == 1


def test_a_stranger_sees_no_row_of_any_table(full, stranger):
    for model in OWNED:
        foreign = model.objects.visible_to(stranger).exclude(newsroom_id=stranger.newsroom_id)
        assert not foreign.exists(), model
    assert not any(seen(stranger).values())


def test_a_restricted_incident_takes_everything_with_it_that_occurs_nowhere_else(full, viewer, reporter, editor, now):
    restrict_incident(incident=full, by=editor, at=now)
    for actor in (viewer, reporter):
        left = {name: count for name, count in seen(actor).items() if count}
        # The incident before it, its opening, and what concerns the newsroom alone.
        assert left == {"Incident": 1, "Change": 6, "RequestTemplate": 1}
        hanging = Change.objects.visible_to(actor).filter(incident__isnull=True)
        assert set(hanging.values_list("subject_type", "party", "source", "utterance")) == {
            ("invitation", None, None, None),
            ("apitoken", None, None, None),
            ("requesttemplate", None, None, None),
            ("protectedidentity", None, None, None),
            ("identityreader", None, None, None),
        }


def test_named_people_editors_and_admins_see_a_restricted_incident_whole(full, fact_checker, editor, admin, now):
    restrict_incident(incident=full, by=editor, at=now)
    assert seen(fact_checker) == seen(editor) == seen(admin) == everything()


def test_when_the_restriction_is_lifted_everybody_sees_it_again(full, viewer, editor, now):
    before = seen(viewer)
    restrict_incident(incident=full, by=editor, at=now)
    lift_restriction(incident=full, by=editor, at=now)
    assert seen(viewer) == before | {"Change": before["Change"] + 2}


def test_a_token_sees_a_restricted_incident_only_where_it_is_named_itself(full, newsroom, users, editor, now):
    restrict_incident(incident=full, by=editor, at=now)
    token = ApiToken.objects.get()
    tool = Actor(ActorKind.TOKEN, newsroom.pk, Role.FACT_CHECKER, token.pk)
    same_number = Actor(ActorKind.TOKEN, newsroom.pk, Role.FACT_CHECKER, users[Role.FACT_CHECKER].pk)
    over_privileged = Actor(ActorKind.TOKEN, newsroom.pk, Role.ADMIN, token.pk)
    for actor in (tool, same_number, over_privileged):
        assert not Incident.objects.visible_to(actor).contains(full)
    name = full.people.model(newsroom=newsroom, incident=full, token=token, named_at=now)
    name.save()
    assert Incident.objects.visible_to(tool).contains(full)
    assert not Incident.objects.visible_to(same_number).contains(full)


def test_the_clock_does_not_see_restricted_incidents_and_a_command_does(full, newsroom, editor, now):
    restrict_incident(incident=full, by=editor, at=now)
    assert not Incident.objects.visible_to(clock(newsroom.pk)).contains(full)
    assert Incident.objects.visible_to(command("x", newsroom.pk)).contains(full)


def test_a_former_named_person_of_another_newsroom_sees_nothing(full, editor, stranger, stranger_user, now):
    full.people.create(newsroom_id=full.newsroom_id, user=stranger_user, named_at=now)
    restrict_incident(incident=full, by=editor, at=now)
    assert not any(seen(stranger).values())


@pytest.fixture
def hidden(editor, now):
    """A restricted incident, empty."""
    incident = open_incident(title="Not yet for everybody", by=editor, at=now)
    return restrict_incident(incident=incident, by=editor, at=now)


def say(incident: Incident, party: Party, source: Source | None, by: Actor, at, *hops: HopDraft) -> Utterance:
    return record_utterance(
        claimants=[party],
        claims=[ClaimDraft(incident=incident, text="It was so")],
        carriage=CarriageDraft(source=source, hops=hops) if source else None,
        words="It was so.",
        by=by,
        at=at,
    )


def test_what_occurs_in_an_open_incident_too_is_seen(hidden, incident, coalition, source, viewer, editor, now):
    secret = say(hidden, coalition, source, editor, now)
    assert not Party.objects.visible_to(viewer).contains(coalition)
    said = say(incident, coalition, source, editor, now)
    assert Party.objects.visible_to(viewer).contains(coalition)
    assert Source.objects.visible_to(viewer).contains(source)
    assert list(Utterance.objects.visible_to(viewer)) == [said]
    assert not secret.carriages.model.objects.visible_to(viewer).filter(utterance=secret).exists()


def test_an_utterance_with_claims_in_both_is_seen_with_the_open_incident_s_claim_alone(
    hidden, incident, coalition, viewer, editor, now
):
    drafts = [ClaimDraft(incident=hidden, text="Secret"), ClaimDraft(incident=incident, text="Open")]
    utterance = record_utterance(claimants=[coalition], claims=drafts, by=editor, at=now)
    assert Utterance.objects.visible_to(viewer).contains(utterance)
    links = utterance.links.model.objects.visible_to(viewer)
    assert [link.claim.text for link in links] == ["Open"]


def test_origins_are_hidden_through_every_derivation(hidden, coalition, source, viewer, editor, now):
    chain = [add_source(title=f"Origin {n}", kind=SourceKind.POST, by=editor, at=now) for n in range(3)]
    for derived, origin in zip([source, *chain], chain, strict=False):
        derive_source(source=derived, origin=origin, by=editor, at=now)
    outlet = add_party(name="The Daily", kind=PartyKind.MEDIA, by=editor, at=now)
    chain[2].outlet = outlet
    chain[2].save()
    assert Source.objects.visible_to(viewer).count() == 4
    say(hidden, coalition, source, editor, now)
    assert not Source.objects.visible_to(viewer).exists()
    assert not Derivation.objects.visible_to(viewer).exists()
    assert not Party.objects.visible_to(viewer).exists()


def test_a_derived_source_that_occurs_nowhere_stays_when_its_origin_is_hidden(
    hidden, coalition, source, viewer, editor, now
):
    copy = add_source(title="A copy", kind=SourceKind.ARTICLE, by=editor, at=now)
    derive_source(source=copy, origin=source, by=editor, at=now)
    say(hidden, coalition, source, editor, now)
    assert list(Source.objects.visible_to(viewer)) == [copy]
    assert not Derivation.objects.visible_to(viewer).exists()


def test_whoever_stands_in_a_chain_is_hidden_with_it(hidden, coalition, source, viewer, editor, now):
    agency = add_party(name="Agency", kind=PartyKind.MEDIA, by=editor, at=now)
    copy = add_source(title="Agency copy", kind=SourceKind.ARTICLE, by=editor, at=now)
    hop = HopDraft(actor_kind=HopActor.OUTLET, party=agency, source=copy, verb="reports")
    say(hidden, coalition, source, editor, now, hop)
    assert not Party.objects.visible_to(viewer).exists()
    assert not Source.objects.visible_to(viewer).exists()


def test_a_relation_between_parties_is_seen_with_both_of_them_and_its_source(
    hidden, army, coalition, source, viewer, editor, now
):
    relate_parties(party=army, kind=PartyRelationKind.ALLIED_WITH, other=coalition, source=source, by=editor, at=now)
    assert PartyRelation.objects.visible_to(viewer).exists()
    third = add_party(name="Third", kind=PartyKind.NGO, by=editor, at=now)
    say(hidden, third, source, editor, now)
    assert Party.objects.visible_to(viewer).filter(pk__in=[army.pk, coalition.pk]).count() == 2
    assert not PartyRelation.objects.visible_to(viewer).exists()


def test_a_relation_between_incidents_is_seen_with_both_of_them(hidden, incident, viewer, editor, now):
    for one, other in ((hidden, incident), (incident, hidden)):
        incident_relation = IncidentRelation(
            newsroom_id=editor.newsroom_id,
            incident=one,
            kind=IncidentRelationKind.FOLLOWS,
            other=other,
            related_at=now,
        )
        incident_relation.save()
    assert not IncidentRelation.objects.visible_to(viewer).exists()
    assert IncidentRelation.objects.visible_to(editor).count() == 2


def test_the_record_of_a_hidden_party_is_judged_when_it_is_read(hidden, coalition, viewer, editor, now):
    about = Change.objects.about(coalition)
    assert about.visible_to(viewer).exists()
    say(hidden, coalition, None, editor, now)
    assert not about.visible_to(viewer).exists()
    lift_restriction(incident=hidden, by=editor, at=now)
    assert about.visible_to(viewer).exists()


def test_naming_a_viewer_shows_them_this_incident_and_no_other_restricted_one(
    hidden, incident, users, viewer, editor, now
):
    restrict_incident(incident=incident, by=editor, at=now)
    name_person(incident=hidden, user=users[Role.VIEWER], by=editor, at=now)
    assert list(Incident.objects.visible_to(viewer)) == [hidden]

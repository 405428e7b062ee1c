"""Addresses under /api/v1/."""

from typing import Any

from django.urls import path, re_path
from rest_framework.views import APIView

from claims.api.views import (
    claims,
    comment_requests,
    documents,
    identities,
    incidents,
    newsroom,
    overview,
    parties,
    questions,
    record,
    silences,
    sources,
    utterances,
    verification,
)


def at(address: str, view: type[APIView]) -> Any:
    """The view at the address, named after it: `incidents/<int:id>/close/` is `api:incidents-id-close`."""
    name = "-".join("id" if part.startswith("<") else part for part in address.strip("/").split("/"))
    return path(address, view.as_view(), name=name)


app_name = "api"
urlpatterns = [
    at("incidents/", incidents.IncidentsView),
    at("incidents/<int:id>/", incidents.IncidentView),
    at("incidents/<int:id>/close/", incidents.CloseView),
    at("incidents/<int:id>/reopen/", incidents.ReopenView),
    at("incidents/<int:id>/restrict/", incidents.RestrictView),
    at("incidents/<int:id>/lift-restriction/", incidents.LiftRestrictionView),
    at("incidents/<int:id>/relations/", incidents.RelationsView),
    at("incidents/<int:id>/people/", incidents.PeopleView),
    at("incidents/<int:id>/history/", incidents.HistoryView),
    at("incidents/<int:id>/matrix/", overview.MatrixView),
    at("incidents/<int:id>/ranges/", overview.RangesView),
    at("incidents/<int:id>/owed-answers/", overview.OwedAnswersView),
    at("incidents/<int:id>/questions/", questions.IncidentQuestionsView),
    at("incidents/<int:id>/questions/order/", questions.QuestionOrderView),
    at("questions/", questions.QuestionsView),
    at("questions/<int:id>/", questions.QuestionView),
    at("parties/", parties.PartiesView),
    at("parties/<int:id>/", parties.PartyView),
    at("parties/<int:id>/merge/", parties.MergeView),
    at("parties/<int:id>/relations/", parties.PartyRelationsView),
    at("parties/<int:id>/contact-points/", parties.ContactPointsView),
    at("identities/", identities.IdentitiesView),
    at("sources/", sources.SourcesView),
    at("sources/<int:id>/", sources.SourceView),
    at("sources/<int:id>/derivations/", sources.DerivationsView),
    at("utterances/", utterances.UtterancesView),
    at("utterances/<int:id>/", utterances.UtteranceView),
    at("utterances/<int:id>/carriages/", utterances.CarriagesView),
    at("utterances/<int:id>/claims/", utterances.UtteranceClaimsView),
    at("claims/", claims.ClaimsView),
    at("claims/<int:id>/", claims.ClaimView),
    at("claims/<int:id>/utterances/", claims.ClaimUtterancesView),
    at("claims/<int:id>/assessments/", verification.AssessmentsView),
    at("claims/<int:id>/evidence/", verification.EvidenceView),
    at("claims/<int:id>/supersede/", verification.SupersedeView),
    at("claims/<int:id>/duplicate/", verification.DuplicateView),
    at("claims/<int:id>/retract/", verification.RetractView),
    at("claims/<int:id>/misattributed/", verification.MisattributedView),
    at("assessments/<int:id>/", verification.AssessmentView),
    at("assessments/<int:id>/sign-off/", verification.SignOffView),
    at("assessments/<int:id>/send-back/", verification.SendBackView),
    at("evidence/<int:id>/", verification.EvidenceItemView),
    at("evidence/<int:id>/withdraw/", verification.WithdrawEvidenceView),
    at("comment-requests/", comment_requests.CommentRequestsView),
    at("comment-requests/<int:id>/", comment_requests.CommentRequestView),
    at("comment-requests/<int:id>/send/", comment_requests.SendView),
    at("comment-requests/<int:id>/withdraw/", comment_requests.WithdrawView),
    at("comment-requests/<int:id>/attempts/", comment_requests.AttemptsView),
    at("comment-requests/<int:id>/replies/", comment_requests.RepliesView),
    at("waivers/", silences.WaiversView),
    at("waivers/<int:id>/", silences.WaiverView),
    at("reported-silences/", silences.ReportedSilencesView),
    at("reported-silences/<int:id>/", silences.ReportedSilenceView),
    at("channel-checks/", silences.ChannelChecksView),
    at("channel-checks/<int:id>/", silences.ChannelCheckView),
    at("flags/", record.FlagsView),
    at("flags/<int:id>/", record.FlagView),
    at("changes/", record.ChangesView),
    at("changes/<int:id>/", record.ChangeView),
    at("me/", newsroom.MeView),
    at("newsroom/", newsroom.NewsroomView),
    at("members/", newsroom.MembersView),
    at("members/<int:id>/", newsroom.MemberView),
    at("members/<int:id>/deactivate/", newsroom.DeactivateView),
    at("invitations/", newsroom.InvitationsView),
    at("tokens/", newsroom.TokensView),
    at("tokens/<int:id>/revoke/", newsroom.RevokeView),
    at("schema/", documents.SchemaView),
    at("docs/", documents.DocsView),
    re_path("^", documents.NowhereView.as_view(), name="nowhere"),
]

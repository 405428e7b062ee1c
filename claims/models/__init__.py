"""Columns, constraints and QuerySets. No rules, no saving."""

from claims.models.allegation import Allegation
from claims.models.answer import Answer
from claims.models.asked_check import RecordCheck
from claims.models.assessment import Assessment
from claims.models.attempt import Attempt
from claims.models.carriage import Carriage, Hop
from claims.models.change import Change, ChangePosition, Unnumbered
from claims.models.claim import Claim, ClaimUtterance
from claims.models.claim_relation import ClaimRelation, Dismissal
from claims.models.comment_request import (
    CommentRequest,
    RequestedAllegation,
    RequestedQuestion,
)
from claims.models.deadline_extension import DeadlineExtension
from claims.models.digest import DigestBlock, DigestDelivery, DigestEdition, DigestFollow, DigestSubscription
from claims.models.evidence import Evidence
from claims.models.figure import Figure
from claims.models.flag import Flag
from claims.models.incident import Incident, IncidentPerson, IncidentRelation
from claims.models.independence import Independence
from claims.models.kept_answer import KeptAnswer
from claims.models.mail_pace import MailPace
from claims.models.membership import Invitation, Membership
from claims.models.newsroom import Newsroom
from claims.models.note import Mention, Note
from claims.models.notice import FlagConcern, NoticedFlag, NoticeLetter, NoticeWishes
from claims.models.occurrence import (
    PartyOccurrence,
    SourceOccurrence,
    UtteranceOccurrence,
)
from claims.models.party import ContactPoint, Party, PartyAlias, PartyRelation
from claims.models.password_reset import PasswordReset
from claims.models.protected_identity import IdentityReader, ProtectedIdentity
from claims.models.question import Question
from claims.models.redaction import Redaction, RedactionApproval
from claims.models.reminder import Reminder
from claims.models.reply import Reply
from claims.models.reply_trail import Correction, ReplyHandled
from claims.models.request_template import RequestTemplate
from claims.models.saved_filter import SavedFilter
from claims.models.seal import Seal, SealedNode
from claims.models.sign_off import SendBack, SignOff, Voiding
from claims.models.silence import ChannelCheck, ReportedSilence
from claims.models.source import Derivation, Source
from claims.models.source_check import SourceCheck
from claims.models.tick import Tick
from claims.models.token import ApiToken
from claims.models.use import Use, UseHandled
from claims.models.user import User
from claims.models.utterance import Utterance, UtteranceClaimant
from claims.models.waiver import Waiver, WaiverDecision
from claims.models.watch import SetAside, Unseen, Watch

__all__ = [
    "Allegation",
    "Answer",
    "ApiToken",
    "Assessment",
    "Attempt",
    "Carriage",
    "Change",
    "ChangePosition",
    "ChannelCheck",
    "Claim",
    "ClaimRelation",
    "ClaimUtterance",
    "CommentRequest",
    "ContactPoint",
    "Correction",
    "DeadlineExtension",
    "Derivation",
    "DigestBlock",
    "DigestDelivery",
    "DigestEdition",
    "DigestFollow",
    "DigestSubscription",
    "Dismissal",
    "Evidence",
    "Figure",
    "Flag",
    "FlagConcern",
    "Hop",
    "IdentityReader",
    "Incident",
    "IncidentPerson",
    "IncidentRelation",
    "Independence",
    "Invitation",
    "KeptAnswer",
    "MailPace",
    "Membership",
    "Mention",
    "Newsroom",
    "Note",
    "NoticeLetter",
    "NoticeWishes",
    "NoticedFlag",
    "Party",
    "PartyAlias",
    "PartyOccurrence",
    "PartyRelation",
    "PasswordReset",
    "ProtectedIdentity",
    "Question",
    "RecordCheck",
    "Redaction",
    "RedactionApproval",
    "Reminder",
    "Reply",
    "ReplyHandled",
    "ReportedSilence",
    "RequestTemplate",
    "RequestedAllegation",
    "RequestedQuestion",
    "SavedFilter",
    "Seal",
    "SealedNode",
    "SendBack",
    "SetAside",
    "SignOff",
    "Source",
    "SourceCheck",
    "SourceOccurrence",
    "Tick",
    "Unnumbered",
    "Unseen",
    "Use",
    "UseHandled",
    "User",
    "Utterance",
    "UtteranceClaimant",
    "UtteranceOccurrence",
    "Voiding",
    "Waiver",
    "WaiverDecision",
    "Watch",
]

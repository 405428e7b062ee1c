"""The words of the trade, as codes with their words on screen. No behaviour.

Definitions stand in docs/words.md. Codes are part of the API and of the record: they are never renamed.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    VIEWER = "viewer", _("Viewer")
    REPORTER = "reporter", _("Reporter")
    FACT_CHECKER = "fact_checker", _("Fact-checker")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Admin")


class ActorKind(TextChoices):
    USER = "user", _("Person")
    TOKEN = "token", _("Token")
    CLOCK = "clock", _("The clock")
    COMMAND = "command", _("Command line")


class TokenScope(TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Record and edit")
    COMMENT = "comment", _("Ask for comment")
    EXPORT = "export", _("Export")
    ARCHIVE = "archive", _("Archive sources")


class WorkState(TextChoices):
    OPEN = "open", _("Open")
    MONITORING = "monitoring", _("Monitoring")
    CLOSED = "closed", _("Closed")


class IncidentRelationKind(TextChoices):
    PRECEDES = "precedes", _("Precedes")
    FOLLOWS = "follows", _("Follows")
    PART_OF = "part_of", _("Is part of")
    SAME_AS = "same_as", _("Is the same as")


class DatePrecision(TextChoices):
    INSTANT = "instant", _("To the minute")
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")
    UNKNOWN = "unknown", _("Unknown")


class PlacePrecision(TextChoices):
    EXACT = "exact", _("Exact (± 10 m)")
    VICINITY = "vicinity", _("Vicinity (± 100 m)")
    LOCALITY = "locality", _("Locality (± 1 km)")
    DISTRICT = "district", _("District")
    REGION = "region", _("Region")
    COUNTRY = "country", _("Country")
    DISPUTED = "disputed", _("Disputed")
    UNKNOWN = "unknown", _("Unknown")


class QuestionKind(TextChoices):
    COUNT = "count", _("How many")
    RESPONSIBILITY = "responsibility", _("Who is responsible")
    FACT = "fact", _("What happened")
    PLACE = "place", _("Where")
    OTHER = "other", _("Other")


class PartyKind(TextChoices):
    STATE = "state", pgettext_lazy("kind of party", "State")
    GOVERNMENT = "government", _("Government")
    MINISTRY = "ministry", _("Ministry")
    STATE_FORCES = "state_forces", _("State forces")
    POLICE = "police", _("Police")
    COURT = "court", _("Court")
    REBEL_COALITION = "rebel_coalition", _("Rebel coalition")
    ARMED_GROUP = "armed_group", _("Armed group")
    MILITIA = "militia", _("Militia")
    PRIVATE_MILITARY_COMPANY = "private_military_company", _("Private military company")
    POLITICAL_BODY = "political_body", _("Political body")
    COMPANY = "company", _("Company")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental body")
    NGO = "ngo", _("NGO")
    RESEARCH_BODY = "research_body", _("Research body")
    MEDIA = "media", _("Media")
    NAMED_PERSON = "named_person", _("Named person")
    WITNESS = "witness", _("Witness")
    UNNAMED_GROUP = "unnamed_group", _("Unnamed group")
    OTHER = "other", _("Other")


class PartyRelationKind(TextChoices):
    """Read as: *party* KIND *other*."""

    PART_OF = "part_of", _("is part of")
    OUTLET_OF = "outlet_of", _("is an outlet of")
    ALLIED_WITH = "allied_with", _("is allied with")
    COMMISSIONED_BY = "commissioned_by", _("is commissioned by")
    ANSWERS_FOR = "answers_for", _("answers for")
    FORMERLY = "formerly", _("was formerly")


class SourceKind(TextChoices):
    ARTICLE = "article", _("Article")
    POST = "post", pgettext_lazy("kind of source", "Post")
    BROADCAST = "broadcast", _("Broadcast")
    DOCUMENT = "document", _("Document")
    INTERVIEW = "interview", _("Interview")
    IMAGE = "image", _("Image")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    SATELLITE_IMAGE = "satellite_image", _("Satellite image")
    DATA_SET = "data_set", _("Data set")


class Reliability(TextChoices):
    """Source reliability, the letters of the Admiralty grade (NATO STANAG 2511 / AJP-2.1)."""

    A = "A", _("A – completely reliable")
    B = "B", _("B – usually reliable")
    C = "C", _("C – fairly reliable")
    D = "D", _("D – not usually reliable")
    E = "E", _("E – unreliable")
    F = "F", _("F – reliability cannot be judged")


class Terms(TextChoices):
    ON_THE_RECORD = "on_the_record", _("On the record")
    ON_BACKGROUND = "on_background", _("On background")
    NOT_FOR_ATTRIBUTION = "not_for_attribution", _("Not for attribution")
    OFF_THE_RECORD = "off_the_record", _("Off the record")


class DerivationKind(TextChoices):
    """Read as: *source* KIND *origin*."""

    COPIES = "copies", _("carries a copy of")
    ANALYSES = "analyses", _("analyses")


class CheckAspect(TextChoices):
    """What a check of a source looked at."""

    AUTHENTICITY = "authenticity", _("Authenticity")
    PLACE = "place", _("Place")
    TIME = "time", _("Time")


class Verdict(TextChoices):
    """What a check of a source's authenticity came to."""

    AUTHENTIC = "authentic", _("Authentic")
    EDITED = "edited", _("Edited")
    MISCAPTIONED = "miscaptioned", _("Miscaptioned")
    STAGED = "staged", _("Staged")
    UNSETTLED = "unsettled", _("Unsettled")


class ClaimKind(TextChoices):
    FACT = "fact", _("Fact")
    CHARACTERISATION = "characterisation", _("Characterisation")
    DEMAND_OR_INTENTION = "demand_or_intention", _("Demand or intention")


class Stance(TextChoices):
    ASSERTS = "asserts", _("asserts")
    CLAIMS_RESPONSIBILITY = "claims_responsibility", _("claims responsibility")
    DENIES = "denies", _("denies")
    DISPUTES = "disputes", _("disputes")
    ACCEPTS = "accepts", _("accepts")
    PARTLY_ACCEPTS = "partly_accepts", _("partly accepts")
    NO_POSITION = "no_position", _("takes no position")
    RETRACTS = "retracts", _("retracts")


class Certainty(TextChoices):
    FLAT = "flat", _("flatly")
    LIKELY = "likely", _("as likely")
    SUSPECTED = "suspected", _("as suspected")
    POSSIBLE = "possible", _("as possible")
    CANNOT_SAY = "cannot_say", _("cannot say")


class Standing(TextChoices):
    LIVE = "live", _("Live")
    SUPERSEDED = "superseded", _("Superseded")
    RETRACTED = "retracted", _("Retracted")
    MISATTRIBUTED = "misattributed", _("Misattributed")
    DUPLICATE = "duplicate", _("Duplicate")


class ClaimRelationKind(TextChoices):
    """Read as: *claim* KIND *other*."""

    CONTRADICTS = "contradicts", _("contradicts")
    CORROBORATES = "corroborates", _("corroborates")
    NARROWS = "narrows", _("narrows")
    SUPERSEDES = "supersedes", _("supersedes")
    RETRACTS = "retracts", pgettext_lazy("between claims", "retracts")
    RESPONDS_TO = "responds_to", _("responds to")
    SAME_AS = "same_as", _("is the same as")


class Discrepancy(TextChoices):
    """How two claims on one question were found to contradict each other."""

    DISJOINT_FIGURES = "disjoint_figures", _("Their figures cannot both be right")
    ALLEGATION_DENIED = "allegation_denied", _("One denies what the other alleges")
    OTHER_PARTY_BLAMED = "other_party_blamed", _("They blame different parties for one act")


class Status(TextChoices):
    """Verification status: is it true?"""

    NOT_ASSESSED = "not_assessed", _("Not assessed")
    CORROBORATED = "corroborated", _("Corroborated")
    ESTABLISHED = "established", _("Established by us")
    CONTESTED = "contested", _("Contested")
    REFUTED = "refuted", _("Refuted")
    COULD_NOT_BE_VERIFIED = "could_not_be_verified", _("Could not be verified")


class SignOffState(TextChoices):
    """How far a judgement that needs a second person has come."""

    NOT_NEEDED = "not_needed", _("Needs no sign-off")
    AWAITING = "awaiting", _("Awaiting sign-off")
    SENT_BACK = "sent_back", _("Sent back")
    SIGNED = "signed", _("Signed off")
    VOID = "void", _("Sign-off void")


class VoidingCause(TextChoices):
    """What happened after a sign-off, so that it no longer holds."""

    CLAIM_CHANGED = "claim_changed", _("The claim's words were changed")
    FIGURES_CHANGED = "figures_changed", _("The figures were changed")
    ALLEGATIONS_CHANGED = "allegations_changed", _("The allegations were changed")
    EVIDENCE_LOST = "evidence_lost", _("Evidence that it relied on was withdrawn")
    SOURCE_DISCREDITED = "source_discredited", _("A source that it relied on was found not to be what it seemed")
    ROOTS_LOST = "roots_lost", _("Roots that it relied on turned out to be one")
    ADMISSION_LOST = "admission_lost", _("The admission that it relied on was taken back")
    CONTRADICTED = "contradicted", _("A material contradiction was confirmed")


class UseKind(TextChoices):
    """What of ours was printed."""

    CLAIM = "claim", _("A claim")
    LINE = "line", _("The line")


class UseOutcome(TextChoices):
    """What came of looking at a printed use again."""

    UPDATED = "updated", _("Updated")
    CORRECTED = "corrected", _("Corrected")
    LEFT_AS_IT_IS = "left_as_it_is", _("Left as it is")


class Metric(TextChoices):
    KILLED = "killed", _("killed")
    INJURED = "injured", _("injured")
    KILLED_OR_INJURED = "killed_or_injured", _("killed or injured")
    MISSING = "missing", _("missing")
    DETAINED = "detained", _("detained")
    DISPLACED = "displaced", _("displaced")
    DESTROYED = "destroyed", _("destroyed")
    STRIKES = "strikes", _("strikes")
    VOTES = "votes", _("votes")
    PRESENT = "present", _("present")
    OTHER = "other", _("other")


class Population(TextChoices):
    PEOPLE = "people", _("people")
    CIVILIANS = "civilians", _("civilians")
    CHILDREN = "children", _("children")
    WOMEN = "women", _("women")
    SOLDIERS = "soldiers", _("soldiers")
    FIGHTERS = "fighters", _("fighters")
    SOLDIERS_AND_FIGHTERS = "soldiers_and_fighters", _("soldiers and fighters")
    POLICE = "police", _("police")
    MEDICAL_STAFF = "medical_staff", _("medical staff")
    AID_WORKERS = "aid_workers", _("aid workers")
    JOURNALISTS = "journalists", _("journalists")
    VOTERS = "voters", _("voters")
    BUILDINGS = "buildings", _("buildings")
    VEHICLES = "vehicles", _("vehicles")
    OTHER = "other", _("other")


class Involvement(TextChoices):
    """Why a party that gives a number is no bystander."""

    FIGHTING = "fighting", _("a party to the fighting")
    ACCUSED = "accused", _("accused in it")
    BELONGS = "belongs", _("belongs to a party to it")


class Scope(TextChoices):
    WHOLE = "whole", _("whole")
    PART = "part", _("part")


class Qualifier(TextChoices):
    EXACTLY = "exactly", _("exactly")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    UP_TO = "up_to", _("up to")
    ABOUT = "about", _("about")
    BETWEEN = "between", _("between")
    IN_WORDS = "in_words", _("in words only")


class AccusedRole(TextChoices):
    CARRIED_OUT = "carried_out", _("carried out")
    ORDERED = "ordered", _("ordered")
    OPERATED = "operated", _("operated")
    SUPPLIED = "supplied", _("supplied")
    FINANCED_OR_TRAINED = "financed_or_trained", _("financed or trained")
    CONCEALED = "concealed", _("concealed")
    FAILED_TO_PREVENT = "failed_to_prevent", _("failed to prevent")
    OBSTRUCTED = "obstructed", _("obstructed")
    OTHER = "other", _("other")


class Position(TextChoices):
    """What an answer says to one allegation."""

    DENIES = "denies", _("denies")
    ACCEPTS = "accepts", _("accepts")
    PARTLY = "partly", _("partly accepts")
    NO_POSITION = "no_position", _("takes no position")


class HopActor(TextChoices):
    PARTY = "party", _("Party")
    OUTLET = "outlet", _("Outlet")
    NAMED_PERSON = "named_person", _("Named person")
    PROTECTED_PERSON = "protected_person", _("Protected person")
    ANONYMOUS_PERSON = "anonymous_person", _("Anonymous person")
    UNKNOWN = "unknown", _("Unknown")


class Directness(TextChoices):
    OWN_CHANNEL = "own_channel", _("Own channel")
    ON_THE_RECORD = "on_the_record", _("On the record")
    INTERVIEW = "interview", _("Interview")
    DOCUMENT = "document", _("Document")
    ANONYMOUS = "anonymous", _("Anonymous")
    SECOND_HAND = "second_hand", _("Second hand")
    UNSTATED = "unstated", _("Unstated")


class Bearing(TextChoices):
    """What a source does to a claim."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    COULD_NOT_VERIFY = "could_not_verify", _("could not verify")


class RootKind(TextChoices):
    PARTY = "party", _("A party")
    SOURCE = "source", _("A source (a recording, a document)")
    PROTECTED = "protected", _("A protected person")
    ANONYMOUS = "anonymous", _("Anonymous")
    UNKNOWN = "unknown", _("Unknown")


class Basis(TextChoices):
    """How a root knows."""

    SAW_IT = "saw_it", _("saw it")
    OWN_OPERATION = "own_operation", _("own operation")
    RECORDS = "records", _("records")
    EXAMINED_MATERIAL = "examined_material", _("examined material")
    WAS_TOLD = "was_told", _("was told")
    UNSTATED = "unstated", _("unstated")


class AnswerState(TextChoices):
    """What may be printed about a party owed an answer, worst first."""

    NOT_ASKED = "not_asked", _("Not asked")
    NOT_REACHED = "not_reached", _("Not reached")
    NO_REPLY = "no_reply", _("No reply")
    ASKED = "asked", _("Asked")
    PARTLY = "partly", _("Partly answered")
    DECLINED = "declined", _("Declined")
    ANSWERED = "answered", _("Answered")


class RequestState(TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Channel(TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    MESSAGING = "messaging", _("Messaging app")
    SOCIAL_MEDIA = "social_media", _("Social media")
    WEB_FORM = "web_form", _("Web form")
    POST = "post", _("Post")
    IN_PERSON = "in_person", _("In person")
    OTHER = "other", _("Other")


class Reached(TextChoices):
    PRINCIPAL = "principal", _("The person concerned")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    OFFICE = "office", _("Office")
    VOICEMAIL = "voicemail", _("Voicemail")
    NOBODY = "nobody", _("Nobody")


class Outcome(TextChoices):
    SENT = "sent", _("Sent, nothing came back")
    DELIVERED = "delivered", _("Delivered")
    MESSAGE_LEFT = "message_left", _("Message left")
    NO_ANSWER = "no_answer", _("No answer")
    BOUNCED = "bounced", _("Bounced")
    REFUSED = "refused", _("Would not take it")


class ReplyKind(TextChoices):
    STATEMENT = "statement", _("Statement")
    DENIAL = "denial", _("Denial")
    PARTIAL = "partial", _("Partial answer")
    ASKS_FOR_TIME = "asks_for_time", _("Asks for time")
    DECLINES = "declines", _("Declines to comment")
    REFERS_ELSEWHERE = "refers_elsewhere", _("Refers elsewhere")


class CorrectedField(TextChoices):
    """Which words of a reply a typing error stood in."""

    WORDS = "words", _("Words")
    TRANSLATION = "translation", _("Translation")
    TRANSLATED_BY = "translated_by", _("Translated by")
    SPEAKER_LABEL = "speaker_label", _("Speaker")


class SilenceKind(TextChoices):
    """What a source says of a party that did not answer it."""

    YET_TO_COMMENT = "yet_to_comment", _("had yet to comment")
    DID_NOT_RESPOND = "did_not_respond", _("did not respond")
    NOT_REACHED = "not_reached", _("could not be reached")
    DECLINED = "declined", _("declined to comment")
    OTHER = "other", _("other")


class CheckResult(TextChoices):
    FOUND_NOTHING = "found_nothing", _("Found nothing")
    FOUND_SOMETHING = "found_something", _("Found something")


class Findable(TextChoices):
    """What the search finds."""

    INCIDENT = "incident", _("Incidents")
    CLAIM = "claim", _("Claims")
    PARTY = "party", _("Parties")
    SOURCE = "source", _("Sources")


class LedgerKind(TextChoices):
    """What an entry of an incident's ledger says was done, in the order in which things of one instant are told."""

    REQUEST_DRAFTED = "request_drafted", _("Request drafted")
    REQUEST_SENT = "request_sent", _("Request sent")
    ATTEMPT = "attempt", _("Attempt")
    DEADLINE = "deadline", _("Deadline")
    DEADLINE_EXTENDED = "deadline_extended", _("Deadline extended")
    REPLY = "reply", _("Reply")
    REPLY_CORRECTED = "reply_corrected", _("Typing error in a reply corrected")
    REPLY_HANDLED = "reply_handled", _("Reply worked in")
    REQUEST_WITHDRAWN = "request_withdrawn", _("Request withdrawn")
    CHANNELS_CHECKED = "channels_checked", _("Own channels checked")
    SILENCE_REPORTED = "silence_reported", _("Reported by a source")
    WAIVER_PROPOSED = "waiver_proposed", _("Proposed not to ask")
    WAIVER_APPROVED = "waiver_approved", _("Approved not to ask")
    WAIVER_REFUSED = "waiver_refused", _("Refused: to be asked after all")
    PRINTED = "printed", _("Printed")
    USE_HANDLED = "use_handled", _("Printed words looked at again")


class Theme(TextChoices):
    """How pages look; none of them is as the system has it."""

    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Contrast(TextChoices):
    MORE = "more", _("More contrast")


class TimelineKind(TextChoices):
    """What an event of an incident's timeline is: the rows of its picture, from the top."""

    HAPPENED = "happened", _("It happened")
    SAID = "said", _("Somebody said something")
    ASKED = "asked", _("We asked")
    REPLIED = "replied", _("Somebody replied")
    ASSESSED = "assessed", _("We assessed")
    PRINTED = "printed", _("We printed")


class FlagKind(TextChoices):
    NOT_ASKED = "not_asked", _("Not asked")
    DUE_SOON = "due_soon", _("Answer due soon")
    NO_REPLY = "no_reply", _("No answer by the deadline")
    ONE_ATTEMPT = "one_attempt", _("One attempt only")
    ONE_ROUTE = "one_route", _("One route only")
    NOT_REACHED = "not_reached", _("Not reached")
    REPLY_WAITING = "reply_waiting", _("Reply waiting to be worked in")
    ALLEGATION_ADDED = "allegation_added", _("Allegation added after the request was sent")
    WAIVER_UNAPPROVED = "waiver_unapproved", _("Decision not to ask waits for approval")
    CHECK_OLD = "check_old", _("Channel check grown old")
    SIGN_OFF_VOID = "sign_off_void", _("Sign-off void")
    SUPPORT_LAPSED = "support_lapsed", _("Support lapsed")
    PUBLISHED = "published", _("Published: update or correct")


class FlagSubject(TextChoices):
    """What is flagged: the column of the flag that it fills."""

    ALLEGATION = "allegation", _("Allegation")
    COMMENT_REQUEST = "comment_request", _("Request for comment")
    REPLY = "reply", _("Reply")
    WAIVER = "waiver", _("Decision not to ask")
    CHANNEL_CHECK = "channel_check", _("Channel check")
    CLAIM = "claim", _("Claim")
    USE = "use", _("Use in print")


class Trouble(TextChoices):
    """What a check of the record can find."""

    ROW_ALTERED = "row_altered", _("a change was altered")
    ROW_REMOVED = "row_removed", _("a change was removed")
    ROW_INSERTED = "row_inserted", _("a change was inserted")
    ROW_UNNUMBERED = "row_unnumbered", _("a change was inserted beside the numbering")
    REDACTION_UNAPPROVED = "redaction_unapproved", _("a value was taken out without a redaction")
    SEAL_MISSING = "seal_missing", _("a seal was removed")
    SEAL_UNCHAINED = "seal_unchained", _("a seal does not follow from the one before")
    SEAL_UNSIGNED = "seal_unsigned", _("a seal is not signed with the newsroom's key")
    SEAL_CONTRADICTED = "seal_contradicted", _("a seal was made over other changes")
    HEAD_UNSIGNED = "head_unsigned", _("a head given is not signed with a known key")
    HEAD_CONTRADICTED = "head_contradicted", _("changes were rewritten together with their seals")
    HEAD_UNREACHED = "head_unreached", _("changes were removed together with their seals")


class Verb(TextChoices):
    """What a Change says was done: noun.past_tense."""

    NEWSROOM_CREATED = "newsroom.created", _("created the newsroom")
    NEWSROOM_REVISED = "newsroom.revised", _("changed the newsroom's settings")
    MEMBER_INVITED = "member.invited", _("invited a member")
    MEMBER_JOINED = "member.joined", _("joined")
    MEMBER_ROLE_CHANGED = "member.role_changed", _("changed a member's role")
    MEMBER_DEACTIVATED = "member.deactivated", _("deactivated a member")
    MEMBER_ADDED = "member.added", _("added a member")
    TOKEN_ISSUED = "token.issued", _("issued a token")
    TOKEN_REVOKED = "token.revoked", _("revoked a token")
    TOKEN_ROTATED = "token.rotated", _("put a new token in the place of another")
    INCIDENT_OPENED = "incident.opened", _("opened the incident")
    INCIDENT_REVISED = "incident.revised", _("revised the incident")
    INCIDENT_RELATED = "incident.related", _("related the incident to another")
    INCIDENT_CLOSED = "incident.closed", _("closed the incident")
    INCIDENT_REOPENED = "incident.reopened", _("reopened the incident")
    INCIDENT_RESTRICTED = "incident.restricted", _("restricted the incident")
    INCIDENT_RESTRICTION_LIFTED = (
        "incident.restriction_lifted",
        _("lifted the restriction"),
    )
    INCIDENT_PERSON_NAMED = (
        "incident.person_named",
        _("named a person for the restricted incident"),
    )
    INCIDENT_PERSON_UNNAMED = (
        "incident.person_unnamed",
        _("took away a person's sight of the restricted incident"),
    )
    QUESTION_RAISED = "question.raised", _("raised a question")
    QUESTION_REWORDED = "question.reworded", _("reworded a question")
    QUESTION_MOVED = "question.moved", _("changed the order of the questions")
    PARTY_ADDED = "party.added", _("added a party")
    PARTY_REVISED = "party.revised", _("revised the party")
    PARTY_MERGED = "party.merged", _("merged the party into another")
    PARTY_RELATED = "party.related", _("related the party to another")
    CONTACT_POINT_ADDED = "contact_point.added", _("added a contact point")
    SOURCE_ADDED = "source.added", _("added a source")
    SOURCE_REVISED = "source.revised", _("revised the source")
    SOURCE_DERIVED = (
        "source.derived",
        _("recorded that the source derives from another"),
    )
    SOURCE_CHECKED = "source.checked", _("checked the source")
    INDEPENDENCE_STATED = "independence.stated", _("recorded that two count separately")
    INDEPENDENCE_WITHDRAWN = "independence.withdrawn", _("took back that two count separately")
    IDENTITY_PROTECTED = "identity.protected", _("recorded a protected person")
    IDENTITY_REVISED = "identity.revised", _("revised a protected person")
    IDENTITY_SHARED = "identity.shared", _("let a person see who a protected person is")
    IDENTITY_UNSHARED = "identity.unshared", _("took away a person's sight of who a protected person is")
    UTTERANCE_RECORDED = "utterance.recorded", _("recorded an utterance")
    UTTERANCE_REVISED = "utterance.revised", _("revised the utterance")
    CARRIAGE_ADDED = "carriage.added", _("added where it was carried")
    CLAIM_RECORDED = "claim.recorded", _("recorded a claim")
    CLAIM_REPEATED = "claim.repeated", _("hung the claim on a further utterance")
    CLAIM_REVISED = "claim.revised", _("revised the claim")
    CLAIM_SUPERSEDED = "claim.superseded", _("marked the claim as superseded")
    CLAIM_RETRACTED = "claim.retracted", _("marked the claim as retracted")
    CLAIM_MISATTRIBUTED = "claim.misattributed", _("marked the claim as misattributed")
    CLAIM_DUPLICATED = "claim.duplicated", _("marked the claim as a duplicate")
    CLAIM_ASSESSED = "claim.assessed", _("assessed the claim")
    ASSESSMENT_PROPOSED = "assessment.proposed", _("proposed an assessment for sign-off")
    ASSESSMENT_SIGNED_OFF = "assessment.signed_off", _("signed the assessment off")
    ASSESSMENT_SENT_BACK = "assessment.sent_back", _("sent the assessment back")
    SIGN_OFF_VOIDED = "sign_off.voided", _("voided the sign-off")
    CLAIM_RELATED = "claim.related", _("related the claim to another")
    CLAIM_UNRELATED = "claim.unrelated", _("took back a relation between claims")
    CONTRADICTION_CONFIRMED = "contradiction.confirmed", _("confirmed a contradiction")
    CONTRADICTION_DISMISSED = "contradiction.dismissed", _("dismissed a suggested contradiction")
    EVIDENCE_ADDED = "evidence.added", _("added evidence")
    EVIDENCE_WITHDRAWN = "evidence.withdrawn", _("withdrew evidence")
    NOTE_WRITTEN = "note.written", _("wrote a note")
    NOTE_WITHDRAWN = "note.withdrawn", _("withdrew a note")
    PERSON_MENTIONED = "person.mentioned", _("mentioned a person in a note")
    USE_RECORDED = "use.recorded", _("recorded where it was printed")
    USE_HANDLED = "use.handled", _("recorded what was done about a printed use")
    REQUEST_DRAFTED = "request.drafted", _("drafted a request for comment")
    REQUEST_REVISED = "request.revised", _("revised the draft request for comment")
    REQUEST_SENT = "request.sent", _("recorded that the request for comment was sent")
    REQUEST_WITHDRAWN = "request.withdrawn", _("withdrew the request for comment")
    REQUEST_ASSIGNED = "request.assigned", _("put a person in charge of the request for comment")
    DEADLINE_EXTENDED = "deadline.extended", _("extended the deadline")
    ATTEMPT_RECORDED = "attempt.recorded", _("recorded an attempt")
    REPLY_RECORDED = "reply.recorded", _("recorded a reply")
    REPLY_CORRECTED = "reply.corrected", _("corrected a typing error in a reply")
    REPLY_HANDLED = "reply.handled", _("worked a reply in")
    ANSWER_RECORDED = "answer.recorded", _("recorded an answer")
    ALLEGATION_WAIVED = "allegation.waived", _("proposed not to ask")
    WAIVER_APPROVED = "waiver.approved", _("approved the decision not to ask")
    WAIVER_REFUSED = "waiver.refused", _("refused the proposal not to ask")
    TEMPLATE_WRITTEN = "request_template.written", _("wrote the template of requests for comment")
    SILENCE_REPORTED = "silence.reported", _("recorded a reported silence")
    CHANNELS_CHECKED = "channels.checked", _("checked the party's own channels")
    FLAG_RAISED = "flag.raised", _("raised a flag")
    FLAG_CLEARED = "flag.cleared", _("cleared a flag")
    REDACTION_PROPOSED = "redaction.proposed", _("proposed to destroy a personal value")
    REDACTION_DONE = "redaction.done", _("destroyed a personal value")


class Happening(TextChoices):
    """What may have come between two instants, as it is counted."""

    CLAIMS_ADDED = "claims_added", _("Claims added")
    CLAIMS_REVISED = "claims_revised", _("Claims revised")
    CLAIMS_FALLEN = "claims_fallen", _("Claims that no longer stand")
    NOW_ESTABLISHED = "now_established", _("Claims established by us")
    NOW_CORROBORATED = "now_corroborated", _("Claims corroborated")
    NOW_CONTESTED = "now_contested", _("Claims contested")
    NOW_REFUTED = "now_refuted", _("Claims refuted")
    NOW_COULD_NOT_BE_VERIFIED = "now_could_not_be_verified", _("Claims that could not be verified")
    NOW_NOT_ASSESSED = "now_not_assessed", _("Claims whose assessment fell away")
    QUESTIONS_RAISED = "questions_raised", _("Questions raised")
    EVIDENCE_ADDED = "evidence_added", _("Pieces of evidence added")
    EVIDENCE_WITHDRAWN = "evidence_withdrawn", _("Pieces of evidence withdrawn")
    CLAIMS_RELATED = "claims_related", _("Relations between claims recorded")
    REQUESTS_SENT = "requests_sent", _("Requests for comment sent")
    REPLIES = "replies", _("Replies")
    SILENCES_REPORTED = "silences_reported", _("Silences reported")
    CHANNELS_CHECKED = "channels_checked", _("Channel checks")
    WAIVERS = "waivers", _("Decisions not to ask")
    USES = "uses", _("Uses in print")


class LetterState(TextChoices):
    """How far a letter to one of our own people has come."""

    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent, to be tried again")
    UNCERTAIN = "uncertain", _("Perhaps sent")


class DigestSection(TextChoices):
    """The parts of the weekly digest, in their order."""

    NEEDS_YOU = "needs_you", _("What needs you")
    CHANGED = "changed", _("What changed")
    UNANSWERED = "unanswered", _("Who has yet to answer")
    WEAK_SPOTS = "weak_spots", _("Weak spots")
    NUMBERS = "numbers", _("Numbers of the week")


class DigestItemKind(TextChoices):
    """What one item of a digest tells."""

    FLAG = "flag", _("A flag that concerns the reader")
    SIGN_OFF_WAITING = "sign_off_waiting", _("An assessment that waits for a signature")
    INCIDENT_OPENED = "incident_opened", _("A new incident")
    STATUS_MOVED = "status_moved", _("A claim with another status")
    POSITION_MOVED = "position_moved", _("A party with another position")
    REPLY = "reply", _("A reply to our request")
    CONTRADICTION = "contradiction", _("A confirmed contradiction")
    CLAIM_FELL = "claim_fell", _("A claim that no longer stands")
    YET_TO_ANSWER = "yet_to_answer", _("A party that has yet to answer us")
    SILENCE_REPORTED = "silence_reported", _("A silence that somebody reported")
    ONE_ROOT = "one_root", _("A claim that rests on one known root")
    NOT_ASSESSED = "not_assessed", _("A claim that nobody has assessed")


class DeliveryState(TextChoices):
    """How far one reader's digest has come."""

    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    EMPTY = "empty", _("Nothing to tell, so nothing was sent")
    FAILED = "failed", _("Not sent, to be tried again")
    UNCERTAIN = "uncertain", _("Perhaps sent")


class ReminderState(TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class FilteredList(TextChoices):
    """The lists whose filters a person can save; each by the name of its address."""

    INCIDENTS = "incidents", _("Incidents")
    PARTIES = "parties", _("Parties")
    SOURCES = "sources", _("Sources")
    REQUESTS = "requests", _("Requests")
    FLAGS = "flags", _("Flags")
    CHANGES = "changes", _("Changes")
    SEARCH = "search", _("Search")


class RemindWhen(TextChoices):
    IN_TWO_HOURS = "in_two_hours", _("In two hours")
    TOMORROW = "tomorrow", _("Tomorrow at 9:00")
    ON_DEADLINE = "on_deadline", _("On the deadline")
    AT = "at", _("At the time below")

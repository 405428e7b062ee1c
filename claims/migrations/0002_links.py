"""Every foreign key between owned tables is doubled by a composite one: no row can point into another newsroom."""

from django.db import migrations

# table, column, table pointed at
LINKS = [
    ("claims_allegation", "accused_id", "claims_party"),
    ("claims_allegation", "claim_id", "claims_claim"),
    ("claims_answer", "allegation_id", "claims_allegation"),
    ("claims_answer", "claim_id", "claims_claim"),
    ("claims_answer", "reply_id", "claims_reply"),
    ("claims_assessment", "by_token_id", "claims_apitoken"),
    ("claims_assessment", "claim_id", "claims_claim"),
    ("claims_attempt", "comment_request_id", "claims_commentrequest"),
    ("claims_attempt", "contact_point_id", "claims_contactpoint"),
    ("claims_carriage", "source_id", "claims_source"),
    ("claims_carriage", "utterance_id", "claims_utterance"),
    ("claims_change", "by_token_id", "claims_apitoken"),
    ("claims_change", "incident_id", "claims_incident"),
    ("claims_change", "party_id", "claims_party"),
    ("claims_change", "source_id", "claims_source"),
    ("claims_change", "utterance_id", "claims_utterance"),
    ("claims_changeposition", "change_id", "claims_change"),
    ("claims_channelcheck", "incident_id", "claims_incident"),
    ("claims_channelcheck", "party_id", "claims_party"),
    ("claims_channelcheck", "source_id", "claims_source"),
    ("claims_claim", "incident_id", "claims_incident"),
    ("claims_claim", "question_id", "claims_question"),
    ("claims_claim", "standing_other_id", "claims_claim"),
    ("claims_claimrelation", "by_token_id", "claims_apitoken"),
    ("claims_claimrelation", "claim_id", "claims_claim"),
    ("claims_claimrelation", "other_id", "claims_claim"),
    ("claims_claimutterance", "claim_id", "claims_claim"),
    ("claims_claimutterance", "utterance_id", "claims_utterance"),
    ("claims_commentrequest", "contact_point_id", "claims_contactpoint"),
    ("claims_commentrequest", "incident_id", "claims_incident"),
    ("claims_commentrequest", "party_id", "claims_party"),
    ("claims_contactpoint", "party_id", "claims_party"),
    ("claims_derivation", "origin_id", "claims_source"),
    ("claims_derivation", "source_id", "claims_source"),
    ("claims_dismissal", "by_token_id", "claims_apitoken"),
    ("claims_dismissal", "claim_id", "claims_claim"),
    ("claims_dismissal", "other_id", "claims_claim"),
    ("claims_evidence", "claim_id", "claims_claim"),
    ("claims_evidence", "root_identity_id", "claims_protectedidentity"),
    ("claims_evidence", "root_party_id", "claims_party"),
    ("claims_evidence", "root_source_id", "claims_source"),
    ("claims_evidence", "source_id", "claims_source"),
    ("claims_figure", "claim_id", "claims_claim"),
    ("claims_figure", "side_id", "claims_party"),
    ("claims_flag", "allegation_id", "claims_allegation"),
    ("claims_flag", "claim_id", "claims_claim"),
    ("claims_flag", "comment_request_id", "claims_commentrequest"),
    ("claims_flag", "incident_id", "claims_incident"),
    ("claims_flag", "use_id", "claims_use"),
    ("claims_hop", "carriage_id", "claims_carriage"),
    ("claims_hop", "identity_id", "claims_protectedidentity"),
    ("claims_hop", "party_id", "claims_party"),
    ("claims_hop", "source_id", "claims_source"),
    ("claims_identityreader", "identity_id", "claims_protectedidentity"),
    ("claims_incidentperson", "incident_id", "claims_incident"),
    ("claims_incidentperson", "token_id", "claims_apitoken"),
    ("claims_incidentrelation", "incident_id", "claims_incident"),
    ("claims_incidentrelation", "other_id", "claims_incident"),
    ("claims_independence", "origin_id", "claims_source"),
    ("claims_independence", "other_party_id", "claims_party"),
    ("claims_independence", "party_id", "claims_party"),
    ("claims_independence", "source_id", "claims_source"),
    ("claims_invitation", "membership_id", "claims_membership"),
    ("claims_party", "merged_into_id", "claims_party"),
    ("claims_partyalias", "party_id", "claims_party"),
    ("claims_partyrelation", "other_id", "claims_party"),
    ("claims_partyrelation", "party_id", "claims_party"),
    ("claims_partyrelation", "source_id", "claims_source"),
    ("claims_question", "incident_id", "claims_incident"),
    ("claims_redactionapproval", "redaction_id", "claims_redaction"),
    ("claims_reply", "comment_request_id", "claims_commentrequest"),
    ("claims_reply", "speaks_for_id", "claims_party"),
    ("claims_reply", "utterance_id", "claims_utterance"),
    ("claims_reportedsilence", "allegation_id", "claims_allegation"),
    ("claims_reportedsilence", "asked_by_id", "claims_party"),
    ("claims_reportedsilence", "incident_id", "claims_incident"),
    ("claims_reportedsilence", "party_id", "claims_party"),
    ("claims_reportedsilence", "source_id", "claims_source"),
    ("claims_requestedallegation", "allegation_id", "claims_allegation"),
    ("claims_requestedallegation", "comment_request_id", "claims_commentrequest"),
    ("claims_requestedquestion", "comment_request_id", "claims_commentrequest"),
    ("claims_sendback", "assessment_id", "claims_assessment"),
    ("claims_signoff", "assessment_id", "claims_assessment"),
    ("claims_source", "outlet_id", "claims_party"),
    ("claims_sourcecheck", "by_token_id", "claims_apitoken"),
    ("claims_sourcecheck", "established_by_id", "claims_party"),
    ("claims_sourcecheck", "source_id", "claims_source"),
    ("claims_use", "by_token_id", "claims_apitoken"),
    ("claims_use", "claim_id", "claims_claim"),
    ("claims_use", "incident_id", "claims_incident"),
    ("claims_usehandled", "by_token_id", "claims_apitoken"),
    ("claims_usehandled", "use_id", "claims_use"),
    ("claims_utterance", "speaker_id", "claims_party"),
    ("claims_utterance", "speaker_identity_id", "claims_protectedidentity"),
    ("claims_utteranceclaimant", "party_id", "claims_party"),
    ("claims_utteranceclaimant", "utterance_id", "claims_utterance"),
    ("claims_voiding", "sign_off_id", "claims_signoff"),
    ("claims_waiver", "allegation_id", "claims_allegation"),
    ("claims_waiver", "party_id", "claims_party"),
]


def add(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_newsroom "
        f"FOREIGN KEY (newsroom_id, {column}) REFERENCES {target} (newsroom_id, id)"
    )


def drop(table: str, column: str, target: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_newsroom"


class Migration(migrations.Migration):
    replaces = [("claims", "0002_same_newsroom"), ("claims", "0005_verification_same_newsroom")]

    dependencies = [("claims", "0001_tables")]

    operations = [
        *[migrations.RunSQL(add(*link), drop(*link)) for link in LINKS],
        migrations.RunSQL(
            "ALTER TABLE claims_claim ADD CONSTRAINT claims_claim_question_of_its_incident "
            "FOREIGN KEY (incident_id, question_id) REFERENCES claims_question (incident_id, id)",
            "ALTER TABLE claims_claim DROP CONSTRAINT claims_claim_question_of_its_incident",
        ),
    ]

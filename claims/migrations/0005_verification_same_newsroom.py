"""The tables of verification keep to their newsroom, too: see 0002."""

from django.db import migrations

# table, column, table pointed at
LINKS = [
    ("claims_claimrelation", "by_token_id", "claims_apitoken"),
    ("claims_claimrelation", "claim_id", "claims_claim"),
    ("claims_claimrelation", "other_id", "claims_claim"),
    ("claims_dismissal", "by_token_id", "claims_apitoken"),
    ("claims_dismissal", "claim_id", "claims_claim"),
    ("claims_dismissal", "other_id", "claims_claim"),
    ("claims_evidence", "root_identity_id", "claims_protectedidentity"),
    ("claims_flag", "claim_id", "claims_claim"),
    ("claims_flag", "use_id", "claims_use"),
    ("claims_hop", "identity_id", "claims_protectedidentity"),
    ("claims_identityreader", "identity_id", "claims_protectedidentity"),
    ("claims_independence", "origin_id", "claims_source"),
    ("claims_independence", "other_party_id", "claims_party"),
    ("claims_independence", "party_id", "claims_party"),
    ("claims_independence", "source_id", "claims_source"),
    ("claims_sendback", "assessment_id", "claims_assessment"),
    ("claims_signoff", "assessment_id", "claims_assessment"),
    ("claims_sourcecheck", "by_token_id", "claims_apitoken"),
    ("claims_sourcecheck", "established_by_id", "claims_party"),
    ("claims_sourcecheck", "source_id", "claims_source"),
    ("claims_use", "by_token_id", "claims_apitoken"),
    ("claims_use", "claim_id", "claims_claim"),
    ("claims_use", "incident_id", "claims_incident"),
    ("claims_usehandled", "by_token_id", "claims_apitoken"),
    ("claims_usehandled", "use_id", "claims_use"),
    ("claims_utterance", "speaker_identity_id", "claims_protectedidentity"),
    ("claims_voiding", "sign_off_id", "claims_signoff"),
]


def add(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_newsroom "
        f"FOREIGN KEY (newsroom_id, {column}) REFERENCES {target} (newsroom_id, id)"
    )


def drop(table: str, column: str, target: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_newsroom"


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_verification")]

    operations = [migrations.RunSQL(add(*link), drop(*link)) for link in LINKS]

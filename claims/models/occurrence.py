"""Views that list in which incidents a party, a source or an utterance occurs. Their SQL stands in the migrations."""

from django.db import models

from claims.models.incident import Incident
from claims.models.party import Party
from claims.models.source import Source
from claims.models.utterance import Utterance


class PartyOccurrence(models.Model):
    """As claimant, speaker, accused, asked, silent, checked, root, outlet or hop; merged parties under both names."""

    pk = models.CompositePrimaryKey("party_id", "incident_id")
    party = models.ForeignKey(Party, on_delete=models.DO_NOTHING, related_name="occurrences")
    incident = models.ForeignKey(Incident, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "claims_partyoccurrence"


class SourceOccurrence(models.Model):
    """As carrier, evidence, root, reporter of a silence, or as the origin of a source that occurs."""

    pk = models.CompositePrimaryKey("source_id", "incident_id")
    source = models.ForeignKey(Source, on_delete=models.DO_NOTHING, related_name="occurrences")
    incident = models.ForeignKey(Incident, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "claims_sourceoccurrence"


class UtteranceOccurrence(models.Model):
    """Through the claims that hang on it."""

    pk = models.CompositePrimaryKey("utterance_id", "incident_id")
    utterance = models.ForeignKey(Utterance, on_delete=models.DO_NOTHING, related_name="occurrences")
    incident = models.ForeignKey(Incident, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "claims_utteranceoccurrence"

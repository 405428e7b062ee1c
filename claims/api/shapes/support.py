"""What stands behind a claim: the numbers, the roots that they count, and what counts for nothing."""

from rest_framework import serializers

from claims.rules.roots import Weight


class NumbersShape(serializers.Serializer):
    """The numbers beside a claim. *Attested*: was it said? *Supported*: is it true?"""

    documents = serializers.IntegerField(help_text="Distinct sources, whatever they rest on.")
    attested_by = serializers.IntegerField(help_text="Independent first-hand routes to the words.")
    unknown_routes = serializers.IntegerField(help_text="Routes that are not known down to the claimant.")
    circular_routes = serializers.IntegerField(help_text="Routes that were read in one another.")
    discredited_routes = serializers.IntegerField(help_text="Routes through sources found not to be what they seemed.")
    supported_by = serializers.IntegerField(help_text="Distinct known roots, the claimant's own excluded.")
    firm_roots = serializers.IntegerField(help_text="Those whose basis is neither “was told” nor “unstated”.")
    known_roots = serializers.IntegerField(help_text="The same, and one more if the claimant's own word is among them.")
    unknown_roots = serializers.IntegerField(help_text="Supporting evidence with an unknown or anonymous root.")
    contradicted_by = serializers.IntegerField(help_text="Distinct known roots against it.")
    circular = serializers.IntegerField(help_text="Evidence that only cites what cites it.")
    discredited = serializers.IntegerField(help_text="Evidence resting on what is not what it seemed.")


class RootShape(serializers.Serializer):
    """One distinct root."""

    label = serializers.CharField()
    firm = serializers.BooleanField()
    evidence = serializers.ListField(
        child=serializers.IntegerField(), help_text="Ids of the evidence that rests on it."
    )


class ApartShape(serializers.Serializer):
    """Evidence that counts for nothing, and why."""

    evidence = serializers.IntegerField(source="id")
    why = serializers.ChoiceField(
        source="weight", choices=[Weight.OWN, Weight.UNKNOWN, Weight.CIRCULAR, Weight.DISCREDITED]
    )


class SupportShape(NumbersShape):
    roots = RootShape(many=True)
    contradicting_roots = RootShape(many=True)
    apart = ApartShape(many=True)

"""Finding claims that say nearly the same: words without accents or case, and the indexes to find them by.

`unaccent` is only stable, because its dictionary could be exchanged; an index needs an immutable function. Everything
is named with its schema, so that a restored dump builds the indexes whatever its search path. The text is a parameter
of fixed name and no default is taken: PostgreSQL can put the body in place of the call.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

PLAIN = """
CREATE FUNCTION public.claims_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary, words))
$$
"""
BY_WORDS = """
CREATE INDEX claim_by_words ON claims_claim USING gin (to_tsvector('simple'::regconfig, public.claims_plain(text)))
"""
BY_LIKENESS = """
CREATE INDEX claim_by_likeness ON claims_claim USING gin (public.claims_plain(text) public.gin_trgm_ops)
"""


class Migration(migrations.Migration):
    replaces = [("claims", "0008_similar_claims")]

    dependencies = [("claims", "0003_withheld")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(PLAIN, "DROP FUNCTION public.claims_plain(text)"),
        migrations.RunSQL(BY_WORDS, "DROP INDEX claim_by_words"),
        migrations.RunSQL(BY_LIKENESS, "DROP INDEX claim_by_likeness"),
    ]

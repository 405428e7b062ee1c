"""The SQL behind `models.support`: the ties that `rules.ties` describes, followed from the claims asked for.

How far a climb leads the planner can only guess, and it guesses too high; OFFSET 0 keeps it from reading whole tables
then. Plain table names throughout, and each statement begins with WITH, so that further CTEs put in front can stand for
the tables (what was known at an instant). Parameters: `claims` (ids) and `newsroom`.
"""

from claims.rules.ties import DISCREDITING, SUGGEST_DEPENDENCE
from claims.vocabulary import Bearing, CheckAspect, RootKind


def _codes(codes: object) -> str:
    return ", ".join(f"'{code}'" for code in sorted(codes))  # type: ignore[call-overload]


def _discredited(source: str) -> str:
    """Whether the latest check of the source's authenticity found that it is not what it seemed."""
    return (
        f"coalesce((SELECT c.verdict IN ({_codes(DISCREDITING)}) FROM claims_sourcecheck c WHERE c.source_id = {source}"
        f" AND c.aspect = '{CheckAspect.AUTHENTICITY}' ORDER BY c.at DESC, c.id DESC LIMIT 1), false)"
    )


def _followed(derivation: str) -> str:
    """That nobody cut the derivation."""
    return (
        f"NOT EXISTS (SELECT 1 FROM claims_independence i WHERE i.source_id = {derivation}.source_id"
        f" AND i.origin_id = {derivation}.origin_id AND i.withdrawn_at IS NULL)"
    )


CLAIMANTS = """
claimant (claim_id, party_id) AS (
    SELECT DISTINCT link.claim_id, coalesce(p.merged_into_id, p.id)
    FROM claims_claimutterance link
    JOIN claims_utteranceclaimant c ON c.utterance_id = link.utterance_id
    JOIN claims_party p ON p.id = c.party_id
    WHERE link.claim_id = ANY(%(claims)s)
)"""

# From the sources in `begun` up all derivations that nobody cut; what is discredited leads no further.
ORIGINS = f"""
climb (source_id, at_id) AS (
    SELECT source_id, source_id FROM begun
    UNION
    SELECT climb.source_id, up.origin_id
    FROM climb CROSS JOIN LATERAL (
        SELECT d.origin_id FROM claims_derivation d WHERE d.source_id = climb.at_id AND {_followed("d")} OFFSET 0
    ) up
    WHERE NOT {_discredited("climb.at_id")}
),
visited (source_id, discredited) AS MATERIALIZED (
    SELECT at_id, {_discredited("at_id")} FROM (SELECT DISTINCT at_id FROM climb) each
),
ultimate (source_id, title, outlet_id) AS MATERIALIZED (
    SELECT s.id, s.title, CASE WHEN i.id IS NULL THEN coalesce(o.merged_into_id, o.id) END
    FROM visited CROSS JOIN LATERAL (SELECT * FROM claims_source WHERE id = visited.source_id OFFSET 0) s
    LEFT JOIN claims_party o ON o.id = s.outlet_id
    LEFT JOIN LATERAL (
        SELECT i.id FROM claims_independence i JOIN claims_party p ON p.id = i.party_id
        WHERE i.source_id = s.id AND i.origin_id IS NULL AND i.withdrawn_at IS NULL
        AND coalesce(p.merged_into_id, p.id) = coalesce(o.merged_into_id, o.id) LIMIT 1
    ) i ON true
    WHERE NOT visited.discredited AND NOT EXISTS (
        SELECT 1 FROM claims_derivation d WHERE d.source_id = s.id AND {_followed("d")} OFFSET 0
    )
),
spoilt (source_id) AS (
    SELECT DISTINCT climb.source_id FROM climb JOIN visited ON visited.source_id = climb.at_id
    WHERE visited.discredited
)"""


def _tied(party: str) -> str:
    """The parties that a relation ties to this one, merges resolved on both sides."""
    one_way = f"""
        SELECT coalesce(far.merged_into_id, far.id) AS other_id
        FROM claims_party near
        JOIN claims_partyrelation r ON r.{{this}} = near.id AND r.kind IN ({_codes(SUGGEST_DEPENDENCE)})
        JOIN claims_party far ON far.id = r.{{that}}
        WHERE near.id = {party} OR near.merged_into_id = {party}"""
    return " UNION ALL ".join(one_way.format(this=one, that=two) for one, two in (_ENDS, _ENDS[::-1]))


_ENDS = ("party_id", "other_id")

# All that are tied to the parties in `seed`, and below, the group of each, named after its lowest id.
REACHED = f"""
apart (party_id, other_id) AS MATERIALIZED (
    SELECT pair.one, pair.two
    FROM claims_independence i
    JOIN claims_party p ON p.id = i.party_id
    JOIN claims_party o ON o.id = i.other_party_id
    CROSS JOIN LATERAL (VALUES
        (coalesce(p.merged_into_id, p.id), coalesce(o.merged_into_id, o.id)),
        (coalesce(o.merged_into_id, o.id), coalesce(p.merged_into_id, p.id))
    ) pair (one, two)
    WHERE i.newsroom_id = %(newsroom)s AND i.withdrawn_at IS NULL
),
reached (party_id) AS (
    SELECT party_id FROM seed
    UNION
    SELECT tie.other_id FROM reached CROSS JOIN LATERAL ({_tied("reached.party_id")}) tie
    WHERE NOT EXISTS (SELECT 1 FROM apart WHERE apart.party_id = reached.party_id AND apart.other_id = tie.other_id)
)"""

GROUPS = f"""{REACHED},
edge (party_id, other_id) AS MATERIALIZED (
    SELECT DISTINCT reached.party_id, tie.other_id
    FROM reached CROSS JOIN LATERAL ({_tied("reached.party_id")}) tie
    WHERE NOT EXISTS (SELECT 1 FROM apart WHERE apart.party_id = reached.party_id AND apart.other_id = tie.other_id)
),
belongs (party_id, other_id) AS (
    SELECT party_id, party_id FROM seed
    UNION
    SELECT belongs.party_id, edge.other_id FROM belongs JOIN edge ON edge.party_id = belongs.other_id
),
grouped (party_id, group_id) AS MATERIALIZED (
    SELECT party_id, min(other_id) FROM belongs GROUP BY party_id
),
source_key (source_id, kind, key_id, title, origin_id) AS (
    SELECT climb.source_id, CASE WHEN u.outlet_id IS NULL THEN 'source' ELSE 'party' END,
        coalesce(g.group_id, u.source_id), u.title, u.source_id
    FROM climb JOIN ultimate u ON u.source_id = climb.at_id LEFT JOIN grouped g ON g.party_id = u.outlet_id
)"""

# Current evidence of the claims; each piece rests on those where its citations end, and on their keys.
WEIGHED = f"""WITH RECURSIVE {CLAIMANTS},
piece AS MATERIALIZED (
    SELECT e.id, e.claim_id, e.source_id, e.bearing, e.basis, e.root_kind, e.root_source_id, e.root_identity_id,
        e.root_label, e.distinct_reason, coalesce(p.merged_into_id, p.id) AS party_id,
        {_discredited("e.source_id")} OR {_discredited("e.root_source_id")} AS discredited
    FROM claims_evidence e LEFT JOIN claims_party p ON p.id = e.root_party_id
    WHERE e.claim_id = ANY(%(claims)s) AND e.withdrawn_at IS NULL
),
cites (id, cited_id) AS MATERIALIZED (
    SELECT e.id, cited.id
    FROM piece e
    JOIN piece cited ON cited.claim_id = e.claim_id AND cited.bearing = e.bearing AND cited.source_id = e.root_source_id
    WHERE e.root_source_id <> e.source_id AND NOT e.discredited
),
rests (id, on_id) AS (
    SELECT id, id FROM piece WHERE bearing <> '{Bearing.COULD_NOT_VERIFY}'
    UNION
    SELECT rests.id, cites.cited_id FROM rests JOIN cites ON cites.id = rests.on_id
),
last AS MATERIALIZED (
    SELECT piece.* FROM piece WHERE NOT EXISTS (SELECT 1 FROM cites WHERE cites.id = piece.id)
),
begun (source_id) AS (
    SELECT DISTINCT root_source_id FROM last WHERE root_source_id IS NOT NULL AND NOT discredited
),
{ORIGINS},
seed (party_id) AS (
    SELECT party_id FROM claimant
    UNION SELECT party_id FROM last WHERE party_id IS NOT NULL
    UNION SELECT outlet_id FROM ultimate WHERE outlet_id IS NOT NULL
),
{GROUPS},
own_key (id, kind, key_id, label, origin_id) AS (
    SELECT last.id, 'party', g.group_id, coalesce(nullif(last.root_label, ''), p.name), 0
    FROM last JOIN grouped g USING (party_id) JOIN claims_party p ON p.id = last.party_id WHERE NOT last.discredited
    UNION ALL
    SELECT last.id, k.kind, k.key_id, coalesce(nullif(last.root_label, ''), k.title), k.origin_id
    FROM last JOIN source_key k ON k.source_id = last.root_source_id WHERE NOT last.discredited
    UNION ALL
    SELECT last.id, 'identity', last.root_identity_id, coalesce(nullif(last.root_label, ''), who.pseudonym), 0
    FROM last JOIN claims_protectedidentity who ON who.id = last.root_identity_id WHERE NOT last.discredited
    UNION ALL
    SELECT last.id, 'evidence', last.id, last.root_label, 0 FROM last
    WHERE last.root_kind IN ('{RootKind.ANONYMOUS}', '{RootKind.UNKNOWN}') AND last.distinct_reason <> ''
    AND NOT last.discredited
),
held AS MATERIALIZED (
    SELECT DISTINCT ON (rests.id, kind, key_id) rests.id, kind, key_id, label
    FROM rests JOIN own_key ON own_key.id = rests.on_id
    ORDER BY rests.id, kind, key_id, own_key.id, own_key.origin_id
),
keys (id, keys) AS (
    SELECT id, json_agg(json_build_array(kind, key_id, label) ORDER BY kind, key_id) FROM held GROUP BY id
),
own (id) AS (
    SELECT DISTINCT piece.id
    FROM piece JOIN claimant c ON c.claim_id = piece.claim_id JOIN grouped g ON g.party_id = c.party_id
    JOIN held ON held.id = piece.id AND held.kind = 'party' AND held.key_id = g.group_id
    WHERE piece.bearing = '{Bearing.SUPPORTS}'
),
lacking (id, discredited, unknown) AS (
    SELECT rests.id, bool_or(last.discredited OR spoilt.source_id IS NOT NULL),
        bool_or(last.root_kind IN ('{RootKind.ANONYMOUS}', '{RootKind.UNKNOWN}'))
    FROM rests JOIN last ON last.id = rests.on_id LEFT JOIN spoilt ON spoilt.source_id = last.root_source_id
    GROUP BY rests.id
)"""

EVIDENCE = f"""{WEIGHED}
SELECT piece.claim_id, piece.id, piece.source_id, piece.bearing, piece.basis, keys.keys, own.id IS NOT NULL,
    coalesce(lacking.discredited, false), coalesce(lacking.unknown, false)
FROM piece LEFT JOIN keys USING (id) LEFT JOIN own USING (id) LEFT JOIN lacking USING (id)
ORDER BY piece.id
"""

# The claims that at least so many roots support, counted as `rules.roots` counts them: each root that some evidence
# rests on alone, and one more for all that rests on several of which none is counted already.
SUPPORTED = f"""{WEIGHED},
counting AS MATERIALIZED (
    SELECT piece.claim_id, piece.id, held.kind, held.key_id, count(*) OVER (PARTITION BY piece.id) AS keys
    FROM piece JOIN held USING (id)
    WHERE piece.bearing = '{Bearing.SUPPORTS}' AND piece.id NOT IN (SELECT id FROM own)
),
sole AS MATERIALIZED (SELECT DISTINCT claim_id, kind, key_id FROM counting WHERE keys = 1),
joint AS (
    SELECT counting.claim_id FROM counting LEFT JOIN sole USING (claim_id, kind, key_id)
    GROUP BY counting.claim_id, counting.id HAVING count(sole.claim_id) = 0
),
root (claim_id) AS (SELECT claim_id FROM sole UNION ALL SELECT DISTINCT claim_id FROM joint)
SELECT claim_id FROM root GROUP BY claim_id HAVING count(*) >= %(least)s
"""

# Those that can be: with so many pieces of evidence for them.
CANDIDATES = f"""ARRAY(
    SELECT claim_id FROM claims_evidence
    WHERE newsroom_id = %(newsroom)s AND bearing = '{Bearing.SUPPORTS}' AND withdrawn_at IS NULL
    GROUP BY claim_id HAVING count(*) >= %(least)s
)"""

# Every carriage of the claims' utterances with its hops, the groups of who passed it on, and the keys of its source.
ROUTES = f"""WITH RECURSIVE {CLAIMANTS},
route AS MATERIALIZED (
    SELECT DISTINCT link.claim_id, c.id, c.source_id, c.utterance_id
    FROM claims_claimutterance link JOIN claims_carriage c ON c.utterance_id = link.utterance_id
    WHERE link.claim_id = ANY(%(claims)s)
),
step AS MATERIALIZED (
    SELECT h.carriage_id, h.position, h.actor_kind, h.directness, h.identity_id, h.actor_label, h.source_id,
        coalesce(p.merged_into_id, p.id) AS standing_id
    FROM claims_hop h LEFT JOIN claims_party p ON p.id = h.party_id
    WHERE h.carriage_id IN (SELECT id FROM route)
),
begun (source_id) AS (SELECT DISTINCT source_id FROM route),
{ORIGINS},
seed (party_id) AS (
    SELECT standing_id FROM step WHERE standing_id IS NOT NULL
    UNION SELECT outlet_id FROM ultimate WHERE outlet_id IS NOT NULL
),
{GROUPS},
steps (carriage_id, hops) AS (
    SELECT step.carriage_id, json_agg(json_build_array(
        step.actor_kind, step.directness, step.standing_id, step.identity_id, step.actor_label, step.source_id,
        g.group_id) ORDER BY step.position)
    FROM step LEFT JOIN grouped g ON g.party_id = step.standing_id GROUP BY step.carriage_id
),
keys (source_id, keys) AS (
    SELECT source_id, json_agg(json_build_array(kind, key_id, title)) FROM source_key GROUP BY source_id
),
claimants (claim_id, parties) AS (SELECT claim_id, array_agg(party_id) FROM claimant GROUP BY claim_id)
SELECT route.claim_id, coalesce(claimants.parties, ARRAY[]::bigint[]), route.source_id, route.utterance_id,
    coalesce(speaker.merged_into_id, speaker.id), u.speaker_identity_id, u.speaker_label, steps.hops, keys.keys,
    visited.discredited, spoilt.source_id IS NOT NULL
FROM route JOIN claims_utterance u ON u.id = route.utterance_id
LEFT JOIN claims_party speaker ON speaker.id = u.speaker_id
LEFT JOIN claimants ON claimants.claim_id = route.claim_id
LEFT JOIN steps ON steps.carriage_id = route.id
LEFT JOIN keys ON keys.source_id = route.source_id
LEFT JOIN visited ON visited.source_id = route.source_id
LEFT JOIN spoilt ON spoilt.source_id = route.source_id
ORDER BY route.claim_id, route.id
"""

# The derivations that lead up from `sources`, and the relations among all that are tied to `parties`: for explaining.
DERIVATIONS = f"""WITH RECURSIVE begun (source_id) AS (SELECT unnest(%(sources)s::bigint[])),
{ORIGINS}
SELECT DISTINCT d.id FROM climb JOIN claims_derivation d ON d.source_id = climb.at_id WHERE {_followed("d")}
"""
RELATIONS = f"""WITH RECURSIVE seed (party_id) AS (SELECT unnest(%(parties)s::bigint[])),
{REACHED}
SELECT r.id
FROM claims_partyrelation r
JOIN claims_party one ON one.id = r.party_id
JOIN claims_party two ON two.id = r.other_id
JOIN reached ON reached.party_id = coalesce(one.merged_into_id, one.id)
WHERE r.kind IN ({_codes(SUGGEST_DEPENDENCE)}) AND NOT EXISTS (
    SELECT 1 FROM apart WHERE apart.party_id = coalesce(one.merged_into_id, one.id)
    AND apart.other_id = coalesce(two.merged_into_id, two.id)
)
"""

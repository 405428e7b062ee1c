"""What somebody does to the record past its triggers is named, the first row of it by position, id and verb."""

from datetime import timedelta

import pytest
from django.db import connection

from claims.actions.incidents import revise_incident
from claims.actions.numbering import number_changes
from claims.actions.sealing import seal_record
from claims.models import Change, ChangePosition, Newsroom, Seal, SealedNode
from claims.models.record_check import check_newsroom, trusted_keys
from claims.models.sealable import entries
from claims.rules.heads import Head, public_key_of, read_key, sign
from claims.rules.merkle import Frontier
from claims.rules.record import leaf_of
from claims.vocabulary import Trouble

OTHER_KEY = read_key("b" * 43)


def past_the_triggers(statement, params=()):
    """As somebody does it who has the database to himself."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, params)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@pytest.fixture
def sealed(an_utterance, incident, reporter, now):
    """The newsroom; its record under two seals."""
    number_changes()
    assert seal_record(now=now) == 1
    revise_incident(incident=incident, version=1, title="Strikes on a town", by=reporter, at=now)
    revise_incident(incident=incident, version=2, title="Strikes on a border town", by=reporter, at=now)
    number_changes()
    assert seal_record(now=now + timedelta(minutes=1)) == 1
    return Newsroom.objects.get(slug="desk")


@pytest.fixture
def check(sealed):
    """Every finding, as (trouble, position)."""

    def found(**options):
        report = check_newsroom(sealed, trusted=trusted_keys(), **options)
        return [(finding.trouble, finding.params.get("position")) for finding in report.findings]

    return found


def change_at(position):
    return Change.objects.get(numbering__position=position)


def heads():
    return [seal.signed_head() for seal in Seal.objects.in_order()]


def reseal(key):
    """Every leaf, node and seal made anew over what now stands there, each seal as large and as old as before."""
    tree, previous, seals = Frontier(), "0" * 64, list(Seal.objects.in_order())
    sizes = {seal.last_position: seal for seal in seals}
    past_the_triggers("DELETE FROM claims_sealednode")
    for entry in entries(seals[0].newsroom_id):
        for (level, index), value in tree.append(leaf_of(entry)):
            SealedNode(
                newsroom_id=seals[0].newsroom_id,
                level=level,
                index=index,
                hash=value,
                leaf_of=None if level else entry.change,
            ).save(force_insert=True)
        if seal := sizes.get(tree.size):
            old = seal.signed_head().head
            head = Head(**vars(old) | {"root_hash": tree.root().hex(), "previous_hash": previous})
            head = Head(**vars(head) | {"public_key": public_key_of(key)})
            previous = head.digest()
            past_the_triggers(
                "UPDATE claims_seal SET root_hash = %s, previous_hash = %s, public_key = %s, signature = %s"
                " WHERE id = %s",
                [head.root_hash, head.previous_hash, head.public_key, sign(head, key).signature, seal.pk],
            )


def test_a_record_that_nobody_touched_is_whole(sealed, check):
    report = check_newsroom(sealed, trusted=trusted_keys(), given=heads())

    assert report.findings == []
    assert (report.changes, report.sealed, report.unsealed) == (Change.objects.count(), report.changes, 0)
    assert (report.seals, report.heads_given, report.waiting) == (2, 2, 0)


def test_the_tail_that_is_not_sealed_yet_is_counted(sealed, incident, reporter, now):
    revise_incident(incident=incident, version=3, title="Strikes", by=reporter, at=now)
    number_changes()
    revise_incident(incident=incident, version=4, title="Two strikes", by=reporter, at=now)

    report = check_newsroom(sealed, trusted=trusted_keys())

    assert report.findings == []
    assert (report.unsealed, report.waiting) == (1, 1)


@pytest.mark.parametrize(
    "alteration",
    [
        """after = jsonb_set(after, '{title}', '"Strikes on a tawn"')""",
        "after = after || '{\"more\": null}'",
        "after = after - 'title'",
        "after = NULL",
        "reason = 'another'",
        "verb = 'incident.opened'",
        "subject_id = subject_id + 1",
        "at = at + interval '1 microsecond'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "by_name = 'x'",
        "by_kind = 'clock', by_user_id = NULL",
        "incident_id = NULL",
        "salt = repeat('0', 64)",
        "salt = NULL, kept = '{}'",
        "salt = NULL, kept = '[1]'",
    ],
)
def test_a_change_of_which_one_byte_was_altered_is_named(check, alteration):
    altered = Change.objects.get(subject_type="incident", after__version=2)
    position = altered.numbering.position
    past_the_triggers(f"UPDATE claims_change SET {alteration} WHERE id = %s", [altered.pk])

    assert check() == [(Trouble.ROW_ALTERED, position)]


def test_the_first_of_several_is_named_with_its_id_and_verb(sealed):
    for position in (4, 2):
        past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(position).pk])

    (finding,) = check_newsroom(sealed, trusted=trusted_keys()).findings

    change = change_at(2)
    assert dict(finding.params) == {"position": 2, "change": change.pk, "verb": change.verb}
    assert str(finding) == f"Position 2: change {change.pk} ({change.verb}) was altered after it was sealed."


@pytest.mark.parametrize("close_the_gap", [False, True])
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_change_that_was_removed_is_named(sealed, place, close_the_gap):
    position = {"first": 1, "middle": 4, "last": Change.objects.count()}[place]
    gone = change_at(position)
    past_the_triggers("DELETE FROM claims_changeposition WHERE change_id = %s", [gone.pk])
    past_the_triggers("DELETE FROM claims_change WHERE id = %s", [gone.pk])
    if close_the_gap:
        for _each in range(position, Change.objects.count() + 1):
            past_the_triggers("UPDATE claims_changeposition SET position = %s WHERE position = %s", [_each, _each + 1])

    (finding, *_rest) = check_newsroom(sealed, trusted=trusted_keys()).findings

    assert (finding.trouble, dict(finding.params)) == (
        Trouble.ROW_REMOVED,
        {"position": position, "change": gone.pk},
    )


def test_a_change_that_was_inserted_among_the_others_is_named(sealed):
    last = Change.objects.count()
    for each in range(last, 2, -1):
        past_the_triggers("UPDATE claims_changeposition SET position = %s WHERE position = %s", [each + 1, each])
    inserted = _a_forged_change()
    past_the_triggers(
        "INSERT INTO claims_changeposition (change_id, newsroom_id, position) VALUES (%s, %s, 3)",
        [inserted.pk, sealed.pk],
    )

    (finding,) = check_newsroom(sealed, trusted=trusted_keys()).findings

    assert finding.trouble == Trouble.ROW_INSERTED
    assert dict(finding.params) == {"position": 3, "change": inserted.pk, "verb": inserted.verb}


def test_a_change_that_was_inserted_beside_the_numbering_is_named(sealed):
    inserted = _a_forged_change()

    (finding,) = check_newsroom(sealed, trusted=trusted_keys()).findings

    assert (finding.trouble, finding.params["change"]) == (Trouble.ROW_UNNUMBERED, inserted.pk)


def _a_forged_change():
    past_the_triggers(
        "INSERT INTO claims_change (newsroom_id, verb, subject_type, subject_id, by_kind, by_user_id, by_name, at,"
        " reason, after) SELECT newsroom_id, verb, subject_type, subject_id, by_kind, by_user_id, by_name, at, reason,"
        " after FROM claims_change WHERE verb = 'incident.opened' LIMIT 1"
    )
    return Change.objects.latest("pk")


def test_changes_rewritten_with_their_leaves_contradict_the_seal(check):
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(2).pk])
    forged = next(entry for entry in entries(Newsroom.objects.get(slug="desk").pk) if entry.position == 2)
    past_the_triggers('UPDATE claims_sealednode SET hash = %s WHERE level = 0 AND "index" = 1', [leaf_of(forged)])
    first, _second = Seal.objects.in_order()

    assert check() == [(Trouble.SEAL_CONTRADICTED, first.last_position)]


def test_changes_rewritten_together_with_their_seals_by_one_without_the_key_are_named(check):
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(2).pk])
    reseal(OTHER_KEY)

    assert check() == [(Trouble.SEAL_UNSIGNED, None)]


def test_changes_rewritten_together_with_their_seals_by_one_with_the_key_contradict_a_head_kept_elsewhere(
    check, settings
):
    outside = heads()
    position = Seal.objects.latest("number").first_position
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(position).pk])
    reseal(read_key(settings.RECORD_KEY))

    assert check() == []  # nothing in the database itself shows it
    assert check(given=outside) == [(Trouble.HEAD_CONTRADICTED, outside[1].head.tree_size)]
    assert check(given=outside[:1]) == []


def test_changes_removed_together_with_their_seal_are_missed_by_a_head_kept_elsewhere(check):
    outside, last = heads(), Seal.objects.latest("number")
    past_the_triggers("DELETE FROM claims_seal WHERE id = %s", [last.pk])
    past_the_triggers('DELETE FROM claims_sealednode WHERE "index" >= %s >> level', [last.first_position - 1])
    gone = list(ChangePosition.objects.filter(position__gte=last.first_position).values_list("change", flat=True))
    past_the_triggers("DELETE FROM claims_changeposition WHERE change_id = ANY(%s)", [gone])
    past_the_triggers("DELETE FROM claims_change WHERE id = ANY(%s)", [gone])

    assert check() == []
    assert check(given=outside) == [(Trouble.HEAD_UNREACHED, outside[1].head.tree_size)]


@pytest.mark.parametrize(
    ("alteration", "trouble"),
    [
        ("DELETE FROM claims_seal WHERE number = 1", Trouble.SEAL_MISSING),
        ("DELETE FROM claims_seal WHERE number = 2", Trouble.SEAL_MISSING),
        ("UPDATE claims_seal SET number = 3 WHERE number = 2", Trouble.SEAL_MISSING),
        ("UPDATE claims_seal SET first_position = 1 WHERE number = 2", Trouble.SEAL_UNCHAINED),
        ("UPDATE claims_seal SET previous_hash = repeat('a', 64) WHERE number = 2", Trouble.SEAL_UNCHAINED),
        ("UPDATE claims_seal SET root_hash = repeat('a', 64) WHERE number = 1", Trouble.SEAL_UNSIGNED),
        ("UPDATE claims_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2", Trouble.SEAL_UNSIGNED),
        ("UPDATE claims_seal SET signature = repeat('0', 128) WHERE number = 2", Trouble.SEAL_UNSIGNED),
        ("UPDATE claims_seal SET signature = 'nonsense' WHERE number = 2", Trouble.SEAL_UNSIGNED),
    ],
)
def test_a_seal_that_was_touched_is_named(check, alteration, trouble):
    past_the_triggers(alteration)

    assert check() == [(trouble, None)]


def test_a_head_that_nobody_here_signed_proves_nothing(check):
    (good, *_rest) = heads()
    other = Head(**vars(good.head) | {"root_hash": "a" * 64, "public_key": public_key_of(OTHER_KEY)})

    assert check(given=[sign(other, OTHER_KEY)]) == [(Trouble.HEAD_UNSIGNED, None)]


def test_a_key_from_before_is_believed_if_it_is_listed(check, settings, now, incident, reporter):
    old = trusted_keys()[0]
    settings.RECORD_KEY = "c" * 43
    assert check() == [(Trouble.SEAL_UNSIGNED, None)]

    settings.RECORD_OLD_KEYS = [old]
    revise_incident(incident=incident, version=3, title="Strikes", by=reporter, at=now)
    number_changes()
    assert seal_record(now=now) == 1
    assert check() == []

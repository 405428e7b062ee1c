"""The right-of-reply file over the API."""

import pytest

from claims.actions.numbering import number_changes
from claims.actions.sealing import seal_record
from claims.vocabulary import Role
from tests.api.conftest import Caller, token_of
from tests.api.test_as_of import asked, clock
from tests.api.world import correspond, furnished, made
from tests.factories import NOW

__all__ = ["token_of"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(by_editor) -> dict[str, int]:
    found = furnished(by_editor)
    correspond(by_editor, found["comment-requests"])
    return found


def file_of(call: Caller, ids: dict[str, int]) -> dict:
    answer = call.get(f"incidents/{ids['incidents']}/right-of-reply-file/")
    assert answer.status_code == 200
    return answer.json()


def test_the_file_tells_per_party_what_was_done_in_order_and_numbered(ids, by_reporter):
    file = file_of(by_reporter, ids)
    (army,) = file["parties"]

    assert army["party"]["name"] == "The army"
    assert sorted((row["state"], row["waived"]) for row in army["stands"]) == [
        ("answered", False),
        ("not_asked", False),
    ]
    told = [(row["number"], row["kind"]) for row in army["entries"]]
    assert [number for number, _kind in told] == list(range(1, len(told) + 1))
    assert {kind for _number, kind in told} == {
        "request_drafted",
        "request_sent",
        "attempt",
        "deadline",
        "reply",
        "reply_corrected",
        "reply_handled",
        "channels_checked",
        "silence_reported",
        "waiver_proposed",
    }
    assert [row["kind"] for row in file["printed"]] == ["printed"]
    assert file["printed"][0]["number"] == len(told) + 1


def test_each_entry_brings_the_part_of_its_kind_and_says_who_and_when(ids, by_reporter, users):
    rows = {row["kind"]: row for row in file_of(by_reporter, ids)["parties"][0]["entries"]}

    sent = rows["request_sent"]
    assert (sent["request"]["text"], sent["request"]["questions"]) == ("Did you?", ["Who gave the order?"])
    assert sent["request"]["allegations"][0]["role"] == "carried_out"
    assert sent["by"] == {"kind": "user", "id": users[Role.EDITOR].pk, "name": "Editor"}
    assert sent["recorded_at"]
    assert rows["request_drafted"]["request"] is None  # its text stands once
    assert (rows["reply"]["reply"]["words"], rows["reply"]["reply"]["corrected"]) == ("We did not do it.", ["words"])
    assert rows["reply_corrected"]["correction"]["before"] == "We did not."
    assert rows["reply"]["reply"]["answers"][0]["position"] == "denies"
    assert (rows["deadline"]["zone"], rows["deadline"]["by"], rows["deadline"]["ahead"]) == ("UTC", None, True)
    assert rows["silence_reported"]["silence"]["kind"] == "yet_to_comment"
    assert rows["channels_checked"]["check"]["result"] == "found_nothing"
    assert rows["waiver_proposed"]["waiver"]["reason"] == "Asked the other way."


def test_it_names_the_head_of_the_record_once_there_is_one(ids, by_reporter):
    assert file_of(by_reporter, ids)["head"] is None
    number_changes()
    assert seal_record(now=NOW)
    head = file_of(by_reporter, ids)["head"]

    assert head["head"]["number"] == 1
    assert head == {key: by_reporter.get("record/heads/").json()["results"][0][key] for key in ("head", "signature")}


def test_a_tool_is_told_how_much_is_withheld(ids, by_editor, token_of):
    hushed = {"kind": "statement", "words": "Between us", "terms": "off_the_record"}
    made(by_editor, f"comment-requests/{ids['comment-requests']}/replies/", hushed)

    inside, outside = file_of(by_editor, ids), file_of(Caller(token=token_of()), ids)
    assert (inside["withheld"], inside["inside"]) == (0, 1)
    assert (outside["withheld"], outside["inside"]) == (1, 0)
    assert "Between us" not in str(outside)


def test_it_can_be_asked_for_as_known_at_an_instant(ids, by_editor):
    then = clock()
    made(by_editor, f"comment-requests/{ids['comment-requests']}/replies/", {"kind": "declines", "words": "No."})

    past = asked(by_editor, f"incidents/{ids['incidents']}/right-of-reply-file/", then).json()
    replies = [[row["kind"] for row in each["parties"][0]["entries"]] for each in (past, file_of(by_editor, ids))]
    assert [kinds.count("reply") for kinds in replies] == [2, 3]

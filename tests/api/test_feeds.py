"""Lists as Atom feeds."""

from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from claims.actions.drafts import ClaimDraft
from claims.actions.utterances import record_claims
from claims.api.feeds import MEDIA_TYPE
from claims.models import Claim
from claims.vocabulary import Certainty
from tests.api.conftest import refusal
from tests.api.world import furnished

FEED: dict[str, Any] = {"headers": {"Accept": MEDIA_TYPE}}
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(answer: Any) -> ElementTree.Element:
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == f"{MEDIA_TYPE}; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def words(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["incidents/", "claims/", "incidents/{id}/history/"])
def test_a_feed_has_an_entry_for_each_row_of_the_page(by_editor, address):
    address = address.format(id=furnished(by_editor)["incidents"])
    rows = by_editor.get(address).json()["results"]
    feed = feed_of(by_editor.get(address, **FEED))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(rows) > 0
    assert len({words(entry, "id") for entry in entries}) == len(entries)
    for entry in entries:
        assert words(entry, "title")
        assert datetime.fromisoformat(words(entry, "updated")).tzinfo
        assert by_editor.get(entry.find(f"{ATOM}link").get("href")).status_code == 200


def hang_on(utterance: Any, by: Any, now: Any, text: str, **more: Any) -> Any:
    draft = ClaimDraft(
        incident=Claim.objects.filter(links__utterance=utterance).earliest("pk").incident, text=text, **more
    )
    return record_claims(utterance=utterance, claims=[draft], by=by, at=now)[0]


@pytest.mark.django_db
def test_a_claim_is_told_with_who_makes_it_and_its_status(by_editor, an_utterance, coalition, reporter, now):
    hedged = {"certainty": Certainty.SUSPECTED, "hedge": "we believe"}
    claim = hang_on(an_utterance, reporter, now, "Two were\ufffe killed", **hedged)
    entry = feed_of(by_editor.get("claims/", **FEED)).find(f"{ATOM}entry")
    assert words(entry, "title") == f"{coalition.name} asserts: “Two were\ufffd killed”"
    assert words(entry, "summary").split("\n")[:2] == ["as suspected (“we believe”)", "Not assessed"]
    assert entry.find(f"{ATOM}link").get("href").endswith(reverse("claim", args=[claim.pk]))


@pytest.mark.django_db
def test_a_feed_is_narrowed_and_goes_on_like_its_list(by_editor, by_stranger, by_nobody, an_utterance, reporter, now):
    for text in ("Two", "Three"):
        hang_on(an_utterance, reporter, now, text)
    feed = feed_of(by_editor.get("claims/?limit=2", **FEED))
    (following,) = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "next"]
    assert "Two" in words(feed.findall(f"{ATOM}entry")[1], "title")
    assert len(feed_of(by_editor.get(following, **FEED)).findall(f"{ATOM}entry")) == 1
    assert not feed_of(by_editor.get("claims/?status=refuted", **FEED)).findall(f"{ATOM}entry")
    assert not feed_of(by_stranger.get("claims/", **FEED)).findall(f"{ATOM}entry")
    assert refusal(by_nobody.get("claims/", **FEED), 401)
    assert refusal(by_editor.get("claims/?fields=id", **FEED), 400)[1] == {"fields": "no_fields"}
    assert refusal(by_editor.get("parties/", **FEED), 406)[0] == "not_acceptable"

"""An utterance's page, and what can be done from it."""

from claims.actions.utterances import revise_utterance
from claims.models import Change
from tests.web.pages import read


def test_what_is_shown_is_escaped(as_reporter, an_utterance, reporter, now):
    revise_utterance(utterance=an_utterance, version=1, words="5 < 6 & 7 > 6", by=reporter, at=now)
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/")
    assert "5 &lt; 6 &amp; 7 &gt; 6" in page.text


def test_the_utterance_page_shows_words_carriage_and_claims(as_reporter, an_utterance, a_claim, source):
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/")
    assert page.status == 200
    for words in ("Northern coalition", "a spokesperson", source.title, a_claim.text, "recorded an utterance"):
        assert words in page.text


def test_an_utterance_is_revised_and_only_what_was_touched_is_written(as_reporter, an_utterance):
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/revise/")
    page.press(words="They struck us twice.", terms="on_background", background_as="a senior official").follow()
    an_utterance.refresh_from_db()
    assert (an_utterance.words, an_utterance.terms, an_utterance.version) == (
        "They struck us twice.",
        "on_background",
        2,
    )
    assert an_utterance.speaker_label == "a spokesperson"


def test_a_speaker_added_while_revising_is_gone_if_the_revision_is_refused(as_reporter, an_utterance, snapshot):
    before = snapshot()
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/revise/")
    page = page.press(speaker="Colonel A.", speaker_kind="named_person", terms="on_background")
    assert page.status == 422
    assert snapshot() == before
    page.press(background_as="an officer").follow()
    an_utterance.refresh_from_db()
    assert an_utterance.speaker.name == "Colonel A."


def test_two_who_revise_the_same_words_choose_between_them(as_reporter, an_utterance, reporter, now):
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/revise/")
    revise_utterance(utterance=an_utterance, version=1, words="Theirs", language="fr", by=reporter, at=now)
    page = page.press(words="Mine", speaker_label="the spokesman")
    assert page.status == 409
    assert "Theirs" in page.text
    assert "Mine" in page.text
    page.press().follow()
    an_utterance.refresh_from_db()
    assert (an_utterance.words, an_utterance.language, an_utterance.speaker_label) == ("Mine", "fr", "the spokesman")


def test_a_further_carriage_is_added_with_a_new_source_and_its_chain(as_reporter, an_utterance):
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/carriages/new/")
    typed = {
        "source": "Evening bulletin",
        "source_kind": "broadcast",
        "hops-0-actor_kind": "unknown",
        "hops-0-verb": "is said to have said",
    }
    page.press(**typed).follow()
    carriage = an_utterance.carriages.latest("pk")
    assert (carriage.source.title, carriage.hops.get().verb) == ("Evening bulletin", "is said to have said")


def test_a_carriage_by_the_same_source_is_refused_beside_the_source(as_reporter, an_utterance, source, snapshot):
    before = snapshot()
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/carriages/new/").press(source=source.title)
    assert page.status == 422
    assert 'id="id_source_error"' in page.text
    assert snapshot() == before


def test_further_claims_are_hung_on_the_utterance(as_reporter, an_utterance, army):
    page = read(as_reporter, f"/utterances/{an_utterance.pk}/claims/new/")
    page.press(**{"claims-0-text": "A pharmacy was hit.", "claims-0-allegations-0-accused": army.name}).follow()
    assert an_utterance.links.count() == 2
    assert Change.objects.filter(verb="claim.recorded").latest("pk").after["text"] == "A pharmacy was hit."

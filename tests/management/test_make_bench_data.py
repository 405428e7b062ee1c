"""A newsroom of invented data: what it holds is found and read as any other, and real data is left alone."""

import pytest
from django.core.management import CommandError, call_command

from claims.models import Change, ChangePosition, Claim, Incident, Newsroom, Party, Source, Utterance
from claims.models.matrix import matrix_of
from claims.models.search import search
from claims.rules.actor import command
from claims.vocabulary import Findable
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_it_fills_a_newsroom_of_its_own_that_reads_like_any_other(capsys):
    call_command("make_bench_data", newsroom="measured", incidents=20, claims=60)
    newsroom = Newsroom.objects.get(slug="measured")
    by = command("test", newsroom.pk)
    assert "20 incidents, 60 claims" in capsys.readouterr().err
    assert (Incident.objects.of(by).count(), Claim.objects.of(by).count()) == (20, 60)
    assert set(Utterance.objects.of(by).values_list("language", flat=True)) == {"en", "fr", "ar"}
    told = Claim.objects.of(by).exclude(links__utterance__terms="off_the_record").earliest("pk")
    assert len(matrix_of(told.incident, actor=by, now=NOW).cells) > 0
    hits = search(told.incident.place_name, actor=by, kinds=[Findable.CLAIM], limit=60)
    assert told.pk in {hit.id for hit in hits}
    recorded = Change.objects.filter(newsroom=newsroom)
    rows = sum(model.objects.of(by).count() for model in (Incident, Claim, Utterance, Party, Source))
    assert recorded.count() == rows + 1
    assert ChangePosition.objects.filter(newsroom=newsroom).count() == rows + 1


def test_it_never_adds_to_a_newsroom_that_exists(newsroom, incident, snapshot):
    before = snapshot()
    with pytest.raises(CommandError, match="--newsroom desk"):
        call_command("make_bench_data", newsroom="desk", incidents=1, claims=1)
    with pytest.raises(CommandError, match="as many claims"):
        call_command("make_bench_data", newsroom="other", incidents=2, claims=1)
    assert snapshot() == before

"""The search over 10,000 incidents and 100,000 claims, against the bare rows of the page and against LIKE."""

from collections.abc import Callable
from statistics import quantiles
from time import perf_counter

from django.db.models import Q
from django.utils import timezone

from claims.actions.bench_data import make_bench_newsroom
from claims.models import Claim, Incident, Utterance
from claims.models.search import search
from claims.models.search_hits import shown
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Findable, Role

ROUNDS, PAGE, SLUG = 15, 25, "bench-search"


def run() -> None:
    by = command("bench")
    newsroom = make_bench_newsroom(slug=SLUG, incidents=10_000, claims=100_000, by=by, at=timezone.now())
    all_of_it = command("bench", newsroom.pk)
    viewer = Actor(kind=ActorKind.TOKEN, newsroom_id=newsroom.pk, role=Role.VIEWER, id=0)
    place = Incident.objects.of(all_of_it).order_by("pk")[5_000].place_name
    asked = (
        ("a rare word", place, all_of_it),
        ("a common phrase", '"at least"', all_of_it),
        ("a misspelt name", place.replace("ou", "w").replace("a", "e"), all_of_it),
        ("an Arabic word", "صيدلية", all_of_it),
        ("a viewer, claims alone", place, viewer),
    )
    for title, typed, reader in asked:
        _print(title, typed, reader)


def _print(title: str, typed: str, reader: Actor) -> None:
    kinds = [Findable.CLAIM] if reader.role == Role.VIEWER else list(Findable)
    hits = search(typed, actor=reader, kinds=kinds, limit=PAGE)
    keys = [hit.id for hit in hits if hit.kind == Findable.CLAIM]
    words = typed.strip('"')
    said = Q(words__icontains=words) | Q(translation__icontains=words)
    quoted = Utterance.objects.told_to(reader).filter(said).values("links__claim")
    like = Claim.objects.visible_to(reader).filter(Q(text__icontains=words) | Q(pk__in=quoted)).order_by("-pk")
    ours = _timed(lambda: shown(search(typed, actor=reader, kinds=kinds, limit=PAGE), typed, actor=reader))
    bare = _timed(lambda: list(Claim.objects.filter(pk__in=keys)))[0]
    liked = _timed(lambda: list(like[:PAGE]))[0]
    print(
        f"search, {title}: p50 {ours[0]:.1f} ms, p95 {ours[1]:.1f} ms; {ours[0] / bare:.0f} × the page's claims by key,"
        f" {ours[0] / liked:.2f} × the same among claims with LIKE"
    )


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds: the median, and below which 95 in 100 stay."""
    times = []
    call()
    for _round in range(ROUNDS):
        start = perf_counter()
        call()
        times.append((perf_counter() - start) * 1000)
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]

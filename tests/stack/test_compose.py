"""docker-compose.yml describes what the code does: commands, variables and health checks."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stack.clones import ROOT
from tracker.stack import commands, health
from tracker.stack.__main__ import parser
from tracker.stack.cluster import LOCALE

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [*commands.COMMANDS, "migrate"]

READS = re.compile(
    r"""(?:env\.\w+|environ\.get|environment\.get|variables\.get|environ\.setdefault)\(\s*"([A-Z_]+)\""""
)
# Read by Django, the stack's own business, or not a setting at all.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PATH", "WEB_PROCESS"}


def read_by_the_code() -> set[str]:
    """Every variable that the project takes from its environment."""
    found = {name for path in (ROOT / "tracker").rglob("*.py") for name in READS.findall(path.read_text())}
    return (found | {"DATABASE_URL", "REDIS_URL"}) - NOT_SETTINGS


def named_in(path: Path) -> set[str]:
    return set(re.findall(r"^# ([A-Z_]+)=", path.read_text(), re.MULTILINE))


def words(command: str | list[str]) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else command


@pytest.mark.parametrize("process", commands.COMMANDS)
def test_each_container_runs_the_command_of_make_run(process: str) -> None:
    assert words(SERVICES[process]["command"]) == words(commands.COMMANDS[process])


def test_the_image_serves_the_web_unless_told_otherwise() -> None:
    (line,) = re.findall(r"^CMD (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert yaml.safe_load(line) == words(commands.COMMANDS["web"])


def test_migrations_come_before_everything_that_needs_them() -> None:
    assert words(SERVICES["migrate"]["command"])[:3] == ["python", "manage.py", "migrate"]
    for process in commands.COMMANDS:
        assert SERVICES[process]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("process", OURS)
def test_every_variable_given_is_one_that_the_code_reads(process: str) -> None:
    assert set(SERVICES[process]["environment"]) <= read_by_the_code()


@pytest.mark.parametrize("process", OURS)
def test_nothing_secret_has_a_default(process: str) -> None:
    given = SERVICES[process]["environment"]
    assert given["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert given["RECORD_KEY"].startswith("${RECORD_KEY:?")
    assert "${POSTGRES_PASSWORD:?" in given["DATABASE_URL"]


def test_the_web_listens_where_its_port_is_published() -> None:
    web = SERVICES["web"]
    assert web["environment"]["BIND"] == "0.0.0.0"
    assert web["ports"] == [f"127.0.0.1:8000:{web['environment']['PORT']}"]


def test_the_example_environment_names_every_variable_and_no_other() -> None:
    assert named_in(ROOT / ".env.example") - {"POSTGRES_PASSWORD"} == read_by_the_code()


def test_the_example_environment_names_what_compose_asks_for() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert asked <= named_in(ROOT / ".env.example")


@pytest.mark.parametrize("process", commands.COMMANDS)
def test_each_container_is_asked_for_its_own_health(process: str) -> None:
    check = SERVICES[process]["healthcheck"]["test"]
    assert check[:4] == ["CMD", "python", "-m", "tracker.stack"]
    asked = parser().parse_args(check[4:])
    assert (asked.what, asked.process) == ("healthy", process)
    assert process in health.CHECKS


def test_postgresql_and_the_broker_are_asked_with_their_own_programs() -> None:
    assert SERVICES["postgres"]["healthcheck"]["test"][1] == "pg_isready"
    assert SERVICES["redis"]["healthcheck"]["test"][1:] == ["valkey-cli", "ping"]


def test_postgresql_is_set_up_as_the_embedded_one() -> None:
    postgres = SERVICES["postgres"]
    assert words(postgres["environment"]["POSTGRES_INITDB_ARGS"]) == list(LOCALE)
    assert postgres["environment"]["POSTGRES_USER"] == postgres["environment"]["POSTGRES_DB"] == "onrecord"


def test_the_broker_keeps_nothing_on_disk() -> None:
    assert words(SERVICES["redis"]["command"]) == ["valkey-server", "--save", "", "--appendonly", "no"]


def test_the_image_leaves_secrets_and_data_out() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".*", "var"} <= set(ignored)

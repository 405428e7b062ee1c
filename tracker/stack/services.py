"""The servers that a stack may embed, and which of them an environment asks for."""

import signal
import subprocess
from collections.abc import Mapping
from types import ModuleType
from typing import Protocol

from tracker.stack import postgres, valkey
from tracker.stack.place import Place

# The variable that names a server of one's own, and what is embedded where it is not set.
EMBEDDED: dict[str, ModuleType] = {"DATABASE_URL": postgres, "REDIS_URL": valkey}


class Service(Protocol):
    """One embedded server: a module with these names."""

    NAME: str
    TITLE: str
    STOP: signal.Signals

    def start(self, place: Place, options: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A server that answers, as our child, or a StackError."""

    def answers(self, place: Place) -> bool:
        """Whether it answers."""


def by_name(name: str) -> Service:
    return {module.NAME: module for module in EMBEDDED.values()}[name]


def wanted(environment: Mapping[str, str]) -> list[Service]:
    """What has to be embedded, given the environment."""
    return [module for variable, module in EMBEDDED.items() if not environment.get(variable)]


def database(environment: Mapping[str, str]) -> list[Service]:
    """What has to be embedded for a look at the database alone."""
    return [service for service in wanted(environment) if service.NAME == postgres.NAME]


def stop(service: Service, server: subprocess.Popen[bytes], patience: float = 20.0) -> None:
    """Ask, and insist after a while."""
    server.send_signal(service.STOP)
    try:
        server.wait(patience)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

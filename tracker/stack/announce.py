"""Waits for the first answered request and says where On Record is to be found."""

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping

from tracker.stack import environment
from tracker.stack.place import Place

PATIENCE = 180.0
DEMO_USERS = ("viewer", "reporter", "checker", "editor", "admin")


def announce(variables: Mapping[str, str], place: Place) -> int:
    """Print the addresses and sign-ins, and that we are ready, once `/healthz` says that all is well."""
    port = environment.port(variables)
    if not _wait(lambda: is_healthy(port, environment.host(variables))):
        print(f"No answer from http://127.0.0.1:{port}/healthz yet: see above.", file=sys.stderr)
        return 1
    print("\n".join(lines(port, place, demo=environment.wants_example(variables))), flush=True)
    return 0


def lines(port: int, place: Place, *, demo: bool) -> list[str]:
    """The announcement. The password is the one the example was loaded with by this clone, if it was."""
    address = f"http://127.0.0.1:{port}"
    text = ["", f"  On Record   {address}/", f"  API docs    {address}/api/v1/docs/"]
    if demo and place.demo_password.exists():
        users = " ".join(f"{name}@demo.example" for name in DEMO_USERS)
        text += [f"  Sign in as  {users}", f"  Password    {place.demo_password.read_text().strip()}"]
    return [*text, "  Stop        Ctrl-C", "", "On Record is ready."]


def is_healthy(port: int, host: str) -> bool:
    """`host` is a name that ALLOWED_HOSTS accepts."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.1)
    return False

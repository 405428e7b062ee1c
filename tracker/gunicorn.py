"""How gunicorn serves the web. A file of its own, so that the command is the same in every installation."""

import gc
import os
from typing import Any

address = os.environ.get("BIND") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"

bind = f"{address}:{port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
# One process reads the settings: what is wrong with them is said once, and nothing starts.
preload_app = True
timeout = 60
# The longest there may be: the place of a page stands in its address, next to all filters.
limit_request_line = 8190
# Shorter than the five seconds after which the supervisor insists.
graceful_timeout = 4
max_requests = 10_000
max_requests_jitter = 1_000
loglevel = "warning"
# Its default place is one for all clones of a user.
control_socket_disable = True


def when_ready(_server: Any) -> None:
    """What is loaded stays: looking it through for garbage again and again took a tenth of the longest pages."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)

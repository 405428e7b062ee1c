"""How gunicorn serves the web. A file of its own, so that the command is the same in every installation."""

import os

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

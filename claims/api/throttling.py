"""How often one may knock. The cache keeps count; without it everybody gets in, as losing it loses nothing."""

import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle

logger = logging.getLogger(__name__)


class StrangerThrottle(AnonRateThrottle):
    """Requests by nobody in particular: the document and the page that shows it."""

    scope = "stranger"

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            logger.warning("No cache to count requests in")
            return True


class FailedTokenThrottle(SimpleRateThrottle):
    """Tokens that proved nothing, per address they came from."""

    scope = "failed_token"
    duration: int
    num_requests: int

    def is_exhausted(self, request: Request) -> bool:
        """Whether this address has shown too many false tokens of late."""
        self.now = self.timer()
        self.key = self.get_cache_key(request)
        self.history = [at for at in self._kept() if at > self.now - self.duration]
        return len(self.history) >= self.num_requests

    def count(self, request: Request) -> None:
        """One more."""
        try:
            self.cache.set(self.key, [self.now, *self.history], self.duration)
        except RedisError:
            logger.warning("No cache to count false tokens in")

    def get_cache_key(self, request: Request, view: Any = None) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def _kept(self) -> list[Any]:
        try:
            return list(self.cache.get(self.key, []))
        except RedisError:
            return []

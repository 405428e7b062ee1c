"""Digests: the newsroom's editions, each told as whoever asks may see it now."""

from typing import Any

from claims.api.doors import Door
from claims.api.methods import lists, reads
from claims.api.shapes.digest import DigestShape, DigestToldShape, told_data
from claims.models import DigestBlock, DigestDelivery


class DigestsView(Door):
    @lists(DigestShape)
    def get(self, rows: Any) -> Any:
        """The editions, the newest first."""
        return rows


class DigestView(Door):
    of = DigestBlock

    @reads(DigestToldShape)
    def get(self, digest: DigestBlock) -> Any:
        """What one tells, as you may see it now; with what needed you, if it was sent to you as well."""
        own = DigestDelivery.objects.of_person(self.actor).with_parts().filter(block=digest).first()
        block = DigestBlock.objects.with_parts().get(pk=digest.pk)
        return told_data(self.shown(DigestShape, digest.pk), block, own, self.actor)

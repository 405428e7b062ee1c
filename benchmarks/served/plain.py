"""Our own server with every shape made by the plain serializer."""

from tracker.wsgi import application  # sets Django up, without which nothing below can be imported

# isort: split
from claims.api import urls
from claims.api.compiled.plain import PLAIN
from claims.api.methods import SHOWN

assert application
assert urls
PLAIN.update({shape.__name__: "to be compared" for shape in SHOWN})

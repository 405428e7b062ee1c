"""The REST API under /api/v1/: shapes that translate, views that call one action, and the errors both speak."""

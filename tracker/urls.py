"""Every address the project answers: the API under /api/v1/, the read-only admin site, the editor at /."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("claims.web.urls")),
]

handler403 = "claims.web.errors.forbidden"
handler404 = "claims.web.errors.not_found"
handler500 = "claims.web.errors.broken"

"""The OpenAPI document, the page that shows it, and what is answered where there is nothing."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.throttling import StrangerThrottle


class SchemaView(SpectacularAPIView):
    """The document. It says nothing of any newsroom, so that everybody may read it."""

    throttle_classes = (StrangerThrottle,)

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response: Response = super().get(request, *args, **kwargs)
        return response


class DocsView(SpectacularSwaggerSplitView):
    """The page. Its script is an address of its own, as the content security policy wants it."""

    url_name = "api:schema"
    template_name = "api/docs.html"
    throttle_classes = (StrangerThrottle,)


class NowhereView(APIView):
    """Every other address below /api/v1/."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (StrangerThrottle,)

    @extend_schema(exclude=True)
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404

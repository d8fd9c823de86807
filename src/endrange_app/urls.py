"""Addresses. Endpoints are nouns."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("endrange_app.web.urls")),
]

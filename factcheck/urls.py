"""Every address of the project; the product's own are in annotations.urls."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from annotations.views import factors, single_sign_on
from factcheck import health
from factcheck.metrics import metrics

# allauth's addresses and names, answered by our views: what changes an account is recorded.
recorded: list[URLPattern | URLResolver] = [
    path("email/", factors.change_address, name="account_email"),
    path("2fa/totp/activate/", factors.add_app, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", factors.remove_app, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/generate/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("2fa/webauthn/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", factors.rename_passkey, name="mfa_edit_webauthn"),
    path("oidc/<str:provider_id>/login/", single_sign_on.sign_in, name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/login/callback/",
        single_sign_on.callback,
        name="openid_connect_callback",
    ),
    path("oidc/cancelled/", single_sign_on.cancelled, name="socialaccount_login_cancelled"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("accounts/", include(recorded)),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("", include("annotations.urls")),
]

handler400 = "annotations.views.errors.bad_request"
handler403 = "annotations.views.errors.permission_denied"
handler404 = "annotations.views.errors.not_found"
handler500 = "annotations.views.errors.server_error"

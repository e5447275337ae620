"""Sign-in, invitations, people. Of allauth's pages only those that somebody here needs."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from interviews.accounts import forms, views
from interviews.web.guards import public


@public
def gone(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """allauth names these addresses; nobody signs up here and nobody keeps several addresses."""
    raise Http404


sign_in = [
    path("login/", public(allauth_views.LoginView.as_view(form_class=forms.SignInForm)), name="account_login"),
    path("logout/", public(allauth_views.logout), name="account_logout"),
    path("inactive/", public(allauth_views.account_inactive), name="account_inactive"),
    path(
        "code/",
        public(allauth_views.RequestLoginCodeView.as_view(form_class=forms.CodeForm)),
        name="account_request_login_code",
    ),
    path("code/confirm/", public(allauth_views.confirm_login_code), name="account_confirm_login_code"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path(
        "reset/",
        public(allauth_views.PasswordResetView.as_view(form_class=forms.ForgotForm)),
        name="account_reset_password",
    ),
    path("reset/sent/", public(allauth_views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(allauth_views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "reset/done/", public(allauth_views.password_reset_from_key_done), name="account_reset_password_from_key_done"
    ),
    path("signup/", gone, name="account_signup"),
    path("email/", gone, name="account_email"),
    path("confirm/", gone, name="account_email_verification_sent"),
]

ways_in = [
    path("", factors.index, name="mfa_index"),
    path("second-step/", public(factors.authenticate), name="mfa_authenticate"),
    path("again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("app/add/", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]

pages = [
    path("invitations/<str:token>/", views.accept, name="accept"),
    path("people/", views.people, name="people"),
    path("people/import/", views.import_people, name="import_people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/link/", views.new_link, name="new_link"),
    path("people/<uuid:uuid>/deactivate/", views.deactivate, name="deactivate"),
    path("people/<uuid:uuid>/factors/", views.remove_factors, name="remove_factors"),
    path("people/<uuid:uuid>/reactivate/", views.reactivate, name="reactivate"),
    path("me/", views.me, name="me"),
    path("me/elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
]

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("accounts/security/", include(ways_in)),
    path("", include((pages, "accounts"))),
]

"""Settings, read from the environment; the one file besides the URLconf that knows both packages.

Nothing here opens a connection or writes a file: `manage.py check` must work on a machine without a database.
"""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from interviews.runtime import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir(BASE_DIR)

DEBUG = environment.flag("CONCORD_DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR)
SITE_URL = environment.text("CONCORD_SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = environment.words("CONCORD_ALLOWED_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CONCORD_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "mailer",
    "pgtrigger",
    "interviews.runtime.apps.RuntimeConfig",
    "interviews.web.apps.WebConfig",
    "interviews.audit.apps.AuditConfig",
    "interviews.accounts.apps.AccountsConfig",
    "interviews.roles.apps.RolesConfig",
    "panels.seating.apps.SeatingConfig",
    "panels.scorecards.apps.ScorecardsConfig",
    "panels.consensus.apps.ConsensusConfig",
    "panels.decisions.apps.DecisionsConfig",
    "panels.overview.apps.OverviewConfig",
]

MIDDLEWARE = [
    "interviews.web.middleware.SurfaceMiddleware",
    "panels.overview.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "interviews.runtime.actor.ActorMiddleware",
    "interviews.web.middleware.SignedInMiddleware",
    "panels.overview.middleware.OneSeatMiddleware",
]

ROOT_URLCONF = "interviews.urls"
WSGI_APPLICATION = "interviews.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": environment.database(DATA_DIR)}
FENCED_TABLES = (
    "audit_entry",
    "audit_head",
    "roles_kickoffvote",
    "scorecards_scorecard",
    "scorecards_rating",
    "scorecards_keptdraft",
    "scorecards_submittedversion",
    "scorecards_submittedpayload",
    "consensus_report",
    "consensus_rolemeasures",
    "consensus_interviewerfigures",
    "consensus_analysis",
    "consensus_printout",
    "decisions_decision",
    "decisions_stance",
    "decisions_debrief",
    "decisions_debriefitem",
)

# Counts sign-ins for their limits, for all web processes together; no page and no person's data goes in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "runtime_counters",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "interviews.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "interviews.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # the device's lock, each time: a passkey is a whole way in
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # phones' clocks are half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are confirmed by the invitation, allauth's own list of them is not kept
MFA_FORMS = {
    "authenticate": "interviews.accounts.factor_forms.SecondStepForm",
    "reauthenticate": "interviews.accounts.factor_forms.StillYouForm",
    "activate_totp": "interviews.accounts.factor_forms.AddAppForm",
    "add_webauthn": "interviews.accounts.factor_forms.AddPasskeyForm",
    "login_webauthn": "interviews.accounts.factor_forms.SignInPasskeyForm",
    "authenticate_webauthn": "interviews.accounts.factor_forms.SecondStepPasskeyForm",
    "reauthenticate_webauthn": "interviews.accounts.factor_forms.StillYouPasskeyForm",
    "edit_webauthn": "interviews.accounts.factor_forms.RenamePasskeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("CONCORD_BEHIND_PROXY") else 0

EMAIL_BACKEND = "mailer.backend.DbBackend"
MAILER_EMAIL_BACKEND = environment.mail_backend()
MAILER_EMAIL_MAX_BATCH = 200
MAILER_USE_FILE_LOCK = False
MAILER_ERROR_HANDLER = "interviews.accounts.mail.set_aside"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = environment.smtp()
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("CONCORD_MAIL_FROM", "Concord <concord@localhost>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("CONCORD_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "interviews.web.errors.csrf_failure"

CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = environment.broker()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_DEFAULT_QUEUE = "concord"
CELERY_TASK_DEFAULT_QUEUE_TYPE = environment.queue_type()
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat.db")
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "runtime.heartbeat", "schedule": 5.0, "options": {"expires": 60}},
    "deliver-mail": {"task": "accounts.deliver_mail", "schedule": 5.0, "options": {"expires": 60}},
    "retry-mail": {"task": "accounts.retry_mail", "schedule": 600.0, "options": {"expires": 300}},
    "sweep-outbox": {"task": "consensus.sweep_outbox", "schedule": 5.0, "options": {"expires": 60}},
    "sweep-calibrations": {"task": "consensus.sweep_calibrations", "schedule": 5.0, "options": {"expires": 60}},
    "sweep-analyses": {"task": "consensus.sweep_analyses", "schedule": 5.0, "options": {"expires": 60}},
    "sweep-printouts": {"task": "consensus.sweep_printouts", "schedule": 5.0, "options": {"expires": 60}},
    "sweep-reminders": {"task": "scorecards.sweep_reminders", "schedule": 300.0, "options": {"expires": 240}},
    "sweep-erasures": {"task": "overview.sweep_erasures", "schedule": 60.0, "options": {"expires": 300}},
    "sweep-stray-files": {"task": "overview.sweep_stray_files", "schedule": crontab(hour=3, minute=20)},
    "calibrate-nightly": {"task": "consensus.calibrate_all", "schedule": crontab(hour=2, minute=40)},
}

HEALTH_CHECKS = ["panels.consensus.health.outbox_reasons"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "interviews.runtime.logs.WithoutContent",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

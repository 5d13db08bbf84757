"""What every test stands on: no network but loopback, no silent skip, servers borrowed cleanly.

Sockets are closed by pytest-socket's options in setup.cfg. Fixtures here need a service of the
machine; a test that asks for one is skipped with the reason where the service is absent, unless
PORTCULLIS_FORBID_SKIPS=1 says (as in CI) that a skip is a failure.
"""

import os
import shutil
from collections.abc import Generator, Iterator
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from psycopg import sql

pytest_plugins = ("tests.platforms",)

POSTGRES_SERVER = os.environ.get(
    "PORTCULLIS_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/postgres"
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SKIPS_FORBIDDEN = os.environ.get("PORTCULLIS_FORBID_SKIPS") == "1"
# What each fixture needs is a marker of setup.cfg, so that `-m "not postgres"` leaves out
# whatever asks for it, directly or through another fixture.
MARKER_OF_FIXTURE = {"postgres_url": "postgres", "chromium": "browser"}

# Examples found at random find bugs at a desk; CI must answer the same every time.
hypothesis.settings.register_profile(
    "portcullis", deadline=None, derandomize="CI" in os.environ, print_blob=True
)
hypothesis.settings.load_profile("portcullis")


@pytest.hookimpl(tryfirst=True)  # before pytest's own choice by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        needed = set(getattr(item, "fixturenames", ()))
        for fixture, marker in MARKER_OF_FIXTURE.items():
            if fixture in needed:
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):
        fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_if_skipped(report)
    return report


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """With PORTCULLIS_FORBID_SKIPS=1, a skip for want of anything is a failure."""
    if report.skipped and SKIPS_FORBIDDEN:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: {reason} (and PORTCULLIS_FORBID_SKIPS=1)"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy's address of an empty scratch database, dropped when the run ends."""
    try:
        server = psycopg.connect(POSTGRES_SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES_SERVER}: {error}")
    name = f"portcullis_test_{uuid4().hex}"
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            base = POSTGRES_SERVER.rpartition("/")[0]
            yield f"{base.replace('postgresql:', 'postgresql+psycopg:', 1)}/{name}"
        finally:
            # FORCE ends connections that a failed test left open.
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium, for playwright's `executable_path`."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine; on Debian: sudo apt-get install chromium")

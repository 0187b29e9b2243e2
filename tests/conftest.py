"""What every test may count on: the same examples each time, its own PostgreSQL database, no silent skip in CI."""

import itertools
import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import settings
from transcripts_plugin import pytest_addoption

__all__ = ["pytest_addoption"]

settings.register_profile("decuong", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("decuong")

_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """With DECUONG_NO_SKIPS=1 a skipped test fails the run."""
    if os.environ.get("DECUONG_NO_SKIPS") == "1":
        config.pluginmanager.register(_SkipWatch(), "skip-watch")


class _SkipWatch:
    """Remembers what was skipped, and fails the run for it."""

    def __init__(self) -> None:
        self._skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped:
            self._skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._skipped:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._skipped:
            terminalreporter.section("skipped, and DECUONG_NO_SKIPS=1 allows none", red=True)
            terminalreporter.write_line("\n".join(self._skipped))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[sa.Engine]:
    """A connection to the PostgreSQL server that lends its databases, in autocommit."""
    url = os.environ.get("DECUONG_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("DECUONG_TEST_POSTGRES_URL names no PostgreSQL server (.ci/run starts one)")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_url(postgres_server: sa.Engine) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own, dropped after it."""
    name = f"decuong_test_{os.getpid()}_{next(_numbers)}"
    with postgres_server.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
    try:
        yield postgres_server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with postgres_server.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))

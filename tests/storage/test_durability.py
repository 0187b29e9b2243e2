"""When keep's transaction has ended, the update is on the disk itself and not only in the system's memory."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Between the two marks on standard error the update is written and its transaction ends.
KEEP = """
import os, sys
from datetime import UTC, datetime
from storage.store import Store

store = Store(sys.argv[1])
store.migrate()
with store.begin() as ledger:
    ledger.inbox.keep("telegram", [(1, "7", b"first")], datetime(2019, 4, 5, tzinfo=UTC))
os.write(2, b"begins")
with store.begin() as ledger:
    ledger.inbox.keep("telegram", [(2, "7", b"second")], datetime(2019, 4, 5, tzinfo=UTC))
os.write(2, b"kept")
"""


def test_keep_returns_only_after_the_log_was_synced(sqlite_url: str, tmp_path: Path) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed, and only it sees the system calls")
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync", "-o", str(trace)]
    keep = [sys.executable, "-c", KEEP, sqlite_url]
    told = subprocess.run([*watched, *keep], capture_output=True, text=True, check=False)
    if "ptrace" in told.stderr:
        pytest.skip("strace may not trace here: " + told.stderr.splitlines()[0])
    assert told.returncode == 0, told.stderr
    between = trace.read_text().split('"begins"')[1].split('"kept"')[0]
    calls = re.findall(r"\b(pwrite64|fsync|fdatasync)\(\d+<[^>]*-wal>", between)
    assert "pwrite64" in calls
    assert calls[-1] in ("fsync", "fdatasync")

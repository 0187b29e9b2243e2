"""The built wheel is whole: it carries what the program reads, no tests, and passes the tests without the sources."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "flows", "storage", "exports")

# Not run again against the wheel: tests of the checkout itself, and those in a browser, as the tests of the routes ask
# the wheel for all that a browser does.
OF_THE_CHECKOUT = {"house", "web"}


def run(*command: str | Path, cwd: Path) -> str:
    """What a command printed; its failure, with all it said, is the test's."""
    world = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=world, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def packaged() -> set[str]:
    """Every file that stands in a package of the checkout, caches aside."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the pinned builder and no network."""
    built = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, ROOT, cwd=built)
    (path,) = built.glob("decuong-*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that has the wheel, and all else lent by the one that runs this test."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    scripts = home / "bin"
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    site = run(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    (Path(site.strip()) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


def test_the_wheel_carries_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert carried == packaged()
    kinds = {Path(name).suffix for name in carried}
    assert {".py", ".toml", ".yaml", ".html", ".css", ".js", ".svg"} <= kinds
    assert any(name.startswith("storage/migrations/") for name in carried)


def test_the_wheel_carries_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        paths = [Path(name) for name in archive.namelist()]
    assert [path for path in paths if "tests" in path.parts or path.name.startswith(("test_", "conftest"))] == []


def test_the_installed_command_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    found = run(installed / "python", "-c", "import flows; print(flows.__file__)", cwd=tmp_path)
    outline = Path(found.strip()).parent / "outlines" / "chi-thi-34.yaml"
    assert installed.parent in outline.parents
    assert "outline" in run(installed / "decuong", "--help", cwd=tmp_path)
    run(installed / "decuong", "outline", "check", outline, cwd=tmp_path)


def test_the_other_tests_pass_against_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The tests stand alone in a folder without the sources, so that only the wheel can answer."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__", *OF_THE_CHECKOUT))
    where = f"import {', '.join(PACKAGES)}; print({', '.join(f'{name}.__file__' for name in PACKAGES)})"
    homes = run(installed / "python", "-c", where, cwd=tmp_path).split()
    assert len(homes) == len(PACKAGES)
    assert all(installed.parent in Path(home).parents for home in homes)
    told = run(installed / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=tmp_path)
    assert " passed" in told

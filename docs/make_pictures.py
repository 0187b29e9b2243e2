"""The pictures of the guides show what the program itself makes, of the sample answers that the tests use.

Run `.venv/bin/python docs/make_pictures.py` from anywhere; it needs LibreOffice and poppler-utils.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "flows")]


def documents(folder: Path) -> tuple[Path, Path]:
    """A finished report and a filled sheet, as files in a folder."""
    from compile_samples import FULL, HEAD, TABLE, filled_table, form, paper

    from exports.sheets import write_sheet
    from exports.word_report import render
    from flows.compile import compile_report

    report, sheet = folder / "report.docx", folder / "sheet.xlsx"
    report.write_bytes(render(compile_report(paper(FULL), form(HEAD), draft=False)))
    sheet.write_bytes(write_sheet(TABLE, filled_table(), outline="chi-thi-34/1"))
    return report, sheet


def tool(name: str) -> str:
    """Where a program is. Ends this one where it is not installed."""
    return shutil.which(name) or sys.exit(f"{name} is not installed; see .ci/run")


def run(*command: str | Path) -> str:
    """What a program says."""
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()  # noqa: S603


def printed(document: Path) -> Path:
    """The document as LibreOffice prints it."""
    profile = f"-env:UserInstallation=file://{document.parent}/profile"
    run(tool("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", document.parent, document)
    return document.with_suffix(".pdf")


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    return run(tool("pdftotext"), "-layout", pdf, "-").split("\f")[:-1]


def picture(pdf: Path, page: int, name: str, sharp: int) -> None:
    """Keeps one page, counted from 0, as a picture with so many dots to the inch."""
    path = PICTURES / name
    which = ("-f", str(page + 1), "-l", str(page + 1), "-singlefile")
    run(tool("pdftoppm"), "-png", "-r", str(sharp), *which, pdf, path.with_suffix(""))
    size = path.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{path.name} has {size} bytes; {MOST_BYTES} is the most")


def main() -> None:
    """Makes every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        report, sheet = map(printed, documents(Path(folder)))
        texts = pages(report)
        annex = next(n for n, text in enumerate(texts) if text.strip().startswith("Phụ lục"))
        picture(report, 0, "trang-dau.png", 60)
        picture(report, annex - 1, "trang-cuoi.png", 60)
        picture(report, annex, "phu-luc.png", 60)
        picture(sheet, 0, "bieu-excel.png", 60)


if __name__ == "__main__":
    main()

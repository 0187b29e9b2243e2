"""The example of a settings file shows every setting, and each as it is without one."""

from pathlib import Path

import pytest

from bot.settings import Settings, load, names

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def test_the_example_file_names_every_setting_and_sets_each_to_its_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    text = EXAMPLE.read_text(encoding="utf-8")
    Path(".env").write_text(text, encoding="utf-8")
    assert load() == Settings.model_construct()
    assert {line.split("=")[0] for line in text.splitlines() if line.startswith("DECUONG_")} == set(names())

"""Settings: what is understood, and how a wrong one is named."""

from pathlib import Path

import pytest

from bot.settings import WrongSettings, load, names

TOKEN = "123456789:AAF-a_secret_that_nobody_may_see"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and no variable of ours."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)


def faults() -> tuple[str, ...]:
    """What is said of the settings as they are."""
    with pytest.raises(WrongSettings) as wrong:
        load()
    return wrong.value.faults


def test_without_any_setting_the_database_is_a_file_in_this_folder_and_there_is_no_bot() -> None:
    settings = load()
    assert settings.database_url == "sqlite:///decuong.sqlite3"
    assert (settings.token, settings.proxy) == ("", "")
    assert settings.telegram_base_url == "https://api.telegram.org"


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"DECUONG_LOG_LEVEL=debug\nDECUONG_TELEGRAM_TOKEN={TOKEN}\n", encoding="utf-8")
    monkeypatch.setenv("DECUONG_LOG_LEVEL", "error")
    assert load().log_level == "error"
    assert load().token == TOKEN


def test_a_file_that_notepad_wrote_is_understood() -> None:
    Path(".env").write_bytes("\ufeffDECUONG_LOG_LEVEL=debug\r\n".encode())
    assert load().log_level == "debug"


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("DECUONG_LOG_LEVEL", "")
    assert (load().token, load().log_level) == ("", "info")


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("DECUONG_DATABASE_URL", "mysql://secret-host/x"),
        ("DECUONG_DATABASE_URL", "decuong.sqlite3"),
        ("DECUONG_DATABASE_URL", "sqlite://"),
        ("DECUONG_TELEGRAM_TOKEN", "secret-host"),
        ("DECUONG_TELEGRAM_BASE_URL", "secret-host:8081"),
        ("DECUONG_TELEGRAM_PROXY", "socks5://me:secret-host@10.0.0.1"),
        ("DECUONG_WEB_URL", "http://secret-host"),
        ("DECUONG_WEB_URL", "https://secret-host/trang"),
        ("DECUONG_WEB_URL", "https://me@secret-host"),
        ("DECUONG_WEB_URL", "https://secret-host:99999"),
        ("DECUONG_WEB_URL", "https://secret-host?a"),
        ("DECUONG_WEB_URL", "http://127.0.0.1.secret-host"),
        ("DECUONG_WEB_LISTEN", "secret-host"),
        ("DECUONG_WEB_LISTEN", "secret-host:"),
        ("DECUONG_WEB_LISTEN", "secret-host:65536"),
        ("DECUONG_WEB_LISTEN", "secret-host:0"),
        ("DECUONG_WEB_LISTEN", "http://secret-host:80"),
        ("DECUONG_LOG_LEVEL", "secret-host"),
        ("DECUONG_LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_named_with_an_example_and_never_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, bad: str
) -> None:
    monkeypatch.setenv(name, bad)
    (fault,) = faults()
    assert fault.startswith(f"{name}: ")
    assert f"Ví dụ: {name}=" in fault
    assert "\n" not in fault
    assert "secret-host" not in fault


def test_the_example_of_each_line_is_itself_right(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names():
        monkeypatch.setenv(name, "?")
    examples = dict(fault.rpartition(" ")[2].split("=", 1) for fault in faults())
    assert set(examples) == set(names())
    for name, example in examples.items():
        monkeypatch.setenv(name, example)
    load()


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("DECUONG_WEB_URL", "https://bao-cao.langson.gov.vn"),
        ("DECUONG_WEB_URL", "https://bao-cao.langson.gov.vn:65535"),
        ("DECUONG_WEB_URL", "http://[::1]:8080"),
        ("DECUONG_WEB_LISTEN", "0.0.0.0:80"),
        ("DECUONG_WEB_LISTEN", "[::]:8080"),
        ("DECUONG_WEB_LISTEN", "localhost:9"),
    ],
)
def test_where_pages_may_be(monkeypatch: pytest.MonkeyPatch, name: str, good: str) -> None:
    monkeypatch.setenv(name, good)
    assert good in (load().web_url, load().web_listen)


def test_the_slash_that_a_browser_puts_at_the_end_of_an_address_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_WEB_URL", " https://baocao.example.vn/ ")
    assert load().web_url == "https://baocao.example.vn"


def test_several_wrong_ones_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_LOG_LEVEL", "loud")
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKN", TOKEN)
    assert [fault.split(":")[0] for fault in faults()] == ["DECUONG_TELEGRAM_TOKN", "DECUONG_LOG_LEVEL"]
    assert not any(TOKEN in fault for fault in faults())


def test_a_name_typed_wrong_is_answered_with_the_right_one() -> None:
    Path(".env").write_text("DECUONG_TELEGRAM_TOKN=1:a\nOTHER=1\n", encoding="utf-8")
    (fault,) = faults()
    assert fault.startswith("DECUONG_TELEGRAM_TOKN: ")
    assert "DECUONG_TELEGRAM_TOKEN" in fault


def test_a_name_like_none_is_answered_with_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_COLOUR", "red")
    (fault,) = faults()
    assert all(name in fault for name in names())


def test_what_the_tests_of_the_program_are_told_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_TEST_POSTGRES_URL", "postgresql://localhost/x")
    monkeypatch.setenv("DECUONG_NO_SKIPS", "1")
    load()


def test_a_line_of_the_file_that_says_nothing_is_named_by_its_number() -> None:
    Path(".env").write_text("# ours\nDECUONG_LOG_LEVEL=info\n=what\n", encoding="utf-8")
    (fault,) = faults()
    assert "3" in fault
    assert ".env" in fault


def test_a_file_in_another_encoding_is_named() -> None:
    Path(".env").write_bytes("DECUONG_LOG_LEVEL=info\n".encode("utf-16"))
    (fault,) = faults()
    assert "UTF-8" in fault


def test_no_secret_is_in_what_the_settings_show_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DECUONG_TELEGRAM_PROXY", "http://me:a-password@10.0.0.1:3128")
    monkeypatch.setenv("DECUONG_DATABASE_URL", "postgresql://me:a-password@localhost/decuong")
    shown = repr(load()) + str(load())
    assert TOKEN not in shown
    assert "a-password" not in shown

"""What an installation may choose, from the environment and `.env`; a wrong choice is named before anything starts."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.wording import plain

PREFIX = "DECUONG_"
# Notepad begins a file with a mark that would become part of the first name.
_ENCODING = "utf-8-sig"
# What the tests of this program are told, in the same environment.
_OF_TESTS = re.compile(r"DECUONG_(TEST_\w+|NO_SKIPS)")

_DATABASE = re.compile(r"sqlite(\+pysqlite)?:///[^?]+|postgresql(\+psycopg)?://\S+")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# Without https only this machine may be the address: a cookie of an open line would be anybody's.
_PORT = r":(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_PUBLIC = re.compile(rf"|(https://[A-Za-z0-9.-]+|http://(localhost|127\.0\.0\.1|\[::1\]))({_PORT})?")
_LISTEN = re.compile(rf"([^\s:/@\[\]]+|\[[0-9a-fA-F:]+\]){_PORT}")
_WEB = re.compile(r"https?://[^\s/]+\S*")


class WrongSettings(Exception):
    """Settings that cannot be used; `faults` says of each, in one line, which it is and what would be right."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def _shaped(pattern: re.Pattern[str]) -> AfterValidator:
    def check(value: str | SecretStr) -> str | SecretStr:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not pattern.fullmatch(text):
            raise ValueError
        return value

    return AfterValidator(check)


def _strip(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _without_slash(value: object) -> object:
    return value.strip().rstrip("/") if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


class Settings(BaseSettings):
    """The settings: DECUONG_ and the name in capitals; `env_file` in the working folder comes after the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding=_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[str, BeforeValidator(_strip), _shaped(_DATABASE)] = Field(
        "sqlite:///decuong.sqlite3", repr=False
    )
    telegram_token: Annotated[SecretStr, BeforeValidator(_strip), _shaped(_TOKEN)] | None = None
    telegram_base_url: Annotated[str, BeforeValidator(_strip), _shaped(_WEB)] = "https://api.telegram.org"
    telegram_proxy: Annotated[SecretStr, BeforeValidator(_strip), _shaped(_WEB)] | None = None
    web_url: Annotated[str, BeforeValidator(_without_slash), _shaped(_PUBLIC)] = ""
    web_listen: Annotated[str, BeforeValidator(_strip), _shaped(_LISTEN)] = "127.0.0.1:8080"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"
    log_format: Annotated[Literal["plain", "json"], BeforeValidator(_lower)] = "plain"

    @property
    def token(self) -> str:
        """The bot token; empty where none is set."""
        return self.telegram_token.get_secret_value() if self.telegram_token else ""

    @property
    def proxy(self) -> str:
        """The proxy's address; empty where none is set."""
        return self.telegram_proxy.get_secret_value() if self.telegram_proxy else ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: the token, and the passwords of the proxy and of the database."""
        passwords = (urlsplit(url).password for url in (self.proxy, self.database_url))
        return tuple(secret for secret in (self.token, *passwords) if secret)


def names() -> tuple[str, ...]:
    """The variables that are understood."""
    return tuple(f"{PREFIX}{field.upper()}" for field in Settings.model_fields)


def load() -> Settings:
    """The settings of this process. Raises WrongSettings."""
    try:
        faults = tuple(_unknown())
        settings = Settings()
    except ValidationError as error:
        raise WrongSettings((*faults, *_wrong(error))) from None
    except (OSError, UnicodeDecodeError):
        raise WrongSettings((plain("settings.file_unreadable"),)) from None
    if faults:
        raise WrongSettings(faults)
    return settings


def _wrong(error: ValidationError) -> Iterator[str]:
    for field in dict.fromkeys(str(fault["loc"][0]) for fault in error.errors(include_input=False)):
        name = f"{PREFIX}{field.upper()}"
        yield plain("settings.wrong", name=name, right=plain(f"settings.{field}", name=name))


def _unknown() -> Iterator[str]:
    """A line for each name that begins like ours and is not, and for each line of the file that says nothing."""
    lines = _file()
    yield from (plain("settings.line_unreadable", row=one.original.line) for one in lines if one.error)
    given = [*os.environ, *(one.key for one in lines if one.key)]
    ours = {name.upper(): None for name in given if name.upper().startswith(PREFIX)}
    for name in ours:
        if name not in names() and not _OF_TESTS.fullmatch(name):
            yield plain("settings.unknown", name=name, hint=_hint(name))


def _file() -> list[Binding]:
    path = Path(".env")
    if not path.is_file():
        return []
    with path.open(encoding=_ENCODING) as lines:
        return list(parse_stream(lines))


def _hint(name: str) -> str:
    near = difflib.get_close_matches(name, names(), n=1, cutoff=0.8)
    return plain("settings.near", name=near[0]) if near else plain("settings.known", names=", ".join(names()))

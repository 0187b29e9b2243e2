"""What a page is made of comes in as few turns and bytes as can be, and each part of it brings its own sentences."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from web_page import Chat
from web_site import Site

import bot
from bot.web_chat.page import PARTS, Assets
from flows.wording import lines

STATIC = Path(bot.__file__).parent / "web_chat" / "static"
COMMENT = re.compile(r"(?:  )*(?://|/\*\*| \*[ /])")
IMPORTED = re.compile(r"""(?:from|import) "\./([a-z_]+\.js)";""")


def names(part: str, text: str) -> bool:
    return re.search(rf"[\"'`]web\.{part}_", text) is not None


@pytest.mark.parametrize("part", PARTS)
def test_the_sentences_of_a_part_come_with_that_part_alone(part: str) -> None:
    made = {path: asset.content.decode() for path, asset in Assets().by_path.items() if path.startswith("words")}
    said = {path for path, text in made.items() if f'"web.{part}_' in text}
    assert said == {f"words_{part}.js"}
    speaking = {path.name: path.read_text() for path in STATIC.glob("*.js") if names(part, path.read_text())}
    assert speaking
    assert {name for name, text in speaking.items() if f"words_{part}.js" not in IMPORTED.findall(text)} == set()


def test_no_sentence_of_a_page_is_left_out() -> None:
    made = "".join(asset.content.decode() for path, asset in Assets().by_path.items() if path.startswith("words"))
    assert [key for key in lines() if key.startswith("web.") and f'"{key}":' not in made] == []


def test_what_is_explained_in_a_file_is_not_sent_and_all_else_is() -> None:
    sent = Assets().by_path
    for path in STATIC.glob("*.js"):
        code = [line for line in path.read_text().splitlines() if not COMMENT.match(line)]
        assert sent[path.name].content.decode().splitlines() == code, path.name
    for path in STATIC.glob("*.css"):
        assert sent[path.name].content.decode().count("{") == path.read_text().count("{")


def test_no_module_of_the_chat_is_found_only_when_another_has_come() -> None:
    """But for what the door needs as well, which is fetched with the door where there is one."""
    wanted, named = ["main.js", "log.js", "message.js", "scroll.js", "chat.js"], (STATIC / "page.html").read_text()
    for name in wanted:
        text = (STATIC / name).read_text() if (STATIC / name).exists() else ""
        wanted += [one for one in IMPORTED.findall(text) if one not in wanted]
    assert "keep.js" in wanted
    assert {name for name in wanted if f"/{name}" not in named} == {"keep.js"}


def test_who_is_here_is_asked_once_and_first(phone: Chat) -> None:
    phone.enters()
    phone.watch.requests.clear()
    phone.reloads()
    asked = [urlsplit(url).path for url in phone.watch.requests]
    assert asked.count("/api/me") == 1
    assert asked.index("/api/me") < next(n for n, path in enumerate(asked) if path.startswith("/s/"))


def test_the_door_is_fetched_before_the_module_that_shows_it_has_come(phone: Chat, site: Site) -> None:
    with phone.page.expect_request("**/door.js"), phone.page.expect_request("**/code.js"):
        phone.page.route("**/main.js", lambda route: None)
        phone.page.goto(site.link(site.new_code()), wait_until="commit")
    expect(phone.page.locator("#loading")).to_be_visible()

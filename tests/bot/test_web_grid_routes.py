"""The grid over HTTP: opened by its place in the own chat, sent by its letter, and for nobody without a cookie."""

from pathlib import Path
from typing import Any

from shorthand import STTTT
from web_world import Browser, Site, a_site, button

from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press

GRID = Press(do="grid", draft="chi-thi-34/stttt", key="khen-thuong")
CELLS = [{"row": "gk-ca-nhan", "column": "2014", "text": "1.234"}]


async def at_the_table(site: Site) -> tuple[Browser, dict[str, Any]]:
    """An officer in whose chat a button stands that opens the table, and where it stands."""
    officer = await site.officer()
    now = site.assistant.clock.now()
    knob = Button(label="Nhập trên bảng", press=GRID)
    to = {"id": "test.0", "channel": "web", "address": f"{STTTT.id}.hoa", "person": f"{STTTT.id}.hoa"}
    with site.store.begin() as ledger:
        letter = Letter(**to, runs=(Run(text="Biểu"),), buttons=((knob,),), not_before=now, at=now)
        ledger.outbox.queue([letter])
    await officer.says("mục lục")
    await officer.reads("Nhập trên bảng")
    message, place = button((await officer.me())["messages"], "Nhập trên bảng")
    return officer, {"position": message["position"], "place": place}


async def test_a_table_is_opened_and_sent_and_comes_back_to_be_confirmed(tmp_path: Path) -> None:
    async with a_site(tmp_path) as site:
        officer, at = await at_the_table(site)
        opened = await officer.post("/api/grid", **at)
        assert opened.status_code == 200
        sending = {"n": opened.json()["n"], "rev": opened.json()["rev"], "nonce": "nonce-grid", "cells": CELLS}
        assert (await officer.post("/api/grid/send", **sending)).json() == {}
        assert (await officer.post("/api/grid/send", **sending)).json() == {}
        await officer.reads("Đọc được 1 ô")
        messages = (await officer.me())["messages"]
        assert sum("Đọc được" in "".join(run["text"] for run in one["runs"]) for one in messages) == 1


async def test_no_other_button_and_nobody_elses_opens_a_table(tmp_path: Path) -> None:
    async with a_site(tmp_path) as site:
        officer, at = await at_the_table(site)
        colleague = await site.officer("LAN", "Nguyễn Thị Lan")
        n = (await officer.post("/api/grid", **at)).json()["n"]
        assert (await officer.post("/api/grid", position=at["position"], place=9)).status_code == 404
        assert (await officer.post("/api/grid", position=1, place=0)).status_code == 404
        sending = {"n": n, "rev": 0, "nonce": "nonce-grid", "cells": CELLS}
        assert (await colleague.post("/api/grid/send", **sending)).status_code == 404
        assert (await site.browser().post("/api/grid", **at)).status_code == 401
        assert (await site.browser().post("/api/grid/send", **sending)).status_code == 401


async def test_what_is_no_table_at_all_is_refused(tmp_path: Path) -> None:
    async with a_site(tmp_path) as site:
        officer = await site.officer()
        good = {"n": "1.0.0", "rev": 0, "nonce": "nonce-grid", "cells": CELLS}
        for wrong in ({"n": "x"}, {"rev": -1}, {"nonce": "x"}, {"cells": [{"row": 1}]}, {"cells": CELLS * 5_001}):
            assert (await officer.post("/api/grid/send", **good | wrong)).status_code == 422
        assert (await officer.post("/api/grid/send", **good | {"rev": 2**70})).status_code == 422
        for wrong in ({"position": -1}, {"position": 2**70}, {"place": -1}, {"place": 10**30}):
            assert (await officer.post("/api/grid", **{"position": 2, "place": 0} | wrong)).status_code == 422

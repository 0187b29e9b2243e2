"""What Telegram hands a Mini App over, and a store in which somebody on Telegram was sent a button that opens one."""

import hmac
import json
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from shorthand import START, STTTT, campaign

from flows.campaign import Contact, Person
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press
from storage.store import Store

TOKEN = "123456:a-token_that-nobody-may-SEE"
HOA, LAN = 7001, 7002


def sealed(by: int = HOA, at: datetime = START, token: str = TOKEN, **more: str) -> str:
    """What Telegram hands a Mini App that this user opens, signed as the Bot API documents."""
    said = {"auth_date": str(int(at.timestamp())), "query_id": "AAHdF6IQ", "signature": "c2lnbmVk"}
    said |= {"user": json.dumps({"id": by, "first_name": "Hoa & Lan", "language_code": "vi"})} | more
    lines = "\n".join(f"{name}={said[name]}" for name in sorted(said))
    key = hmac.new(b"WebAppData", token.encode(), sha256).digest()
    return urlencode(said | {"hash": hmac.new(key, lines.encode(), sha256).hexdigest()})


def furnish(store: Store) -> None:
    """Two officers of a unit on Telegram, and a letter to the first with a button that opens the table."""
    grid = Press(do="grid", draft="chi-thi-34/stttt", key="khen-thuong")
    buttons = (Button(label="Để sau", press=Press(do="later")), Button(label="Nhập trên bảng", press=grid))
    named = {"channel": "telegram", "address": str(HOA), "person": "hoa"}
    letter = Letter(id="12.1", **named, runs=(Run(text="Biểu"),), buttons=(buttons,), not_before=START, at=START)
    people = [Person(id=one, name=one, unit="stttt", role="officer") for one in ("hoa", "lan")]
    contacts = [
        Contact(channel="telegram", address=str(user), person=one, at=START)
        for user, one in ((HOA, "hoa"), (LAN, "lan"))
    ]
    with store.begin() as ledger:
        ledger.records.save([STTTT, campaign(), *people, *contacts])
        ledger.outbox.queue([letter])

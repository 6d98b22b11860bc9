"""What is printed is text: no controls, also inside JSON, and JSON stays JSON."""

from __future__ import annotations

import json

import pytest
from tests.tui.payloads import PAYLOADS, shapes

from llmtui.cli import output


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_json_holds_the_text_and_no_control(capsysbinary: pytest.CaptureFixture[bytes], payload: object) -> None:
    text = getattr(payload, "text", "")
    output.print_json({"name": text, text: [text, "名前"]})
    printed = capsysbinary.readouterr().out
    assert json.loads(printed) == {"name": text, text: [text, "名前"]}
    assert shapes(printed) == {"\n"}
    assert "名前".encode() in printed, "what is text stays readable"


def test_the_search_finds_what_plain_json_lets_through() -> None:
    plain = json.dumps({"name": "\x9b2J\u202e"}, ensure_ascii=False).encode()
    assert {"\x9b", "\u202e"} <= shapes(plain)

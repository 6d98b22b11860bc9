"""Texts and rows: nothing is lost or made up, and what is wrong with a file is said with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.runtime.data import IGNORED, Collate, full_rows, one_row_a_text
from llmtui.runtime.errors import RunError
from llmtui.runtime.prompts import Prompt, read_prompts
from llmtui.runtime.textfiles import read_texts


class Letters:
    """A tokenizer of one token a letter; 0 is the end token."""

    eos_token_id = 0

    def __call__(self, texts: list[str], verbose: bool = True) -> dict[str, Any]:
        return {"input_ids": [[ord(letter) % 100 + 1 for letter in text] for text in texts]}


def _quiet(done: int) -> None:
    assert done >= 0


TEXTS = st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=10)


@given(TEXTS, st.integers(2, 16))
def test_full_rows_are_the_texts_in_order_and_drop_less_than_a_row(texts: list[str], length: int) -> None:
    stream = [token for ids in Letters()(texts)["input_ids"] for token in [*ids, 0]]
    if len(stream) < length:
        with pytest.raises(RunError, match="too few for one row"):
            full_rows(texts, Letters(), length, _quiet)
        return
    rows = full_rows(texts, Letters(), length, _quiet)
    assert {len(rows[place]["input_ids"]) for place in range(len(rows))} == {length}
    flat = [token for place in range(len(rows)) for token in rows[place]["input_ids"]]
    assert flat == stream[: len(flat)]
    assert len(stream) - len(flat) < length
    assert rows.tokens == len(flat)


@given(TEXTS, st.integers(2, 16))
def test_a_row_a_text_is_cut_at_its_length_only(texts: list[str], length: int) -> None:
    rows = one_row_a_text(texts, Letters(), length, _quiet)
    found = [rows[place]["input_ids"] for place in range(len(rows))]
    assert found == [[*ids, 0][:length] for ids in Letters()(texts)["input_ids"]]


def test_an_end_token_that_the_tokenizer_put_is_not_put_again() -> None:
    class Ending(Letters):
        def __call__(self, texts: list[str], verbose: bool = True) -> dict[str, Any]:
            return {"input_ids": [[*ids, 0] for ids in super().__call__(texts)["input_ids"]]}

    assert (
        one_row_a_text(["ab"], Ending(), 9, _quiet)[0]["input_ids"]
        == one_row_a_text(["ab"], Letters(), 9, _quiet)[0]["input_ids"]
    )


def test_progress_is_told_in_texts() -> None:
    told: list[int] = []
    one_row_a_text(["ab"] * 2500, Letters(), 8, told.append)
    assert told == [1000, 2000, 2500]


@pytest.mark.runtime
@pytest.mark.parametrize(("length", "width"), [(None, 3), (5, 5)])
def test_padding_is_neither_seen_nor_learnt(length: int | None, width: int) -> None:
    rows = one_row_a_text(["a", "bc"], Letters(), 8, _quiet)
    batch = Collate(pad_id=9, length=length)([rows[0], rows[1]])
    ids, pad = rows[0]["input_ids"], width - 2
    assert batch["input_ids"].tolist()[0] == ids + [9] * pad
    assert batch["attention_mask"].tolist()[0] == [1, 1] + [0] * pad
    assert batch["labels"].tolist()[0] == ids + [IGNORED] * pad


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b"", "holds no text"),
        ("a.jsonl", b'{"text": "  "}\n', "holds no text"),
        ("a.jsonl", b'{"text": "x"}\n\n{"text": \n', "a.jsonl, line 3: not JSON"),
        ("a.jsonl", b'{"text": "x"}\n{"txt": "y"}\n', "a.jsonl, line 2: no field 'text'"),
        ("a.jsonl", b'["x"]\n', "a.jsonl, line 1: no field 'text'"),
        ("a.jsonl", b'{"text": 3}\n', "a.jsonl, line 1: field 'text' is not text"),
        ("a.jsonl", b"\xff\xfe\n", "cannot read"),
        ("a.txt", b"\xff\xfe\n", "cannot read"),
        ("a.csv", b"text\n", "expected a file that ends in .txt, .jsonl, .parquet"),
        ("a.parquet", b"text\n", "cannot read|needs the package pyarrow"),
    ],
)
def test_what_is_wrong_with_a_data_file_is_said(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RunError, match=message):
        read_texts(str(path), "text")


def test_a_data_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"nowhere\.jsonl does not exist"):
        read_texts(str(tmp_path / "nowhere.jsonl"), "text")


def test_texts_are_read_as_they_are(tmp_path: Path) -> None:
    plain, lines = tmp_path / "a.txt", tmp_path / "a.jsonl"
    plain.write_text("one\n\ntwo \u2028 three\n", encoding="utf-8")
    lines.write_text('{"body": "one \u2028 two"}\n{"body": "three"}', encoding="utf-8")
    assert read_texts(str(plain), "text") == ["one\n\ntwo \u2028 three\n"]
    assert read_texts(str(lines), "body") == ["one \u2028 two", "three"]


def test_a_parquet_column_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow reads and writes .parquet files")
    from pyarrow import parquet, table

    path = tmp_path / "a.parquet"
    parquet.write_table(table({"text": ["one", "two"], "number": [1, 2]}), path)
    assert read_texts(str(path), "text") == ["one", "two"]
    with pytest.raises(RunError, match="no column 'body'; it has text, number"):
        read_texts(str(path), "body")
    with pytest.raises(RunError, match="row 1: column 'number' is not text"):
        read_texts(str(path), "number")


def test_prompts_keep_their_ids_and_their_order(tmp_path: Path) -> None:
    lines, plain = tmp_path / "p.jsonl", tmp_path / "p.txt"
    lines.write_text(
        '{"prompt": "a", "id": "x"}\n\n{"prompt": "b"}\n{"messages": [{"role": "user", "content": "c"}]}\n'
    )
    plain.write_text("one\n\ntwo\n")
    chat = Prompt(2, messages=[{"role": "user", "content": "c"}])
    assert read_prompts(str(lines), "prompt") == [Prompt("x", "a"), Prompt(1, "b"), chat]
    assert read_prompts(str(plain), "prompt") == [Prompt(0, "one"), Prompt(1, "two")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no prompts"),
        ('{"prompt": "a"}\n{"text": "b"}\n', "line 2: no text in field 'prompt'"),
        ("3\n", "line 1: not a JSON object"),
        ("{\n", "line 1: not JSON"),
    ],
)
def test_what_is_wrong_with_a_prompts_file_is_said(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(content)
    with pytest.raises(RunError, match=message):
        read_prompts(str(path), "prompt")

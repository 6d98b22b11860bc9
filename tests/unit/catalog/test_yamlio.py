"""What a bare word means, what is refused, and where it is said to be."""

from __future__ import annotations

import pytest
import yaml

from llmtui.catalog import yamlio
from llmtui.catalog.textfile import MAX_BYTES
from llmtui.errors import CatalogError, JobFileError


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("+3", 3),
        ("2e-5", 2e-5),
        ("2.0E+3", 2000.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("no", "no"),
        ("on", "on"),
        ("True", "True"),
        ("~", "~"),
        ("12:00:00", "12:00:00"),
        ("2026-08-31", "2026-08-31"),
        ("1-12:00:00", "1-12:00:00"),
        ("007", "007"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("'true'", "true"),
        ('"5"', "5"),
    ],
)
def test_only_null_booleans_and_numbers_are_resolved(word: str, value: object) -> None:
    loaded = yamlio.load(f"key: {word}\n", "f.yaml")
    assert loaded == {"key": value}
    assert isinstance(loaded, dict)
    assert type(loaded["key"]) is type(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3: key a is there twice, first on line 1"),
        ("a:\n  - {b: 1, b: 2}\n", "f.yaml:2: key b is there twice, first on line 2"),
        ("a: !!python/name:os.system x\n", "f.yaml:1: the tag tag:yaml.org,2002:python/name:os.system"),
        ("a: 1\n--- \nb: 2\n", "f.yaml:2: a second document begins here"),
        ('{"a\\e[31m": 1, "a\\e[31m": 1}', "f.yaml:1: key 'a\\x1b[31m' is there twice"),
        ("5: a\n", "f.yaml:1: a key has to be text, not the number 5"),
        ("? {a: 1}\n: b\n", "f.yaml:1: a key has to be text, not a group of keys"),
        ("a: 1\nb: 1e999\n", "f.yaml:2: the number 1e999 is too large"),
        ("a: " + "9" * 41, "f.yaml:1: a number of more than 40 characters"),
        ("a: &x [*x]\n", "f.yaml:1: *x names nothing that is complete before it"),
        ("a: [1\nb: 2\n", "f.yaml:2: not YAML: "),
        ("a: 'b\n", "f.yaml:2: not YAML: "),
        ("a: \x00\n", "f.yaml: not YAML: "),
        ("a: \ud800\n", "f.yaml: character 3 cannot be written as UTF-8"),
        ("a: " + "[" * 30, "f.yaml:1: nested deeper than 20 levels"),
        ("# " + "x" * MAX_BYTES, "f.yaml: larger than 1 MiB"),
    ],
)
def test_refusals_say_file_and_line(text: str, message: str) -> None:
    with pytest.raises(JobFileError) as raised:
        yamlio.load(text, "f.yaml")
    assert raised.value.message.startswith(message)
    assert "\n" not in raised.value.message


def test_aliases_work_but_cannot_multiply_without_end() -> None:
    assert yamlio.load("a: &x [1, 2]\nb: *x\n", "f") == {"a": [1, 2], "b": [1, 2]}
    bomb = "l0: &l0 [x]\n" + "".join(
        f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]\n" for level in range(1, 9)
    )
    with pytest.raises(JobFileError, match="more than 50000 values"):
        yamlio.load(bomb, "f")


def test_every_key_and_item_keeps_its_line() -> None:
    document = yamlio.load_document("a: 1\nb:\n  c:\n    - 1\n    - d: 2\n", "f")
    assert document.line(("a",)) == 1
    assert document.line(("b", "c")) == 3
    assert document.line(("b", "c", 1, "d")) == 5
    assert document.line(("b", "c", 1, "missing")) == 5
    assert document.line(("zzz",)) is None


def test_the_caller_chooses_the_error() -> None:
    with pytest.raises(CatalogError):
        yamlio.load("[", "f", CatalogError)


def test_the_slow_loader_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: no\nb: {c: 2e-5, d: [true, x]}\ne: |\n  two\n  lines\n"
    fast = yamlio.load_document(text, "f")
    monkeypatch.setattr(yamlio, "_LOADER", yaml.SafeLoader)
    assert yamlio.load_document(text, "f") == fast

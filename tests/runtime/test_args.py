"""run.json and flags are read strictly, and what to_json writes from_json reads back equal."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.runtime.args import ArgumentsError, InferArguments, TrainArguments, from_json, to_json
from llmtui.runtime.commandline import parse

NEEDED = {"model_name_or_path": "m", "dataset": "d"}
TEXT = st.text(max_size=20)
FIGURE = st.floats(0, 1e9, allow_nan=False)
COUNT = st.integers(2, 2**31)


def _values(field: dataclasses.Field[Any]) -> st.SearchStrategy[Any]:
    """Any value that a field may have, going by its annotation as written."""
    if "choices" in field.metadata:
        return st.sampled_from(field.metadata["choices"])
    kinds = {
        "str": TEXT,
        "int": COUNT,
        "float": FIGURE,
        "bool": st.booleans(),
        "Optional[int]": st.none() | COUNT,
        "Optional[str]": st.none() | TEXT,
        "Union[str, Sequence[str]]": TEXT | st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    }
    return kinds[str(field.type)]


def _arguments(kind: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{field.name: _values(field) for field in dataclasses.fields(kind)})


@given(_arguments(TrainArguments))
def test_training_arguments_come_back_equal_through_a_file(arguments: TrainArguments) -> None:
    assert from_json(TrainArguments, json.loads(json.dumps(to_json(arguments)))) == arguments


@given(_arguments(InferArguments))
def test_inference_arguments_come_back_equal_through_a_file(arguments: InferArguments) -> None:
    assert from_json(InferArguments, json.loads(json.dumps(to_json(arguments)))) == arguments


@given(st.dictionaries(TEXT, st.none() | st.booleans() | FIGURE | TEXT | st.lists(TEXT, max_size=2), max_size=4))
def test_any_object_gives_arguments_or_one_kind_of_error(values: dict[str, Any]) -> None:
    error = ""
    try:
        from_json(TrainArguments, {**NEEDED, **values})
    except ArgumentsError as raised:
        error = str(raised)
    known = {field.name for field in dataclasses.fields(TrainArguments)}
    assert any(repr(name) in error for name in values) if set(values) - known else not error


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"learning_ratee": 1e-4}, "unknown argument 'learning_ratee'; did you mean 'learning_rate'?"),
        ({"dataset": None}, "'dataset' must be text, not None"),
        ({"max_steps": 1.5}, "'max_steps' must be a whole number, not 1.5"),
        ({"max_steps": True}, "'max_steps' must be a whole number, not True"),
        ({"learning_rate": "1e-4"}, "'learning_rate' must be a number, not '1e-4'"),
        ({"learning_rate": float("nan")}, "'learning_rate' must be a number, not nan"),
        ({"learning_rate": -1}, "'learning_rate' must be at least 0, not -1.0"),
        ({"packing": "no"}, "'packing' must be true or false, not 'no'"),
        ({"eval_steps": 0}, "'eval_steps' must be at least 1, not 0"),
        ({"lora_target_modules": []}, "'lora_target_modules' must be text or a list of texts, not []"),
        ({"method": "dora"}, "'method' must be one of full, lora, qlora, not 'dora'"),
    ],
)
def test_a_wrong_argument_is_named(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentsError) as error:
        from_json(TrainArguments, {**NEEDED, **values})
    assert message in str(error.value)


def test_a_missing_argument_is_named() -> None:
    with pytest.raises(ArgumentsError, match="argument 'prompts' is missing"):
        from_json(InferArguments, {"model_name_or_path": "m"})


def test_a_whole_number_counts_as_a_figure() -> None:
    rate = from_json(TrainArguments, {**NEEDED, "learning_rate": 1}).learning_rate
    assert rate == 1.0
    assert isinstance(rate, float)


def _config(folder: Path, **keys: Any) -> str:
    path = folder / "run.json"
    path.write_text(json.dumps(keys), encoding="utf-8")
    return str(path)


def test_flags_override_single_arguments_of_the_file(tmp_path: Path) -> None:
    path = _config(tmp_path, task="train", arguments={**NEEDED, "max_steps": 5, "seed": 7}, about={"name": "x"})
    flags = ["--max_steps", "-1", "--learning_rate=2e-5", "--packing", "true", "--eval_dataset", "7"]
    found = parse(["train", "--config", path, *flags, "--lora_target_modules", '["q_proj", "v_proj"]'])
    assert found == TrainArguments(
        model_name_or_path="m",
        dataset="d",
        max_steps=-1,
        seed=7,
        learning_rate=2e-5,
        packing=True,
        eval_dataset="7",
        lora_target_modules=("q_proj", "v_proj"),
    )


def test_a_flag_can_take_a_text_away_again(tmp_path: Path) -> None:
    path = _config(tmp_path, task="train", arguments={**NEEDED, "eval_dataset": "held-out.jsonl"})
    found = parse(["train", "--config", path, "--eval_dataset", "null"])
    assert isinstance(found, TrainArguments)
    assert found.eval_dataset is None


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "expected one of train, infer"),
        (["fit"], "expected one of train, infer"),
        (["train", "--learning-rate", "3"], "unknown argument '--learning-rate'; did you mean '--learning_rate'?"),
        (["train", "--learning", "3"], "unknown argument '--learning'"),
        (["train", "stray"], "unknown argument 'stray'"),
        (["train", "--seed"], "argument --seed: expected one argument"),
        (["train", "--config", "nowhere.json"], "cannot read nowhere.json"),
    ],
)
def test_a_wrong_command_line_says_what_is_wrong(argv: list[str], message: str) -> None:
    with pytest.raises(ArgumentsError) as error:
        parse(argv)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"task": "infer", "arguments": NEEDED}, "it is for task 'infer', not 'train'"),
        ({"arguments": NEEDED}, "it is for task None, not 'train'"),
        ({"task": "train", "arguments": [1]}, "'arguments' must be an object"),
        ({"task": "train", "argumnets": NEEDED}, "unknown key 'argumnets'; did you mean 'arguments'?"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentsError) as error:
        parse(["train", "--config", _config(tmp_path, **keys)])
    assert message in str(error.value)

"""Ranges, words of later versions, names: each refusal names its key and says what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest
from tests.fakes.plans import spec

from llmtui.domain.checks import RANGES, check
from llmtui.domain.job import Fsdp, JobSpec, Method, Sharding
from llmtui.errors import RequestError


def _refused(job: JobSpec) -> RequestError:
    with pytest.raises(RequestError) as caught:
        check(job)
    assert caught.value.hint
    return caught.value


def _with(key: str, value: object) -> JobSpec:
    """A job with one dotted key set."""

    def put(holder: Any, path: list[str]) -> Any:
        head, *rest = path
        return replace(holder, **{head: put(getattr(holder, head), rest) if rest else value})

    changed: JobSpec = put(spec(cluster="local"), key.split("."))
    return changed


@pytest.mark.parametrize("key", RANGES)
def test_both_ends_of_every_range(key: str) -> None:
    least, most = RANGES[key]
    for inside in (least, most):
        if inside is not None:
            check(_with(key, inside))
    assert _refused(_with(key, least - 0.5)).field == key
    if most is not None:
        assert _refused(_with(key, most + 0.5)).field == key


def test_not_a_number_is_outside_every_range() -> None:
    assert _refused(_with("training.learning_rate", float("nan"))).field == "training.learning_rate"


@pytest.mark.parametrize(
    "name",
    ["", " ", "a\nb", 'say "hi"', "it's", "[red]x[/red]", "-x", "../x", "a/b", "x" * 81, "a;b", "$(id)", "\x1b[31m"],
)
def test_names_that_cannot_stand_in_a_queue_a_path_and_a_script(name: str) -> None:
    error = _refused(replace(spec(cluster="local"), name=name))
    assert error.field == "name"
    assert "\n" not in error.message
    assert "\x1b" not in error.message


@pytest.mark.parametrize("name", ["llama", "Llama 3.1 8B", "tilastointi-ääni", "run_2+b", "模型", "x" * 80])
def test_names_that_can(name: str) -> None:
    check(replace(spec(cluster="local"), name=name))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("task", "serve"),
        ("training.trainer", "trl"),
    ],
)
def test_words_of_later_versions_are_refused_by_name(key: str, value: str) -> None:
    error = _refused(_with(key, value))
    assert (error.field, value in error.message, "not available" in error.message) == (key, True, True)


@pytest.mark.parametrize(("key", "value"), [("engine", "vllm"), ("quantization", "nf4")])
def test_inference_of_later_versions_too(key: str, value: str) -> None:
    assert _refused(spec(cluster="local", task="inference", **{key: value})).field == f"inference.{key}"


@pytest.mark.parametrize(
    ("key", "value"), [("training.optim", "adam"), ("training.weights_dtype", "fp16"), ("training.max_steps", 0)]
)
def test_settings_that_no_run_survives(key: str, value: object) -> None:
    assert _refused(_with(key, value)).field == key


@pytest.mark.parametrize("optim", ["adamw_8bit", "adamw_bnb_8bit", "paged_adamw_8bit", "adafactor"])
def test_states_that_cannot_be_sharded(optim: str) -> None:
    job = _with("training.optim", optim)
    check(job)
    error = _refused(replace(job, training=replace(job.training, sharding="fsdp")))
    assert (error.field, optim in error.message) == ("training.optim", True)
    for sharding in ("zero2", "zero3"):
        assert _refused(replace(job, training=replace(job.training, sharding=sharding))).field == "training.optim"


@pytest.mark.parametrize("sharding", ["fsdp", "zero2", "zero3"])
def test_states_that_can(sharding: Sharding) -> None:
    job = _with("training.optim", "adamw_torch_fused")
    check(replace(job, training=replace(job.training, sharding=sharding)))


@pytest.mark.parametrize(
    ("method", "sharding", "version", "field"),
    [
        ("qlora", "fsdp", 2, None),
        ("qlora", "zero2", 2, None),
        ("qlora", "zero3", 2, "training.sharding"),
        ("qlora", "fsdp", 1, "training.fsdp.version"),
        ("lora", "fsdp", 1, "training.fsdp.version"),
        ("lora", "zero3", 2, None),
        ("full", "fsdp", 1, None),
    ],
)
def test_which_method_goes_with_which_sharding(
    method: Method, sharding: Sharding, version: Literal[1, 2], field: str | None
) -> None:
    job = spec(cluster="lumi", method=method, sharding=sharding, fsdp=Fsdp(version=version))
    if field is None:
        check(job)
    else:
        assert _refused(job).field == field

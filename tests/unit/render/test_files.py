"""What each file says for one choice and does not say for another."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import yaml
from tests.fakes.plans import plan

from llmtui.domain.bundle import MANIFEST, SCRIPT, InputFile
from llmtui.domain.job import Fsdp
from llmtui.errors import RequestError
from llmtui.render.accelerate import accelerate_yaml, fsdp_config
from llmtui.render.acceleratekeys import GROUPS, TOP
from llmtui.render.bundle import render
from llmtui.render.header import header
from llmtui.render.readme import readme
from llmtui.render.run_json import run_json
from llmtui.render.sbatch import job_script


def _sharded(**more: Any) -> dict[str, Any]:
    return {"cluster": "lumi", "gpus_per_node": 8, "sharding": "fsdp", **more}


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"cluster": "lumi", "gpus_per_node": 4}, "--gpus-per-node=4"),
        ({"cluster": "lumi", "gpus_per_node": 4}, "--mem-per-gpu=60G"),
        ({"cluster": "puhti", "gpus_per_node": 2}, "--gres=gpu:v100:2"),
        ({"cluster": "puhti", "gpus_per_node": 2}, "--mem=160G"),
        ({"cluster": "mahti"}, "--gres=gpu:a100:1"),
        ({"cluster": "roihu", "gpus_per_node": 4, "launcher": "srun"}, "--ntasks-per-node=4"),
        ({"cluster": "roihu", "qos": "debug"}, "--qos=debug"),
        ({"cluster": "roihu", "partition": "gpumedium", "time": "1-12"}, "--time=1-12:00:00"),
        ({"cluster": "roihu", "extra_sbatch": ("--mail-type=END", "--exclusive")}, "--mail-type=END"),
        ({"cluster": "roihu", "extra_sbatch": ("--mail-type=END", "--exclusive")}, "--exclusive"),
    ],
)
def test_directives(asked: dict[str, Any], line: str) -> None:
    assert f"#SBATCH {line}" in header(plan(**asked))
    assert f"#SBATCH {line}" not in header(plan(cluster="local"))


def test_roihu_gets_no_memory_option() -> None:
    assert not any("--mem" in line for line in header(plan(cluster="roihu", gpus_per_node=4)))


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--time=1", "may not set --time"),
        ("--gres=gpu:8", "may not set --gres"),
        ("--arr=0-3", "is short for --array"),
        ("--chd=/tmp", "is short for --chdir"),
        ("--test", "is short for --test-only"),
        ("--wai", "is short for --wait"),
        ("--sig=B:TERM", "is short for --signal"),
        ("--clusters=other", "another Slurm"),
        ("--clu=other", "is short for --clusters"),
        ("-N 2", "is no option"),
        ("--comment=a b", "cannot stand"),
        ("--x\n#SBATCH --qos=a", "is no option"),
    ],
)
def test_extra_options_neither_contradict_nor_break_out(option: str, said: str) -> None:
    with pytest.raises(RequestError) as caught:
        header(plan(cluster="lumi", extra_sbatch=(option,)))
    assert caught.value.field == "placement.extra_sbatch"
    assert said in caught.value.message
    assert "\n" not in caught.value.message


def test_the_yaml_holds_only_keys_that_accelerate_reads() -> None:
    for asked in (_sharded(), _sharded(fsdp=Fsdp(version=1)), {"cluster": "local"}):
        written = yaml.safe_load(accelerate_yaml(plan(**asked)))
        assert set(written) <= set(TOP)
        assert set(written.get("fsdp_config", {})) <= set(GROUPS["fsdp_config"])
        assert isinstance(written["mixed_precision"], str)
    assert written["distributed_type"] == "NO"
    assert "fsdp_config" not in written


def test_fsdp_keys_belong_to_their_version() -> None:
    second = fsdp_config(plan(**_sharded()))
    first = fsdp_config(plan(**_sharded(fsdp=Fsdp(version=1, reshard_after_forward=False))))
    assert (second["fsdp_version"], second["fsdp_reshard_after_forward"]) == (2, True)
    assert (first["fsdp_version"], first["fsdp_sharding_strategy"]) == (1, "SHARD_GRAD_OP")
    assert "fsdp_sharding_strategy" not in second
    assert "fsdp_reshard_after_forward" not in first


@pytest.mark.parametrize(
    ("asked", "handed_on"),
    [
        ({}, True),
        ({"model": "swiss-ai/Apertus-8B-Instruct-2509"}, False),
        ({"model": "swiss-ai/Apertus-8B-Instruct-2509", "method": "qlora"}, True),
        ({"model": "swiss-ai/Apertus-8B-Instruct-2509", "fsdp": Fsdp(version=1)}, True),
    ],
)
def test_weights_of_the_first_rank_are_handed_on_unless_buffers_are_saved(
    asked: dict[str, Any], handed_on: bool
) -> None:
    assert fsdp_config(plan(**_sharded(**asked)))["fsdp_cpu_ram_efficient_loading"] is handed_on


def test_the_wrapped_layer_is_named_where_it_is_known() -> None:
    assert fsdp_config(plan(**_sharded()))["fsdp_transformer_layer_cls_to_wrap"] == "LlamaDecoderLayer"


def test_cpu_ranks_avoid_the_type_that_starts_one_process_only() -> None:
    text = accelerate_yaml(plan(cluster="local", processes_per_node=2))
    written = yaml.safe_load(text)
    assert (written["distributed_type"], written["use_cpu"], written["num_processes"]) == ("MULTI_GPU", True, 2)


def test_run_json_carries_the_plans_answers_and_the_given_paths() -> None:
    asked = plan(cluster="puhti", gpus_per_node=4, eval_dataset="held-out.txt")
    found = json.loads(run_json(asked, "/models/x", {"training.dataset": "inputs/train.jsonl"}))
    arguments = found["arguments"]
    assert found["task"] == "train"
    assert arguments["model_name_or_path"] == "/models/x"
    assert (arguments["dataset"], arguments["eval_dataset"]) == ("inputs/train.jsonl", "held-out.txt")
    assert (arguments["mixed_precision"], arguments["expected_world_size"]) == ("fp16", 4)
    assert json.loads(run_json(plan(cluster="puhti", task="inference"), "m", {}))["task"] == "infer"


def test_run_json_names_data_of_the_hub_by_its_id() -> None:
    asked = plan(cluster="lumi", dataset="imdb", eval_dataset="some/rows", dataset_config="a", dataset_test_split="b")
    arguments = json.loads(run_json(asked, "m", {}))["arguments"]
    assert (arguments["dataset"], arguments["eval_dataset"]) == ("stanfordnlp/imdb", "some/rows")
    names = ("dataset_config", "dataset_train_split", "dataset_test_split")
    assert [arguments[name] for name in names] == ["a", "train", "b"]
    text = readme(asked, render(asked, inputs=[], runtime_zip=b"", job_file="", model_path="m"), ())
    assert "fetch it there first: hf download --repo-type dataset stanfordnlp/imdb" in " ".join(text.split())
    with pytest.raises(RequestError, match=r"training\.dataset_train_split is empty"):
        plan(cluster="lumi", dataset="imdb", dataset_train_split=" ")


def test_the_manifest_names_every_other_file() -> None:
    given = InputFile("training.dataset", "/here/a.jsonl", "inputs/a.jsonl")
    bundle = render(plan(cluster="roihu"), inputs=[given], runtime_zip=b"PK", job_file="x", model_path="m")
    listed = json.loads(bundle.text(MANIFEST))["files"]
    assert set(listed) == set(bundle.files) - {MANIFEST}
    assert listed[SCRIPT] == hashlib.sha256(bundle.files[SCRIPT]).hexdigest()
    assert bundle.inputs == (given,)


def test_the_script_is_the_same_for_the_same_plan() -> None:
    assert job_script(plan(**_sharded())) == job_script(plan(**_sharded()))


def test_the_shell_is_a_login_shell_only_where_modules_are() -> None:
    assert job_script(plan(cluster="roihu")).startswith("#!/bin/bash -l\n")
    assert job_script(plan(cluster="local")).startswith("#!/bin/bash\n")

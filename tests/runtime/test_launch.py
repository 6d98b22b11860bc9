"""Two processes on this machine's processor, started by accelerate as a job starts them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from llmtui.runtime import events as ev

from .conftest import Inputs, Run, arguments, spawn, write_config

pytestmark = pytest.mark.runtime

ACCELERATE = {
    "compute_environment": "LOCAL_MACHINE",
    "distributed_type": "MULTI_GPU",
    "num_machines": 1,
    "num_processes": 2,
    "machine_rank": 0,
    "main_process_port": 0,
    "mixed_precision": "no",
    "use_cpu": True,
    "main_training_function": "main",
    "rdzv_backend": "static",
    "same_network": True,
}
FSDP = {
    "fsdp_version": 2,
    "fsdp_reshard_after_forward": True,
    "fsdp_auto_wrap_policy": "TRANSFORMER_BASED_WRAP",
    "fsdp_transformer_layer_cls_to_wrap": "LlamaDecoderLayer",
    "fsdp_state_dict_type": "SHARDED_STATE_DICT",
    "fsdp_cpu_ram_efficient_loading": False,
}


def launch(folder: Path, *program: str, **changes: object) -> subprocess.CompletedProcess[str]:
    # accelerate reads a file that ends in .json as JSON.
    (folder / "accelerate.json").write_text(json.dumps({**ACCELERATE, **changes}))
    launcher = ["-m", "accelerate.commands.launch", "--config_file", "accelerate.json"]
    return spawn(folder, [*launcher, *program, "train", "--config", "run.json"])


def test_two_ranks_share_the_data(tmp_path: Path, inputs: Inputs) -> None:
    values = arguments(inputs, expected_world_size=2, sharding="ddp", max_steps=2, logging_steps=1)
    write_config(tmp_path, "train", {**values, "per_device_train_batch_size": 50, "learning_rate": 1e-3})
    done = launch(tmp_path, "-m", "llmtui.runtime")
    assert done.returncode == 0, done.stderr
    run = Run(0, tmp_path)
    assert run.of(ev.START)[0]["world_size"] == 2
    assert run.of(ev.TRAIN_BEGIN)[0]["wrapped"] == "DistributedDataParallel"
    # Both ranks together see all 100 rows in one step, each once.
    first, second = (event["tokens_seen"] for event in run.of(ev.LOG))
    assert second == 2 * first
    assert done.stdout.count("step 2/2  loss") == 1


def test_every_rank_leaves_the_group_before_it_exits(tmp_path: Path, inputs: Inputs) -> None:
    """Ranks that stayed in it aborted at exit now and then: a finished job that ended FAILED."""
    write_config(tmp_path, "train", arguments(inputs, expected_world_size=2, sharding="ddp", max_steps=1))
    done = launch(tmp_path, str(Path(__file__).with_name("leaves_group.py")))
    assert done.returncode == 0, done.stderr
    assert (done.stdout.count("left the group"), done.stdout.count("still in the group")) == (2, 0)


def test_one_process_where_two_were_planned_is_an_error(tmp_path: Path, inputs: Inputs) -> None:
    """accelerate hands MULTI_CPU to its launcher for one process, without a word."""
    write_config(tmp_path, "train", arguments(inputs, expected_world_size=2))
    done = launch(tmp_path, "-m", "llmtui.runtime", distributed_type="MULTI_CPU")
    assert done.returncode != 0
    assert "llmtui: error: the launcher started 1 process, the job was planned for 2" in done.stderr
    assert Run(1, tmp_path).events[-1]["event"] == ev.ERROR

"""Job files: the contract's keys, and clear words for what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from llmtui.catalog.jobfile import dump_job, load_job, parse_job
from llmtui.domain.job import JobSpec, Lora, Placement, Training
from llmtui.errors import JobFileError

BASE = "version: 1\nname: imdb\ntask: finetune\nmodel: EleutherAI/gpt-neo-1.3B\n"
SPEC = JobSpec(name="imdb", task="finetune", model="EleutherAI/gpt-neo-1.3B")


def refused(text: str, *overrides: str) -> JobFileError:
    with pytest.raises(JobFileError) as raised:
        parse_job(text, "job.yaml", overrides)
    return raised.value


def test_four_keys_are_enough() -> None:
    assert parse_job(BASE, "job.yaml") == SPEC


@pytest.mark.parametrize("task", ["inference", "serve", "script"])
def test_every_task_parses(task: str) -> None:
    assert parse_job(BASE.replace("finetune", task), "job.yaml").task == task


def test_a_whole_file_is_read() -> None:
    text = BASE + (
        "placement: {cluster: lumi, nodes: 2, time: 12:00:00, extra_sbatch: [--exclusive]}\n"
        "training:\n  learning_rate: 1\n  mixed_precision: no\n  num_train_epochs: 2.5\n"
        "  lora: {r: 8, target_modules: [q_proj, v_proj]}\n"
        "inference:\nscript:\n"
    )
    spec = parse_job(text, "job.yaml")
    assert spec.placement == Placement(cluster="lumi", nodes=2, time="12:00:00", extra_sbatch=("--exclusive",))
    assert spec.training == Training(
        learning_rate=1.0,
        mixed_precision="no",
        num_train_epochs=2.5,
        lora=Lora(r=8, target_modules=("q_proj", "v_proj")),
    )
    assert type(spec.training.learning_rate) is float


def test_minutes_may_be_a_number() -> None:
    assert parse_job(BASE + "placement: {time: 15}\n", "job.yaml").placement.time == "15"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("training: {max_lenght: 5}", "key training.max_lenght is unknown", "did you mean max_length?"),
        ("training: {nodes: 5}", "key training.nodes is unknown", "did you mean placement.nodes?"),
        ("trainning: {}", "key trainning is unknown", "did you mean training?"),
        (
            "training: {fsdp: {qqq: 1}}",
            "key training.fsdp.qqq is unknown",
            "known here: version, reshard_after_forward, offload_params",
        ),
        (
            "training: {mixed_precision: false}",
            "key training.mixed_precision is false; allowed: no, bf16, fp16",
            "write no",
        ),
        (
            'training: {max_length: "5"}',
            "key training.max_length is the text '5'; allowed: a whole number",
            "write it without quotes and leading zeros",
        ),
        ("training: {max_length: 1.5}", "key training.max_length is the number 1.5; allowed: a whole number", ""),
        ("training: {max_length: null}", "key training.max_length is nothing (null); allowed: a whole number", ""),
        ("training: {packing: 1}", "key training.packing is the number 1; allowed: true or false", ""),
        (
            "training: {packing: yes}",
            "key training.packing is the text 'yes'; allowed: true or false",
            "write true",
        ),
        ("training: {seed: true}", "key training.seed is true; allowed: a whole number", ""),
        (
            'training: {"a\\n\\e[31m": 1}',
            "key training.'a\\n\\x1b[31m' is unknown",
            "known here: dataset, dataset_text_field",
        ),
        ("training: [1]", "key training is a list; allowed: a group of keys", ""),
        ("training: {fsdp: {version: true}}", "key training.fsdp.version is true; allowed: a whole number", ""),
        ("training: {fsdp: {version: 3}}", "key training.fsdp.version is the number 3; allowed: 1, 2", ""),
        (
            "training: {lora: {target_modules: [q, 5]}}",
            "key training.lora.target_modules[1] is the number 5; allowed: text",
            "put it in quotes",
        ),
        (
            "placement: {account: 465000001}",
            "key placement.account is the number 465000001; allowed: text",
            "put it in quotes",
        ),
        ("placement: {extra_sbatch: --x}", "key placement.extra_sbatch is the text '--x'; allowed: a list", ""),
        (
            "placement: {launcher: mpi}",
            "key placement.launcher is the text 'mpi'; allowed: auto, torchrun, accelerate, srun",
            "",
        ),
    ],
)
def test_each_error_names_file_line_key_and_what_is_allowed(line: str, message: str, hint: str) -> None:
    error = refused(f"{BASE}\n# a comment\n{line}\n")
    assert error.message == f"job.yaml:7: {message}"
    assert error.hint.startswith(hint) if hint else not error.hint
    assert error.exit_code == 2
    assert error.field == message.split()[1]


@pytest.mark.parametrize("key", ["version", "name", "task", "model"])
def test_missing_keys_are_named(key: str) -> None:
    text = "".join(line for line in BASE.splitlines(keepends=True) if not line.startswith(key))
    error = refused(text)
    assert error.message == f"job.yaml: key {key} is missing"
    assert error.field == key


def test_several_problems_are_one_line_each() -> None:
    error = refused("version: 2\nname: 5\ntask: train\nmodle: x\n")
    assert error.message.splitlines() == [
        "job.yaml:1: key version is the number 2; allowed: 1",
        "job.yaml:2: key name is the number 5; allowed: text (put it in quotes)",
        "job.yaml:3: key task is the text 'train'; allowed: finetune, inference, serve, script",
        "job.yaml: key model is missing",
        "job.yaml:4: key modle is unknown (did you mean model?)",
    ]


@pytest.mark.parametrize("text", ["", "just text\n", "- a\n"])
def test_a_file_without_keys_is_told_how_to_begin(text: str) -> None:
    error = refused(text)
    assert "where keys are expected" in error.message
    assert error.hint == "begin with version: 1, name, task, model"


@pytest.mark.parametrize(("name", "found"), [("' '", "blank"), ("''", "blank"), ("x" * 121, "121 characters")])
def test_names_have_a_length(name: str, found: str) -> None:
    error = refused(BASE.replace("imdb", name))
    assert error.message == f"job.yaml:2: key name is {found}; allowed: 1 to 120 characters"


def test_overrides_go_through_the_same_loader() -> None:
    overrides = [
        "name=other",
        "training.learning_rate=2e-5",
        "training.mixed_precision=no",
        "placement.time=12:00:00",
        "training.lora.r=4",
        "training.lora.target_modules=[q_proj]",
        "training.eval_dataset=",
    ]
    spec = parse_job(BASE + "training: {lora: {lora_alpha: 8}, eval_dataset: x}\n", "job.yaml", overrides)
    assert spec.name == "other"
    assert spec.placement.time == "12:00:00"
    assert spec.training == Training(
        learning_rate=2e-5, mixed_precision="no", lora=Lora(r=4, lora_alpha=8, target_modules=("q_proj",))
    )


@pytest.mark.parametrize(
    ("override", "message", "hint"),
    [
        (
            "training.max_lenght=5",
            "--set training.max_lenght: key training.max_lenght is unknown",
            "did you mean max_length?",
        ),
        ("trainin.seed=5", "--set trainin.seed: key trainin is unknown", "did you mean training?"),
        ("name.x=5", "--set name.x: key name holds no further keys", ""),
        ("training.seed.x.y=5", "--set training.seed.x.y: key training.seed holds no further keys", ""),
        (
            "training.seed=x",
            "--set training.seed: key training.seed is the text 'x'; allowed: a whole number",
            "",
        ),
        (
            "training.lora={r: x}",
            "--set training.lora: key training.lora.r is the text 'x'; allowed: a whole number",
            "",
        ),
        ("training.seed", "--set 'training.seed' is not KEY=VALUE", "write --set training.max_steps=10"),
        ("=5", "--set '=5' is not KEY=VALUE", "write --set training.max_steps=10"),
        ("training..seed=5", "--set 'training..seed=5' is not KEY=VALUE", "write --set training.max_steps=10"),
    ],
)
def test_a_wrong_override_is_named(override: str, message: str, hint: str) -> None:
    error = refused(BASE, override)
    assert (error.message, error.hint) == (message, hint)


def test_an_override_repairs_the_file() -> None:
    assert parse_job(BASE + "training: {seed: x}\n", "job.yaml", ["training.seed=1"]).training.seed == 1


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    absent, folder, binary, large = (tmp_path / name for name in ("absent.yaml", "folder", "binary", "large"))
    folder.mkdir()
    binary.write_bytes(b"name: \xff\xfe")
    large.write_bytes(b"#" * (1024 * 1024 + 1))
    for path, reason in (
        (absent, "cannot be read: No such file or directory"),
        (folder, "not a file"),
        (binary, "not UTF-8 text (byte 6)"),
        (large, "larger than 1 MiB"),
    ):
        with pytest.raises(JobFileError) as raised:
            load_job(path)
        assert raised.value.message == f"{path}: {reason}"
    with pytest.raises(JobFileError, match="cannot be read"):
        load_job(Path("a\0b"))


def test_a_file_is_read_with_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "job.yaml"
    path.write_text(BASE, encoding="utf-8-sig")
    assert load_job(path, ["name=x"]).name == "x"


def test_dump_writes_the_contract_key_by_key() -> None:
    text = dump_job(SPEC)
    assert text.startswith(BASE)
    assert '  time: "00:15:00"\n' in text
    assert "  learning_rate: 2.0e-05\n" in text
    assert "  lora: {r: 16, lora_alpha: 32, lora_dropout: 0.05, target_modules: all-linear}\n" in text
    lines = [line.partition(":")[0].strip() for line in text.splitlines()]
    assert [key for key in lines if key in {"placement", "training", "inference", "script"}] == [
        "placement",
        "training",
        "inference",
        "script",
    ]
    assert lines.index("cluster") < lines.index("extra_sbatch") < lines.index("dataset") < lines.index("output_dir")


def test_dump_quotes_what_other_readers_would_mistake() -> None:
    spec = JobSpec(name="no", task="finetune", model="5", training=Training(mixed_precision="no"))
    text = dump_job(spec)
    assert 'name: "no"\n' in text
    assert 'model: "5"\n' in text
    assert '  mixed_precision: "no"\n' in text


def test_writing_a_job_file_needs_no_pydantic() -> None:
    code = (
        "import sys, llmtui.catalog, llmtui.catalog.jobfile as j, llmtui.domain.job as d;"
        "j.dump_job(d.JobSpec(name='a', task='finetune', model='b'));"
        "print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.split() == ["False", "True"]

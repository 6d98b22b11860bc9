"""Every rule beside text that differs in that one thing: it finds the one and is silent on the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from tests.fakes.plans import MACHINE, cluster, model, plan

from llmtui.catalog.clusters import load_clusters
from llmtui.domain.bundle import ACCELERATE, SCRIPT, Finding, JobBundle
from llmtui.domain.cluster import Cluster
from llmtui.domain.memory import estimate
from llmtui.domain.model import ModelSpec
from llmtui.domain.surroundings import Maintenance, Surroundings
from llmtui.errors import UnknownNameError
from llmtui.render.bundle import render
from llmtui.render.configfile import read_config
from llmtui.render.lint import lint
from llmtui.render.lintfiles import lint_text, lint_together, named_config
from llmtui.render.rules.registry import RULES
from llmtui.render.rules.site import Site, guess
from llmtui.render.scriptfile import read_script

#: Two nodes of four V100s, as on Puhti, with nothing to object to.
TORCHRUN = """\
#!/bin/bash
#SBATCH --account=project_2001234
#SBATCH --partition=gpu
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=40
#SBATCH --gres=gpu:v100:4
#SBATCH --time=12:00:00
module load pytorch
HOST=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)
PORT=$((20000 + SLURM_JOB_ID % 20000))
srun torchrun --nnodes=2 --nproc-per-node=4 --rdzv-backend=c10d --rdzv-endpoint="$HOST:$PORT" train.py "$@"
"""
ACCELERATED = TORCHRUN.replace(
    TORCHRUN.split("\n")[-2],
    "srun bash -c 'accelerate launch --config_file a.yaml --num_machines 2 --num_processes 8 "
    '--machine_rank "$SLURM_NODEID" --main_process_ip "$HOST" --main_process_port "$PORT" train.py\'',
)
#: Without a configuration that nobody read.
LONE = ACCELERATED.replace("--config_file a.yaml ", "")
VLLM = TORCHRUN.replace("--nodes=2", "--nodes=1").replace(
    TORCHRUN.split("\n")[-2], "vllm serve meta-llama/Llama-3.2-3B --dtype half --tensor-parallel-size 4"
)
YAML = """\
distributed_type: FSDP
mixed_precision: fp16
num_processes: 8
fsdp_config:
  fsdp_version: 2
  fsdp_activation_checkpointing: false
  fsdp_transformer_layer_cls_to_wrap: LlamaDecoderLayer
"""


@dataclass(frozen=True)
class Case:
    """What to change in a clean file so that the rule finds something, and where it says so."""

    code: str
    base: str
    old: str
    new: str
    where: str
    severity: str = ""
    said: str = ""


def _line(text: str, part: str) -> str:
    return f"line {text[: text.index(part)].count(chr(10)) + 1}"


SECRETS = [
    "HUGGINGFACE_TOKEN=abcdefghijklmnopqrst",
    "export HF_TOKEN='abcdefghijklmnopqrst'",
    'export WANDB_API_KEY="0123456789abcdef0123456789abcdef01234567"',
    "export OPENAI_API_KEY=sk-proj-abc_defghijklmnopqrstu",
    "wandb login 0123456789abcdef0123456789abcdef01234567",
    "wandb login --relogin 0123456789abcdef0123456789abcdef01234567",
]
SCRIPTS = [
    Case("shebang", TORCHRUN, "#!/bin/bash\n", "", "line 1"),
    Case("shebang", TORCHRUN, "#!", "\ufeff#!", "line 1", said="byte order mark"),
    Case("crlf", TORCHRUN, "12:00:00\n", "12:00:00\r\n", "line 8"),
    Case("bad-directive", TORCHRUN, "--nodes=2\n", "--nodez=2\n", "line 4", said="--nodez"),
    Case("bad-directive", TORCHRUN, "--time=12:00:00", "--comment='open", "line 8", said="not closed"),
    Case("bad-value", TORCHRUN, "--time=12:00:00", "--time=5h", "line 8", said="5h"),
    Case("bad-value", TORCHRUN, "--gres=gpu:v100:4", "--gres=gpu:v100:x", "line 7", said="--gres"),
    Case("late-directive", TORCHRUN, "HOST=", "#SBATCH --mem=1G\nHOST=", "line 10", "warning", "line 9"),
    Case("indented-directive", TORCHRUN, "#SBATCH --cpus", "  #SBATCH --cpus", "line 6", "warning"),
    Case("shell-in-directive", TORCHRUN, "12:00:00", "$LIMIT", "line 8", "error", "$LIMIT"),
    Case(
        "shell-in-directive",
        TORCHRUN,
        "#SBATCH --time",
        "#SBATCH --output=$HOME/x\n#SBATCH --time",
        "line 8",
        "warning",
    ),
    Case("no-time", TORCHRUN, "#SBATCH --time=12:00:00\n", "", "line 1", "warning"),
    Case("account", TORCHRUN, "#SBATCH --account=project_2001234\n", "", "line 1", "error", "puhti"),
    Case("partition", TORCHRUN, "--partition=gpu\n", "--partition=gpus\n", "line 3", "error", "puhti"),
    Case("nodes", TORCHRUN, "--nodes=2\n", "--nodes=21\n", "line 4", said="1 to 20"),
    Case("gpus", TORCHRUN, "v100:4", "v100:5", "line 7", said="5 GPUs a node"),
    Case("gpu-type", TORCHRUN, "v100:4", "a100:4", "line 7", said="of type v100"),
    Case("cpus", TORCHRUN, "task=40", "task=41", "line 6", said="gives 40"),
    Case("memory", TORCHRUN, "#SBATCH --time", "#SBATCH --mem=4000G\n#SBATCH --time", "line 8", "error", "4000.0 GiB"),
    Case("partition", TORCHRUN, "--partition=gpu\n", "--partition=gpu,gpux\n", "line 3", "error", "partition gpux is"),
    Case("time", TORCHRUN, "12:00:00", "4-00:00:00", "line 8", said="3-00:00:00"),
    Case("processes", TORCHRUN, "node=4", "node=8", "line 12", "error", "16 processes for 8 GPUs"),
    Case("processes", TORCHRUN, "node=4", "node=1", "line 12", "warning", "2 processes for 8 GPUs"),
    Case("processes", ACCELERATED, "--num_processes 8", "--num_processes 4", "line 12", "warning"),
    Case("machines", TORCHRUN, "--nnodes=2", "--standalone", "line 12", "warning", "told of 1 machine"),
    Case("machines", ACCELERATED, "--num_machines 2", "--num_machines 3", "line 12", "error"),
    Case("tasks", TORCHRUN, "--ntasks-per-node=1", "--ntasks-per-node=4", "line 12", said="4 times"),
    Case("machine-rank", ACCELERATED, '"$SLURM_NODEID"', "0", "line 12", said="--machine_rank 0"),
    Case("machine-rank", ACCELERATED, '--machine_rank "$SLURM_NODEID"', "", "line 12", said="no --machine_rank"),
    Case("meeting", LONE, '--main_process_ip "$HOST" ', "", "line 12", "warning", "--main_process_ip"),
    Case("meeting", TORCHRUN, '--rdzv-backend=c10d --rdzv-endpoint="$HOST:$PORT"', "", "line 12", said="--master-addr"),
    Case("meeting", TORCHRUN, '--rdzv-endpoint="$HOST:$PORT"', "", "line 12", said="--rdzv-endpoint"),
    Case("early-rank", ACCELERATED, "srun bash", "R=$SLURM_NODEID\nsrun bash", "line 12", said="SLURM_NODEID"),
    Case("early-rank", TORCHRUN, "srun torchrun", "srun --x $SLURM_PROCID torchrun", "line 12", said="SLURM_PROCID"),
    Case("typed-gpus", TORCHRUN, "HOST=", "N=$((SLURM_NNODES * 4))\nHOST=", "line 10", "warning"),
    Case("typed-gpus", TORCHRUN, "HOST=", "G=4\nN=$(expr $SLURM_NNODES \\* $G)\nHOST=", "line 11", "warning"),
    Case("typed-gpus", TORCHRUN, "--nnodes=2", "--nnodes=$SLURM_NNODES", "line 12", "warning"),
    Case("gpus-per-node", TORCHRUN, "node=4", "node=$SLURM_GPUS_PER_NODE", "line 12", "error"),
    Case("batch", TORCHRUN, 'train.py "$@"', "finetuning.py --batch_size 12", "line 12", said="12 cannot be divided"),
    Case("heads", VLLM, "size 4", "size 16", "line 12", said="24 attention heads"),
    Case("vllm-ranks", VLLM, "size 4", "size 8", "line 12", "error", "8 ranks"),
    Case("vllm-ranks", VLLM, "size 4", "size 2", "line 12", "warning"),
    Case("dtype", VLLM, "--dtype half", "--dtype bfloat16", "line 12", "error", "V100"),
    Case("dtype", TORCHRUN, '"$@"', "--bf16", "line 12", "warning"),
    Case("dtype", ACCELERATED, "launch", "launch --mixed_precision bf16", "line 12", "warning"),
    Case("fixed-port", TORCHRUN, "PORT=$((20000 + SLURM_JOB_ID % 20000))", "RDZV_PORT=29400", "line 11", "warning"),
    Case("fixed-port", TORCHRUN, '"$HOST:$PORT"', '"$HOST:29400"', "line 12", "warning"),
    Case("fixed-port", ACCELERATED, 'port "$PORT"', "port=29500", "line 12", "warning"),
    Case("fixed-port", TORCHRUN, "PORT=$((20000 + SLURM_JOB_ID % 20000))", "PORT=29500", "line 12", said="29500"),
    Case("hostname-address", TORCHRUN, "HOST=$(scontrol", "HOST=$(hostname -i; scontrol", "line 10", "warning"),
    Case("unquoted-arguments", TORCHRUN, '"$@"', "$*", "line 12", "warning"),
    Case("unquoted-arguments", TORCHRUN, '"$@"', "$@", "line 12", "warning"),
    Case("unquoted-arguments", TORCHRUN, '"$@"', '"--x $@"', "line 12", "warning"),
    Case("unquoted-arguments", TORCHRUN, "HOST=", 'C="a \\\n  b $*"\nHOST=', "line 11", "warning"),
    Case("container-module", TORCHRUN, "srun", "srun singularity run $SIF", "line 9", "warning", "line 12"),
    Case(
        "deprecated-modules", TORCHRUN, "module load", "module use /appl/local/csc/modulefiles/\nmodule load", "line 9"
    ),
    Case("unquoted-arguments", TORCHRUN, "HOST=", "for a in $@; do echo; done\nHOST=", "line 10", "warning"),
    Case("spaced-directive", TORCHRUN, "#SBATCH --time", "# SBATCH --mem=0\n#SBATCH --time", "line 8", "note"),
    *(Case("token", TORCHRUN, "HOST=", f"{text}\nHOST=", "line 10", "warning") for text in SECRETS),
    Case("token", TORCHRUN, "HOST=", "export HF_TOKEN=hf_abcdefghijklmnopqrst\nHOST=", "line 10", "warning"),
]
CONFIGS = [
    Case("yaml", YAML, "distributed_type: FSDP", "a: [1", "line 2"),
    Case("yaml", YAML, YAML, "- a\n", "line 1"),
    Case("no-type", YAML, "distributed_type: FSDP\n", "", "line 1"),
    Case("unknown-key", YAML, "num_processes", "num_process", "line 3", "error", "num_process"),
    Case("unknown-key", YAML, "num_processes: 8\n", "ipex_config: {}\n", "line 3", "warning", "1.13"),
    Case(
        "dead-key", YAML, "  fsdp_version", "  fsdp_backward_prefetch_policy: NO\n  fsdp_version", "line 5", "warning"
    ),
    Case("dead-key", YAML, "  fsdp_version", "  offload_parms: true\n  fsdp_version", "line 5", "warning"),
    Case(
        "dead-key",
        YAML,
        YAML,
        YAML + "parallelism_config:\n  parallelism_config_sp_size: 2\n",
        "line 9",
        "warning",
        "1.12",
    ),
    Case("fsdp-key", YAML, "  fsdp_version", "  fsdp_use_orig_params: true\n  fsdp_version", "line 5", "warning"),
    Case("fsdp-version", YAML, "  fsdp_version: 2\n", "", "line 4", "warning"),
    Case("wrap-class", YAML, "LlamaDecoderLayer", "LamaLayer", "line 7", "warning"),
    Case("multi-cpu", YAML, "FSDP", "MULTI_CPU", "line 1", "warning"),
    Case("duplicate-key", YAML, "num_proc", "num_processes: 4\nnum_proc", "line 4", "warning", "on line 3"),
    Case("duplicate-key", YAML, "  fsdp_v", "  fsdp_version: 1\n  fsdp_v", "line 6", "warning", "fsdp_config.fsdp_v"),
    Case("group", YAML, YAML[YAML.index("fsdp_config") :], "fsdp_config: [1, 2]\n", "line 4", "warning"),
    Case("boolean", YAML, "fp16", "no", "line 2", "error"),
    Case("fixed-port", YAML, "num_processes: 8", "main_process_port: 29500", "line 3", "warning"),
    Case("token", YAML, "distributed_type", "# hf_abcdefghijklmnopqrst\ndistributed_type", "line 1", "warning"),
]


@cache
def _clusters() -> tuple[Cluster, ...]:
    return load_clusters(MACHINE, state_dir=Path("/state"))


def _find_model(name: str) -> ModelSpec | None:
    try:
        return model(name)
    except (StopIteration, UnknownNameError):
        return None


def _linted(script: str = "", config: str = "", name: str = "puhti") -> list[Finding]:
    """Without the note that the cluster is retired, which every script for it gets."""
    return [finding for finding in _all_linted(script, config, name) if finding.code != "retired"]


def _all_linted(script: str, config: str, name: str) -> list[Finding]:
    scripts = {"job.sh": read_script(script)} if script else {}
    configs = {"a.yaml": read_config(config)} if config else {}
    found = lint_together(scripts, configs, {"job.sh": Site(cluster(name))}, _find_model)
    return [finding for _, finding in found]


def _check(case: Case, found: list[Finding]) -> None:
    mine = [finding for finding in found if finding.code == case.code]
    assert [finding.where for finding in mine] == [case.where], found
    assert mine[0].severity == (case.severity or RULES[case.code].severity)
    assert case.said in mine[0].message
    assert mine[0].hint or case.code == "yaml"


@pytest.mark.parametrize("base", [TORCHRUN, ACCELERATED, VLLM], ids=["torchrun", "accelerate", "vllm"])
def test_clean_scripts_have_no_finding(base: str) -> None:
    assert _linted(base) == []
    assert _linted(base, YAML) == []


@pytest.mark.parametrize("case", SCRIPTS, ids=lambda case: f"{case.code}-{case.new[:20]!r}")
def test_a_script_that_differs_in_one_thing_is_found(case: Case) -> None:
    assert case.old in case.base
    assert case.code not in {finding.code for finding in _linted(case.base)}
    _check(case, _linted(case.base.replace(case.old, case.new, 1)))


@pytest.mark.parametrize("case", CONFIGS, ids=lambda case: f"{case.code}-{case.new[:20]!r}")
def test_a_configuration_that_differs_in_one_thing_is_found(case: Case) -> None:
    assert _linted(config=case.base) == []
    _check(case, _linted(config=case.base.replace(case.old, case.new, 1)))


PAIRS = [
    ("processes", ACCELERATED.replace("--num_processes 8 ", ""), YAML, "num_processes: 8", "num_processes: 16"),
    ("machines", ACCELERATED.replace("--num_machines 2 ", ""),
     YAML + "num_machines: 2\n", "machines: 2", "machines: 1"),
    ("dtype", ACCELERATED, YAML, "fp16", "bf16"),
    ("checkpointing", ACCELERATED.replace("train.py", "train.py --gradient_checkpointing"), YAML, "false", "true"),
    ("wrap-class", ACCELERATED.replace("train.py", "train.py --model Qwen/Qwen3-8B"),
     YAML.replace("LlamaD", "Qwen3D"), "Qwen3D", "LlamaD"),
    ("heads", ACCELERATED.replace("train.py", "train.py --model=Qwen/Qwen2.5-7B"),
     YAML + "parallelism_config:\n  parallelism_config_tp_size: 4\n", "tp_size: 4", "tp_size: 8"),
    ("machine-rank", ACCELERATED.replace('--machine_rank "$SLURM_NODEID"', ""),
     YAML + "rdzv_backend: c10d\n", "c10d", "static"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "script", "config", "old", "new"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_script_and_configuration_are_held_against_each_other(
    code: str, script: str, config: str, old: str, new: str
) -> None:
    before = {finding.code for finding in _linted(script, config)}
    assert old in config
    assert {finding.code for finding in _linted(script, config.replace(old, new))} - before == {code}
    assert code not in {finding.code for finding in _linted(config=config.replace(old, new))}


def test_whole_nodes_are_asked_for_whole() -> None:
    text = TORCHRUN.replace("=gpu\n", "=standard-g\n").replace("project_200", "project_465")
    text = text.replace("--gres=gpu:v100:4", "--gpus-per-node=8").replace("node=4", "node=8").replace("40", "56")
    assert _linted(text, name="lumi") == []
    half = text.replace("--gpus-per-node=8", "--gpus-per-node=4").replace("node=8 --rdzv", "node=4 --rdzv")
    assert [finding.code for finding in _linted(half, name="lumi")] == ["whole-node"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("PORT=$((20000 + SLURM_JOB_ID % 20000))", "PORT=20000\nPORT=$((PORT + SLURM_JOB_ID % 20000))"),
        (
            "PORT=$((20000",
            "export MASTER_PORT=20000\nexport MASTER_PORT=$((MASTER_PORT + SLURM_JOB_ID % 20000))\nPORT=$((20000",
        ),
    ],
)
def test_a_port_that_the_job_works_out_is_not_fixed(old: str, new: str) -> None:
    assert _linted(TORCHRUN.replace(old, new)) == []


def test_nodes_that_may_meet_are_not_accused() -> None:
    plain = '--rdzv-backend=c10d --rdzv-endpoint="$HOST:$PORT"'
    for new in ('--master-addr "$HOST" --master_port "$PORT"', "$MEETING", "--rdzv-backend=static --master_addr=$HOST"):
        assert "meeting" not in {finding.code for finding in _linted(TORCHRUN.replace(plain, new))}
    outside = TORCHRUN.replace(plain, "").replace("srun", "export PET_MASTER_ADDR=$HOST\nsrun")
    assert "meeting" not in {finding.code for finding in _linted(outside)}
    told = ACCELERATED.replace('--main_process_ip "$HOST" ', "")
    assert "meeting" in {finding.code for finding in _linted(told, YAML)}
    assert "meeting" not in {finding.code for finding in _linted(told, YAML + "main_process_ip: g1101\n")}


@pytest.mark.parametrize(
    "text",
    [
        "export HF_TOKEN=$(cat ~/.cache/huggingface/token)",
        'export HF_TOKEN="$MY_SECRET_FROM_ELSEWHERE"',
        "export HF_TOKEN_PATH=abcdefghijklmnopqrst",
        "export WANDB_API_KEY=abcdefghijklmnopqrst/of/a/path",
        "wandb login",
        'wandb login --relogin "$WANDB_API_KEY_OF_MINE"',
        'for a in "$@"; do echo; done',
        "for a in 1 2 3; do echo; done",
        "for a; do echo; done",
        "# SBATCH is what one writes",
    ],
)
def test_what_is_no_token_and_well_quoted_is_let_be(text: str) -> None:
    assert _linted(TORCHRUN.replace("HOST=", f"{text}\nHOST=", 1)) == []


def test_a_retired_cluster_is_noted_with_its_successor() -> None:
    (found,) = _all_linted(TORCHRUN, "", "puhti")
    assert (found.severity, found.code, found.where) == ("note", "retired", "line 1")
    assert "puhti is retired" in found.message
    assert "roihu" in found.hint
    assert "retired" not in {finding.code for finding in _all_linted(TORCHRUN, "", "lumi")}


def _on_lumi(partitions: str, *changes: tuple[str, str]) -> set[str]:
    text = TORCHRUN.replace("=gpu\n", f"={partitions}\n").replace("project_200", "project_465")
    text = text.replace("--gres=gpu:v100:4", "--gpus-per-node=8").replace("node=4", "node=8").replace("40", "56")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {finding.code for finding in _linted(text, name="lumi")}


def test_of_a_list_of_partitions_one_has_to_take_the_job() -> None:
    long, many = ("12:00:00", "2-00:00:00"), ("--nodes=2", "--nodes=40")
    machines = ("--nnodes=2", "--nnodes=40")
    assert _on_lumi("small-g,dev-g") == set()
    assert _on_lumi("dev-g,small-g", long) == set()
    assert _on_lumi("dev-g", long) == {"time"}
    assert _on_lumi("small-g", many, machines) == {"nodes", "gpus"}
    assert _on_lumi("small-g,standard-g", many, machines) == set()
    assert _on_lumi("dev-g,small-g", ("12:00:00", "9-00:00:00")) == {"time"}


PLANNED = {"cluster": "roihu", "account": "project_1", "model": "EleutherAI/gpt-neo-1.3B"}
AROUND = Surroundings(
    now=1e9,
    certificate_expires_at=1e9 + 86400,
    maintenance=(Maintenance(1e9 + 86400, 1e9 + 2 * 86400, "update"),),
    quota_free_bytes=10**15,
    quota_free_files=10**6,
)


def _planned(around: Surroundings = AROUND, script: tuple[str, str] = ("", ""), **asked: str) -> list[Finding]:
    job = plan(**{**PLANNED, **asked})
    bundle = render(job, inputs=[], runtime_zip=b"", job_file="", model_path="m")
    files = {**bundle.files, SCRIPT: bundle.text(SCRIPT).replace(*script, 1).encode()}
    return list(lint(job, estimate(job), JobBundle(files), around))


@pytest.mark.parametrize(
    ("code", "around", "key"),
    [
        ("certificate", replace(AROUND, certificate_expires_at=1e9 + 600), "placement.time"),
        ("maintenance", replace(AROUND, maintenance=(Maintenance(1e9 + 600, 1e9 + 9e5),)), "placement.time"),
        ("quota", replace(AROUND, quota_free_bytes=10**9), "training.output_dir"),
        ("quota", replace(AROUND, quota_free_files=5), "training.output_dir"),
    ],
    ids=["certificate", "maintenance", "bytes", "files"],
)
def test_surroundings_count_where_they_are_known(code: str, around: Surroundings, key: str) -> None:
    assert _planned() == []
    (found,) = _planned(around)
    assert (found.code, found.severity, found.where) == (code, "warning", key)
    assert _planned(Surroundings()) == []


def test_a_maintenance_that_is_over_stops_nobody() -> None:
    assert _planned(replace(AROUND, maintenance=(Maintenance(1e9 - 900, 1e9 - 600),))) == []
    assert [finding.code for finding in _planned(replace(AROUND, maintenance=(Maintenance(1e9 - 9, 1e9 + 9),)))]


def test_an_account_is_an_error_where_the_site_wants_one() -> None:
    found = _planned(account="")
    assert [(finding.severity, finding.code, finding.where) for finding in found] == [
        ("error", "account", "placement.account")
    ]
    assert "project_2001234" in found[0].hint
    assert "account" not in {finding.code for finding in _planned(cluster="local", account="")}


def test_our_own_files_are_read_with_the_same_eyes() -> None:
    found = _planned(script=("--nodes=1", "--nodes=3"))
    job = render(plan(**PLANNED), inputs=[], runtime_zip=b"", job_file="", model_path="m").text(SCRIPT)
    where = f"{SCRIPT}, {_line(job, '#SBATCH --nodes')}"
    assert ("error", "nodes", where) in [(each.severity, each.code, each.where) for each in found]
    assert _planned(script=("#!/bin/bash", "")) != []


def test_checkpointing_twice_is_found_in_a_plan() -> None:
    job = plan(**PLANNED, gpus_per_node=4, sharding="fsdp", gradient_checkpointing=True)
    bundle = render(job, inputs=[], runtime_zip=b"", job_file="", model_path="m")
    config = bundle.text(ACCELERATE).replace("activation_checkpointing: false", "activation_checkpointing: true")
    edited = JobBundle({**bundle.files, ACCELERATE: config.encode()})
    assert lint(job, estimate(job), bundle) == ()
    assert [finding.code for finding in lint(job, estimate(job), edited)] == ["checkpointing"]


def test_memory_and_plan_warnings_come_after_errors() -> None:
    job = plan(cluster="puhti", model="meta-llama/Llama-3.1-70B")
    found = lint(job, estimate(job), render(job, inputs=[], runtime_zip=b"", job_file="", model_path="m"))
    assert [finding.code for finding in found][:2] == ["account", "does-not-fit"]
    assert any("retired" in finding.message for finding in found)


def test_a_tight_job_and_an_unknown_capacity_are_said() -> None:
    job = plan(**PLANNED)
    bundle = render(job, inputs=[], runtime_zip=b"", job_file="", model_path="m")
    size = estimate(job)
    assert [finding.code for finding in lint(job, replace(size, verdict="tight"), bundle)] == ["tight"]
    unknown = replace(size, verdict="unknown", capacity=None)
    assert [finding.code for finding in lint(job, unknown, bundle)] == ["memory"]


def test_every_rule_was_shown_to_find_and_to_be_silent() -> None:
    shown = {case.code for case in (*SCRIPTS, *CONFIGS)} | {pair[0] for pair in PAIRS}
    assert shown | {"whole-node", "retired", "certificate", "maintenance", "quota"} == set(RULES)


def test_every_file_of_the_folder_is_listed() -> None:
    folder = Path(__file__).parents[3] / "src" / "llmtui" / "render" / "rules"
    rules = [path for path in folder.glob("*.py") if "\nRULE = Rule(" in path.read_text()]
    assert len(rules) == len(RULES)
    assert len({rule.says for rule in RULES.values()}) == len(RULES)
    assert all(rule.says.endswith(".") and (rule.fix or code == "yaml") for code, rule in RULES.items())


def test_the_cluster_is_guessed_from_what_speaks_for_it() -> None:
    found = guess(read_script(TORCHRUN), _clusters())
    assert found is not None
    assert (found.cluster.name, found.label) == ("puhti", "puhti (by GPU type v100)")
    bare = TORCHRUN.replace("--gres=gpu:v100:4", "--gres=gpu:4").replace("gpu\n", "gputest\n")
    assert guess(read_script(bare), _clusters()) is None
    assert guess(read_script("#!/bin/bash\nls\n"), _clusters()) is None
    messages = [
        finding.message for finding in lint_text("job.sh", TORCHRUN.replace("=2\n", "=21\n"), clusters=_clusters())
    ]
    assert any(message.startswith("puhti (by GPU type v100): 21 nodes") for message in messages)
    assert "nodes" not in [finding.code for finding in lint_text("job.sh", TORCHRUN.replace("=2\n", "=21\n"))]


def test_partners_are_those_the_script_names() -> None:
    configs = {"x/a.yaml": read_config(YAML), "y/a.yaml": read_config(YAML), "x/b.yaml": read_config("a: [1")}
    from llmtui.render.lintfiles import partners

    script = read_script(ACCELERATED)
    assert partners("x/job.sh", script, configs) == ["x/a.yaml"]
    assert partners("job.sh", script, configs) == ["x/a.yaml", "y/a.yaml"]
    unknown = read_script(ACCELERATED.replace("a.yaml", "$1"))
    assert partners("job.sh", unknown, configs) == list(configs)
    assert (named_config(script), named_config(unknown)) == ("a.yaml", None)

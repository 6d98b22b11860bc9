"""Every rule beside text that differs in that one thing: it finds the one and is silent on the other."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.fakes.lintcases import ACCELERATED, CONFIGS, PAIRS, SCRIPTS, TORCHRUN, VLLM, YAML, Case
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


def _line(text: str, part: str) -> str:
    return f"line {text[: text.index(part)].count(chr(10)) + 1}"


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
        ("PORT=$((20000 + SLURM_JOB_ID % 12000))", "PORT=20000\nPORT=$((PORT + SLURM_JOB_ID % 12000))"),
        (
            "PORT=$((20000",
            "export MASTER_PORT=20000\nexport MASTER_PORT=$((MASTER_PORT + SLURM_JOB_ID % 12000))\nPORT=$((20000",
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

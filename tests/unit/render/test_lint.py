"""Each finding beside text that differs in that one thing and has none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.domain.bundle import SCRIPT, Finding, JobBundle
from llmtui.domain.memory import estimate
from llmtui.render.bundle import render
from llmtui.render.lint import lint
from llmtui.render.lintfiles import lint_text

_SCRIPT = '#!/bin/bash\n#SBATCH --time=00:15:00\nsrun python3 train.py "$@"\n'
_YAML = "distributed_type: FSDP\nmixed_precision: 'no'\nfsdp_config:\n  fsdp_version: 2\n"


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("code", "text", "where"),
    [
        ("crlf", _SCRIPT.replace("15:00\n", "15:00\r\n"), "line 1"),
        ("shebang", _SCRIPT.removeprefix("#!/bin/bash\n"), "line 1"),
        ("late-directive", _SCRIPT + "#SBATCH --nodes=2\n", "line 4"),
        ("shell-in-directive", _SCRIPT.replace("00:15:00", "$LIMIT"), "line 2"),
        ("unquoted-arguments", _SCRIPT.replace('"$@"', "$*"), "line 3"),
        ("fixed-port", _SCRIPT.replace("srun", "MASTER_PORT=29500\nsrun"), "line 3"),
    ],
)
def test_findings_in_scripts(code: str, text: str, where: str) -> None:
    assert lint_text("job.sh", _SCRIPT) == ()
    found = lint_text("job.sh", text)
    assert (_codes(found), found[0].where) == ([code], where)
    assert found[0].hint


@pytest.mark.parametrize(
    ("code", "text", "where"),
    [
        ("yaml", "a: [1\n", "line 2"),
        ("yaml", "- a\n", "file"),
        ("unknown-key", _YAML + "num_gpus: 4\n", "num_gpus"),
        ("no-type", _YAML.replace("distributed_type: FSDP\n", ""), "distributed_type"),
        ("multi-cpu", _YAML.replace("FSDP", "MULTI_CPU"), "distributed_type"),
        ("boolean", _YAML.replace("'no'", "no"), "mixed_precision"),
        (
            "dead-key",
            _YAML + "  fsdp_backward_prefetch_policy: NO_PREFETCH\n",
            "fsdp_config.fsdp_backward_prefetch_policy",
        ),
        ("fsdp-version", _YAML.replace("fsdp_version: 2", "fsdp_offload_params: true"), "fsdp_config"),
    ],
)
def test_findings_in_accelerate_yaml(code: str, text: str, where: str) -> None:
    assert lint_text("accelerate.yaml", _YAML) == ()
    found = lint_text("accelerate.yaml", text)
    assert (_codes(found), found[0].where) == ([code], where)


def _linted(script: str | None = None, **asked: Any) -> tuple[Finding, ...]:
    job = plan(**asked)
    bundle = render(job, inputs=[], runtime_zip=b"", job_file="", model_path="m")
    if script is not None:
        bundle = JobBundle({**bundle.files, SCRIPT: script.encode()})
    return lint(job, estimate(job), bundle)


def test_a_job_that_fits_and_has_an_account_has_no_findings() -> None:
    assert _linted(cluster="roihu", account="project_1", model="EleutherAI/gpt-neo-1.3B") == ()


def test_an_account_is_an_error_where_the_site_wants_one() -> None:
    found = _linted(cluster="roihu", model="EleutherAI/gpt-neo-1.3B")
    assert [(finding.severity, finding.where) for finding in found] == [("error", "placement.account")]
    assert "project_2001234" in found[0].hint
    assert "account" not in _codes(_linted(cluster="local", model="EleutherAI/gpt-neo-1.3B"))


def test_memory_and_plan_warnings_come_after_errors() -> None:
    found = _linted(cluster="puhti", model="meta-llama/Llama-3.1-70B")
    assert _codes(found)[:2] == ["account", "does-not-fit"]
    assert any("retired" in finding.message for finding in found)


def test_a_tight_job_and_an_unknown_capacity_are_said() -> None:
    job = plan(cluster="roihu", account="project_1", model="EleutherAI/gpt-neo-1.3B")
    bundle = render(job, inputs=[], runtime_zip=b"", job_file="", model_path="m")
    size = estimate(job)
    assert _codes(lint(job, replace(size, verdict="tight"), bundle)) == ["tight"]
    assert _codes(lint(job, replace(size, verdict="unknown", capacity=None), bundle)) == ["memory"]


def test_our_own_files_are_read_with_the_same_eyes() -> None:
    found = _linted("echo\n", cluster="roihu", account="project_1", model="EleutherAI/gpt-neo-1.3B")
    assert [(finding.code, finding.where) for finding in found] == [("shebang", f"{SCRIPT}, line 1")]

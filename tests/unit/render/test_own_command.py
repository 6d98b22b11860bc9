"""The files around a command of the user's own, and a job that waits for another."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import cluster, plan

from llmtui.domain.bundle import ACCELERATE, JOB_FILE, MANIFEST, RUN, RUNTIME, SCRIPT
from llmtui.errors import RequestError
from llmtui.render.bundle import render
from llmtui.render.header import header
from llmtui.render.sbatch import job_script

_OWN: dict[str, Any] = {"task": "script", "command": "python3 train.py", "cluster": "puhti", "account": "p"}


def _files(**changes: Any) -> set[str]:
    bundle = render(plan(**_OWN, **changes), inputs=(), runtime_zip=b"zip", job_file="", model_path="m")
    assert set(json.loads(bundle.text(MANIFEST))["files"]) == set(bundle.files) - {MANIFEST}
    return set(bundle.files)


def test_a_command_needs_no_runtime_and_no_run_json() -> None:
    assert _files() == {SCRIPT, JOB_FILE, MANIFEST}
    assert _files(gpus_per_node=4) == {SCRIPT, JOB_FILE, MANIFEST}
    assert _files(gpus_per_node=4, sharding="fsdp") == {SCRIPT, JOB_FILE, MANIFEST, ACCELERATE}
    ours = render(plan(cluster="puhti"), inputs=(), runtime_zip=b"zip", job_file="", model_path="m")
    assert {RUN, RUNTIME} <= set(ours.files)


def test_the_runtime_is_not_on_its_path() -> None:
    assert "runtime.zip" not in job_script(plan(**_OWN))
    assert "runtime.zip" in job_script(plan(cluster="puhti"))


def test_a_variable_of_the_site_needs_a_login_shell() -> None:
    roihu = {**_OWN, "cluster": "roihu"}
    bare = replace(cluster("roihu"), hf_home=None, env={}, software=())
    for command, shell in (("python3 a.py", "#!/bin/bash\n"), ("python3 a.py $SCRATCH", "#!/bin/bash -l\n")):
        made = replace(plan(**{**roihu, "command": command}), cluster=bare, software=None)
        assert job_script(made).startswith(shell)
    local = {**_OWN, "cluster": "local", "account": None, "command": "python3 a.py $SCRATCH"}
    assert job_script(plan(**local)).startswith("#!/bin/bash\n")


def test_options_that_its_author_alone_can_choose() -> None:
    lines = header(plan(**_OWN, extra_sbatch=("--requeue", "--signal=USR1@60")))
    assert "#SBATCH --requeue" in lines
    assert "#SBATCH --signal=USR1@60" in lines
    assert "#SBATCH --no-requeue" not in lines
    assert "#SBATCH --no-requeue" in header(plan(**_OWN))
    for option, said in (("--signal=B:USR1@60", "leave B: out"), ("--time=1", "key of its own")):
        with pytest.raises(RequestError) as caught:
            header(plan(**_OWN, extra_sbatch=(option,)))
        assert said in caught.value.hint
    with pytest.raises(RequestError, match="may not set --requeue"):
        header(plan(cluster="puhti", extra_sbatch=("--requeue",)))


def test_a_job_waits_for_another_by_its_header_alone() -> None:
    lines = header(plan(cluster="puhti"), 8412345)
    assert "#SBATCH --dependency=afterok:8412345" in lines
    assert "#SBATCH --kill-on-invalid-dep=yes" in lines
    assert not any("dependency" in line for line in header(plan(cluster="puhti")))
    assert "afterok:8412345" in job_script(plan(cluster="puhti"), 8412345).partition("set -eo")[0]
    for wrong in (0, -1):
        with pytest.raises(RequestError, match="no job id"):
            header(plan(cluster="puhti"), wrong)

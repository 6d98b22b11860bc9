"""Nothing that a user types leaves its place in a script: bash reads back the very value, or the value is refused."""

from __future__ import annotations

import shlex
import subprocess
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.plans import plan
from tests.fakes.refusals import refusal

from llmtui.render.sbatch import job_script
from llmtui.render.shell import directive, export, quote, slug, template_word

_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
_sharp = st.lists(st.sampled_from([*"$`\"'\\;&|<>(){}[]*?!#~ \n\t", "$(id)", "a", "é", "--x"]), max_size=12).map(
    "".join
)


def _said_by_bash(script: str) -> str:
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    return done.stdout.decode()


@given(st.lists(_text | _sharp, min_size=1, max_size=40))
@settings(max_examples=40)
def test_a_quoted_value_comes_back_from_bash(values: list[str]) -> None:
    said = _said_by_bash("printf '%s\\0' " + " ".join(map(quote, values)))
    assert said.split("\0")[:-1] == values
    exported = "\n".join(export(f"V{number}", value) for number, value in enumerate(values))
    shown = " ".join(f'"$V{number}"' for number in range(len(values)))
    assert _said_by_bash(f"{exported}\nprintf '%s\\0' {shown}").split("\0")[:-1] == values


def test_bash_does_split_what_is_not_quoted() -> None:
    assert _said_by_bash("printf '%s\\0' a b").split("\0")[:-1] != ["a b"]


@given(_text | _sharp)
def test_a_directive_is_one_line_or_refused(value: str) -> None:
    def write() -> str:
        return directive("comment", value, field="placement.extra_sbatch")

    refused = refusal(write)
    if refused is not None:
        assert refused.field == "placement.extra_sbatch"
        return
    line = write()
    assert line == f"#SBATCH --comment={value}"
    assert shlex.split(line, comments=False) == ["#SBATCH", f"--comment={value}"]


@given(_text | _sharp)
def test_a_slug_needs_no_quotes(name: str) -> None:
    found = slug(name)
    assert 1 <= len(found) <= 40
    assert quote(found) == found


_ACCOUNTS = st.sampled_from(["$(id)", "a b", "x\n#SBATCH --qos=high", "a;b", "`id`", "'", '"']) | _sharp


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "account": _ACCOUNTS,
            "qos": _ACCOUNTS,
            "constraint": _ACCOUNTS,
            "reservation": _ACCOUNTS,
            "extra_sbatch": st.lists(_sharp.map("--comment=".__add__), max_size=2).map(tuple),
        },
    )
)
def test_no_value_of_a_job_file_adds_a_line(asked: dict[str, Any]) -> None:
    plain = job_script(plan(cluster="lumi", account="project_1"))
    job = plan(cluster="lumi", **{"account": "project_1", **asked})
    refused = refusal(lambda: job_script(job))
    if refused is not None:
        assert refused.field in {f"placement.{key}" for key in asked}
        return
    script = job_script(job)
    extra = sum(bool(asked.get(key)) for key in ("qos", "constraint", "reservation"))
    extra += len(asked.get("extra_sbatch", ()))
    missing = 0 if asked.get("account", "project_1") else 1
    assert len(script.split("\n")) == len(plain.split("\n")) + extra - missing


def test_a_template_is_completed_by_the_jobs_own_environment() -> None:
    template = "/scratch/{account}/{user}/cache"
    given_account = f"USER=me; printf %s {template_word(template, 'project_1')}"
    assert _said_by_bash(given_account) == "/scratch/project_1/me/cache"
    from_slurm = f"USER=me SLURM_JOB_ACCOUNT=project_2; printf %s {template_word(template, None)}"
    assert _said_by_bash(from_slurm) == "/scratch/project_2/me/cache"

"""Whatever a user types, a rendered script parses back to exactly the options asked for and no other, or is refused.

EXAMPLES=10000 runs as many; without it a few hundred keep the suite quick.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from tests.fakes.plans import plan
from tests.fakes.refusals import refusal

from llmtui.domain.plan import Plan
from llmtui.render import header as header_module
from llmtui.render.lintfiles import lint_text
from llmtui.render.sbatch import job_script
from llmtui.render.scriptfile import ScriptFile, read_script

_EXAMPLES = int(os.environ.get("EXAMPLES", "300"))
#: Where a value is typed -> the option that it becomes.
_FIELDS = {"account": "account", "qos": "qos", "constraint": "constraint", "reservation": "reservation"}
_ATTACKS = (
    *(
        "x\n#SBATCH --time=9-00",
        "\n--qos=high",
        "a #b",
        "a b",
        "'",
        '"',
        "`id`",
        "$(id)",
        "${HOME}",
        "\\",
        "a;b",
        "a\rb",
    ),
    *(
        "-x",
        "--nodes=9",
        "--",
        " ",
        "#",
        "é",
        "\u2028",
        "a\tb",
        "\x1b[0m",
        "%j",
        "a:b",
        ":",
        "..",
        "/a/b",
        "a=b",
        "x,y",
    ),
)
_sharp = st.lists(st.sampled_from([*_ATTACKS, "a", "project_1", "\n", "#SBATCH ", "--"]), max_size=4).map("".join)
_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
#: Values that may stand in a directive, odd as they look.
_allowed = st.from_regex(r"\A-{0,2}[A-Za-z0-9_.,:=+@%/-]{1,12}\Z")
_values = _allowed | _sharp | _text
_wanted = st.fixed_dictionaries(
    {"name": _values},
    optional={
        **dict.fromkeys(_FIELDS, _values),
        "comment": _values,
        "path": _values,
        "variable": _values,
    },
)


@cache
def _plain() -> Plan:
    return plan("plain", cluster="lumi", account="project_1")


@cache
def _plain_script() -> ScriptFile:
    return read_script(job_script(_plain()))


def _hostile(asked: dict[str, str]) -> Plan:
    """The plain plan with values that no check has seen; their place in the script is all that guards them."""
    plain = _plain()
    extra = (f"--comment={asked['comment']}",) if "comment" in asked else ()
    place = replace(
        plain.spec.placement,
        account=asked.get("account", "project_1"),
        qos=asked.get("qos"),
        constraint=asked.get("constraint"),
        reservation=asked.get("reservation"),
        extra_sbatch=extra,
    )
    spec = replace(plain.spec, name=asked["name"], placement=place)
    env = {**plain.cluster.env, "CACHE": asked.get("variable", "x"), "DATA": asked.get("path", "/x")}
    return replace(plain, spec=spec, account=place.account, cluster=replace(plain.cluster, env=env))


def _expected(asked: dict[str, str], job_name: str) -> dict[str, str]:
    """The plain script's options with what was asked for in their place; an empty value asks for nothing."""
    options = {**_plain_script().options, "job-name": job_name}
    given_values = {option: asked[field] for field, option in _FIELDS.items() if field in asked}
    if "comment" in asked:
        options["comment"] = asked["comment"]
    options |= {option: value for option, value in given_values.items() if value}
    return {option: value for option, value in options.items() if given_values.get(option) != ""}


def _fields(asked: dict[str, str]) -> set[str]:
    """Job-file keys that a refusal may name."""
    return {f"placement.{field}" for field in asked if field in _FIELDS} | {"placement.extra_sbatch"}


def _holds(asked: dict[str, str], render: Callable[[Plan], str]) -> bool:
    job = _hostile(asked)
    refused = refusal(lambda: render(job))
    if refused is not None:
        return refused.field in _fields(asked)
    found = read_script(render(job))
    header = found.directives
    job_name = found.options.get("job-name", "")
    return (
        not header.problem
        and not header.late
        and not header.indented
        and dict(found.options) == _expected(asked, job_name)
        and len(header.options) == len(found.options)
        and 1 <= len(job_name) <= 40
        and job_name.isascii()
        and [command.name for command in found.commands] == _commands()
    )


@cache
def _commands() -> list[str]:
    """What the plain script runs, with the two variables that every hostile plan has."""
    return [command.name for command in read_script(job_script(_hostile({"name": "plain"}))).commands]


@given(_wanted)
@example({"name": "a\n#SBATCH --time=9-00:00:00"})
@example({"name": "a", "account": "p\n#SBATCH --nodes=9"})
@example({"name": "--nodes=9", "variable": "'; srun evil; '", "path": "x\nsrun evil"})
@settings(max_examples=_EXAMPLES, deadline=None)
def test_a_script_parses_back_to_what_was_asked_for(asked: dict[str, str]) -> None:
    assert _holds(asked, job_script)


_PIECES = (
    *(
        "srun ",
        "bash -c ",
        "'",
        '"',
        "$(",
        "$((",
        "))",
        ")",
        "`",
        "{",
        "}",
        "${A",
        "A=",
        "(",
        "\n",
        "\\",
        "\\\n",
        " ",
        "$A",
        "&&",
    ),
    *(
        "#SBATCH ",
        "--nodes=2",
        "-N",
        "<<E",
        "E\n",
        "#",
        "f() {",
        "A+=",
        "torchrun ",
        "--nnodes ",
        "expr ",
        "*",
        "9",
        "²",
        ">",
    ),
    *(
        "accelerate launch ",
        "singularity exec ",
        "env ",
        "module load ",
        "!!float ",
        "- ",
        ": ",
        "a: ",
        "[",
        "&a ",
        "*a ",
    ),
)


@given(st.lists(st.sampled_from(_PIECES) | _text, max_size=30).map("".join))
@example("$(" * 3000)
@example('"$(' * 3000)
@example("A=xx\n" + "A=$A$A\n" * 60)
@example("A=9\n" + "A=$((A * A))\n" * 60)
@example("#SBATCH --mem=" + "9" * 6000)
@example("N=$((" + "(" * 3000)
@example("a: " + "[" * 5000)
@example("a: !!timestamp x")
@example("a: !!float ''")
@settings(max_examples=_EXAMPLES, deadline=None)
def test_any_text_can_be_linted(text: str) -> None:
    for name in ("job.sh", "accelerate.yaml"):
        assert isinstance(lint_text(name, text), tuple)


@given(st.integers(1, 3), st.sampled_from(["00:10:00", "1:30:00", "90"]), st.sampled_from(["dev-g", "small-g"]))
@settings(max_examples=30, deadline=None)
def test_numbers_parse_back_to_the_plans(nodes: int, time: str, partition: str) -> None:
    job = plan("n", cluster="lumi", account="p", nodes=nodes, time=time, partition=partition)
    asked = read_script(job_script(job)).asked
    assert (asked.nodes, asked.partition, asked.time_s) == (nodes, partition, job.time_s)
    assert (asked.gpus_per_node, asked.cpus_per_task) == (job.gpus_per_node, job.cpus_per_task)


def _unchecked(option: str, value: str | int, *, field: str) -> str:
    return f"#SBATCH --{option}={value}"


def _caught(render: Callable[[Plan], str]) -> dict[str, str]:
    """An input for which the property does not hold. Raises NoSuchExample."""
    from hypothesis import Phase, find

    # One input is enough; to make it small takes most of a minute.
    return find(
        _wanted,
        lambda asked: not _holds(asked, render),
        settings=settings(max_examples=200, deadline=None, phases=(Phase.generate,)),
    )


def test_a_header_without_the_check_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_module, "directive", _unchecked)
    found = _caught(job_script)
    assert set(found) & {*_FIELDS, "comment"}


def test_a_name_that_is_not_made_a_slug_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_module, "directive", _unchecked)
    monkeypatch.setattr(header_module, "slug", lambda name: name)
    assert not _holds({"name": "a\n#SBATCH --time=9-00:00:00"}, job_script)


def test_an_export_without_quotes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    _commands()

    def render(job: Plan) -> str:
        return job_script(job) + f"export CACHE={job.cluster.env['CACHE']}\n"

    def plain(job: Plan) -> str:
        return job_script(job)

    assert _holds({"name": "a", "variable": "x; srun evil"}, plain)
    assert not _holds({"name": "a", "variable": "x; srun evil"}, render)
    with pytest.raises(NoSuchExample):
        _caught(plain)

"""The user's own command and files: what is taken as it is, and what is refused."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.plans import plan

from llmtui.domain.command import read_command
from llmtui.domain.memory import estimate
from llmtui.domain.ownfiles import check_files, place
from llmtui.errors import RequestError


@pytest.mark.parametrize(
    ("text", "launched", "alone"),
    [
        ("python3 train.py --lr 1e-4", "train.py --lr 1e-4", "python3 train.py --lr 1e-4"),
        ("python -u train.py 'a b'", "train.py 'a b'", "python -u train.py 'a b'"),
        ("python3 -m pkg.train -x", "-m pkg.train -x", "python3 -m pkg.train -x"),
        ("train.py --x=1", "train.py --x=1", "python3 train.py --x=1"),
        ("./run.sh \"$A;b\" ';' \\; ${B:-c d}", "./run.sh \"$A;b\" ';' \\; ${B:-c d}", None),
    ],
)
def test_a_command_keeps_its_words(text: str, launched: str, alone: str | None) -> None:
    command = read_command(text)
    assert " ".join(command.launched()) == launched
    assert command.alone == (text if alone is None else alone)


def test_variables_before_it_are_set_apart() -> None:
    command = read_command('A=1 B="x y" python3 train.py C=2')
    assert command.assignments == ("A=1", 'B="x y"')
    assert command.words == ("python3", "train.py", "C=2")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "is not set"),
        ("  ", "is not set"),
        ("A=1", "only sets variables"),
        ("python3 a.py\nrm -r x", "line break"),
        ("python3 a.py; ls", "unquoted ;"),
        ("python3 a.py & ls", "unquoted &"),
        ("python3 a.py > log", "unquoted >"),
        ("python3 a.py $(date)", "another command"),
        ('python3 a.py "$(date)"', "another command"),
        ("python3 a.py `date`", "another command"),
        ("(python3 a.py)", "unquoted ("),
        ("python3 a.py # why", "comment"),
        ("python3 a.py 'x", "not closed"),
        ("python3 a.py ${x", "plain default"),
        ("python3 a.py \\", "backslash"),
        ("python3 a.py ${x:-`date`}", "another command"),
        ("python3 a.py \tb", "control character"),
        ("python3 a.py $'\\'' ; ls '", "a string in $'"),
        ("torchrun a.py", "starts with torchrun"),
        ("accelerate launch a.py", "starts with accelerate launch"),
        ("srun -n 2 python3 a.py", "starts with srun"),
        ("python3 -m torch.distributed.run a.py", "torch.distributed.run"),
        ("python3", "nothing else"),
    ],
)
def test_what_is_not_one_command_is_refused(text: str | None, says: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_command(text)
    assert says in caught.value.message
    assert (caught.value.field, bool(caught.value.hint)) == ("script.command", True)


def test_options_of_python_do_not_pass_a_launcher() -> None:
    with pytest.raises(RequestError, match="-O"):
        plan(task="script", command="python3 -O train.py", cluster="puhti", account="p", gpus_per_node=4)
    assert plan(task="script", command="python3 -O train.py", cluster="puhti", account="p").launcher == "python"


@given(st.text(max_size=60))
def test_any_text_ends_in_a_command_or_a_refusal(text: str) -> None:
    command, refused = None, None
    try:
        command = read_command(text)
    except RequestError as error:
        refused = error.field
    words = () if command is None else (*command.assignments, *command.words)
    assert (refused == "script.command") == (words == ())
    assert all(word in text for word in words)


def test_files_keep_their_place() -> None:
    assert place("./src/../src/train.py".replace("../src/", "")) == "src/train.py"
    check_files(("train.py", "configs/", "configs-2/a.yaml"))


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (("../x.py",), "leaves"),
        (("a/../../x.py",), "leaves"),
        (("/etc/hosts",), "not relative"),
        (("~/x.py",), "not relative"),
        (("",), "no path"),
        (("a\nb",), "no path"),
        ((".",), "whole folder"),
        (("job.sh",), "the run's own job.sh"),
        (("inputs/x",), "the run's own inputs"),
        (("a.py", "./a.py"), "twice"),
        (("src", "src/a.py"), "overlaps src"),
        (("src/a.py", "src"), "overlaps src/a.py"),
        (("cluster:/x",), "on the cluster"),
    ],
)
def test_files_that_cannot_be_copied_are_refused(files: tuple[str, ...], says: str) -> None:
    with pytest.raises(RequestError) as caught:
        check_files(files)
    assert says in caught.value.message
    assert caught.value.field == "script.files"


def test_the_launcher_follows_from_ranks_and_sharding() -> None:
    own: dict[str, Any] = {"task": "script", "command": "python3 train.py", "cluster": "puhti", "account": "p"}
    assert plan(**own).launcher == "python"
    assert plan(**own, gpus_per_node=4).launcher == "torchrun"
    assert plan(**own, gpus_per_node=4, sharding="fsdp").launcher == "accelerate"
    assert plan(**own, gpus_per_node=4, launcher="srun").launcher == "srun"


def test_the_estimate_is_that_of_training_and_says_that_it_is_assumed() -> None:
    same: dict[str, Any] = {"cluster": "lumi", "account": "p", "gpus_per_node": 8}
    own = estimate(plan(task="script", command="python3 train.py", **same))
    ours = estimate(plan(**same))
    assert (own.peak_allocated, own.disk, own.rule_of_thumb) == (ours.peak_allocated, ours.disk, ours.rule_of_thumb)
    assert "as if it trained" in own.assumed["script.command"]
    assert own.evidence == "extrapolated"
    assert own.band[1] >= ours.band[1]


def test_requeueing_by_itself_is_for_training_that_llmtui_knows() -> None:
    with pytest.raises(RequestError) as caught:
        plan(task="script", command="python3 train.py", cluster="puhti", account="p", max_requeues=1)
    assert caught.value.field == "placement.max_requeues"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*"'\"\\$`;&|<>(){}# =*~!", "a", "$(", "${", "}", "$a", "$'", " x"]), max_size=14))
def test_bash_sees_one_command_in_what_is_taken(pieces: list[str]) -> None:
    text = "a " + "".join(pieces)
    try:
        read_command(text)
    except RequestError:
        return
    script = f"ls() {{ echo WRONG; }}; a() {{ echo one; }}; x() {{ echo WRONG; }}; {text}\necho end"
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "one\nend\n" or "bad substitution" in done.stderr

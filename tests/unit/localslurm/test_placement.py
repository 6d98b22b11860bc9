"""Arithmetic of requests: what is asked for, where it goes, how a step's tasks are laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.conftest import MACHINE

from llmtui.localslurm.errors import CommandError, RefusedError
from llmtui.localslurm.installation import describe
from llmtui.localslurm.job import UNLIMITED, Job, Request, Share
from llmtui.localslurm.layout import StepRequest, lay_out
from llmtui.localslurm.nodes import Node, Partition
from llmtui.localslurm.options import parse
from llmtui.localslurm.placement import Free, empty, free_nodes, impossible, place, standing_reason
from llmtui.localslurm.request import admit, read_request

DESCRIPTION = describe(MACHINE)
GIB = 1 << 30


def _request(*words: str) -> Request:
    from llmtui.localslurm.commands import sbatch

    return read_request(parse("sbatch", sbatch._TABLE, words), DESCRIPTION)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {"min_nodes": 1, "max_nodes": 1}),
        (["-n4"], {"ntasks": 4, "min_nodes": 1, "max_nodes": 0}),
        (["-N1-2", "-c", "3"], {"min_nodes": 1, "max_nodes": 2, "cpus_per_task": 3}),
        (["-N2", "-n1"], {"ntasks": 1, "min_nodes": 1, "max_nodes": 1}),
        (["--mem=2G"], {"mem_per_node": 2 * GIB}),
        (["--mem-per-cpu", "500"], {"mem_per_cpu": 500 << 20}),
        (["--gres=gpu"], {"gpus_per_node": 1, "gpu_option": "gres"}),
        (["--gres=gpu:nvidia_h100:2"], {"gpus_per_node": 2, "gpu_type": "nvidia_h100"}),
        (["--gpus-per-node=2"], {"gpus_per_node": 2, "gpu_option": "gpus-per-node"}),
        (["-G", "nvidia_h100:2"], {"gpus": 2, "gpu_type": "nvidia_h100"}),
        (["--gpus-per-task=1", "-n2"], {"gpus_per_task": 1, "ntasks": 2}),
        (["--gres=none"], {"gpus_per_node": 0}),
        (["-t", "1:30"], {"time_limit": 90}),
        (["-t", "0"], {"time_limit": UNLIMITED}),
        (["-w", "127.0.0.[1-2]", "--exclusive"], {"nodelist": ["127.0.0.1", "127.0.0.2"], "exclusive": True}),
    ],
)
def test_what_words_ask_for(words: list[str], expected: dict[str, object]) -> None:
    request = _request(*words)
    assert {name: getattr(request, name) for name in expected} == expected


@pytest.mark.parametrize("words", [["-N0"], ["-N2-1"], ["-n0"], ["-c", "x"], ["--mem=1X"], ["-t", "1:2:3:4"]])
def test_words_that_ask_for_nothing(words: list[str]) -> None:
    with pytest.raises(CommandError):
        _request(*words)


def test_two_ways_of_asking_for_memory_exclude_each_other() -> None:
    with pytest.raises(CommandError, match="mutually exclusive"):
        _request("--mem=1G", "--mem-per-cpu=1G")


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        (["-p", "main", "-N2"], ""),
        (["--mem=65G"], "Memory specification can not be satisfied"),
        (["-c5"], "CPU count per node can not be satisfied"),
        (["-p", "multi", "-N2", "--gpus-per-node=1"], ""),
        (["-p", "nosuch"], "invalid partition specified: nosuch"),
    ],
)
def test_what_can_never_run_is_refused(words: list[str], detail: str) -> None:
    with pytest.raises(RefusedError) as caught:
        admit(_request(*words), DESCRIPTION)
    assert caught.value.detail == detail


def test_a_request_gets_the_partitions_defaults() -> None:
    request = _request()
    admit(request, DESCRIPTION)
    assert (request.partition, request.time_limit) == ("main", 86400)


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        (["-n3", "-c1"], [("127.0.0.1", 3, 3)]),
        (["-n6"], [("127.0.0.1", 3, 3), ("127.0.0.2", 3, 3)]),
        (["-n5"], [("127.0.0.1", 3, 3), ("127.0.0.2", 2, 2)]),
        (["-N2", "--ntasks-per-node=2", "-c2"], [("127.0.0.1", 4, 2), ("127.0.0.2", 4, 2)]),
        (["-n4", "--ntasks-per-node=2"], [("127.0.0.1", 2, 2), ("127.0.0.2", 2, 2)]),
        (["--exclusive"], [("127.0.0.1", 4, 1)]),
        (["-x", "127.0.0.1"], [("127.0.0.2", 1, 1)]),
    ],
)
def test_where_jobs_go(words: list[str], shares: list[tuple[str, int, int]]) -> None:
    placed = place(_request(*words), [empty(node) for node in DESCRIPTION.nodes])
    assert placed is not None
    assert [(share.node, share.cpus, share.tasks) for share in placed] == shares


def test_memory_and_gpus_of_a_share() -> None:
    nodes = [empty(node) for node in DESCRIPTION.nodes]
    assert place(_request("--mem-per-cpu=1G", "-c3"), nodes) == [Share("127.0.0.1", 3, 1, [], 3 * GIB)]
    assert place(_request("-G2", "--mem-per-gpu=2G"), nodes) == [Share("127.0.0.1", 1, 1, [0, 1], 4 * GIB)]
    assert place(_request("-G3"), nodes) is None


_REQUESTS = st.builds(
    Request,
    partition=st.just("multi"),
    min_nodes=st.integers(1, 3),
    max_nodes=st.integers(0, 3),
    ntasks=st.integers(0, 6),
    ntasks_per_node=st.integers(0, 3),
    cpus_per_task=st.integers(0, 3),
    mem_per_node=st.integers(0, 80).map(lambda number: number * GIB),
    gpus_per_node=st.integers(0, 3),
    exclusive=st.booleans(),
)
_FREE = st.builds(
    lambda cpus, gpus, memory: [
        Free(replace(node, gpus=2), cpus, memory * GIB, list(range(gpus))) for node in DESCRIPTION.nodes
    ],
    st.integers(0, 4),
    st.integers(0, 2),
    st.integers(0, 64),
)


@given(_REQUESTS, _FREE)
def test_a_placement_never_takes_more_than_there_is(request: Request, nodes: list[Free]) -> None:
    shares = place(request, nodes)
    for share in shares or []:
        free = next(item for item in nodes if item.node.name == share.node)
        assert share.cpus <= free.cpus
        assert share.memory <= free.memory
        assert set(share.gpus) <= set(free.gpus)
        assert len(share.gpus) == request.gpus_per_node
        assert share.tasks * max(1, request.cpus_per_task) <= share.cpus
    if shares is not None:
        assert len(shares) >= request.min_nodes
        assert sum(share.tasks for share in shares) == (request.ntasks or max(1, request.ntasks_per_node) * len(shares))
        assert impossible(request, [free.node for free in nodes]) is None


def test_what_runs_is_not_free_and_what_waits_takes_nothing() -> None:
    job = Job(1, "n", "u", 0, "g", 0, Request("main"), "t", "/", "", "", "", 0.0)
    job.shares = [Share("127.0.0.1", 3, 1, [1], 2 * GIB), Share("no such node", 1, 1)]
    assert free_nodes(DESCRIPTION, [job])["127.0.0.1"].idle
    job.state = "RUNNING"
    free = free_nodes(DESCRIPTION, [job])["127.0.0.1"]
    assert (free.cpus, free.gpus, free.memory) == (1, [0], 62 * GIB)


def test_reasons_that_no_free_node_cures() -> None:
    partition = Partition("p", ["n"], max_time=60, max_nodes=1)
    assert standing_reason(Request("p", time_limit=60), partition) == ""
    assert standing_reason(Request("p", time_limit=61), partition) == "PartitionTimeLimit"
    assert standing_reason(Request("p", min_nodes=2, time_limit=1), partition) == "PartitionNodeLimit"


_SHARES = [Share("a", 2, 2), Share("b", 2, 2)]


@pytest.mark.parametrize(
    ("request_", "nodes"),
    [
        (StepRequest(), "a b"),
        (StepRequest(ntasks=4), "a a b b"),
        (StepRequest(ntasks=3), "a a b"),
        (StepRequest(ntasks=1), "a"),
        (StepRequest(nodelist=("b",)), "a b"),
        (StepRequest(ntasks=1, nodelist=("b",)), "b"),
        (StepRequest(nodes=1, nodelist=("b",)), "b"),
        (StepRequest(ntasks=3, ntasks_per_node=1), "a a b"),
        (StepRequest(ntasks=2, cpus_per_task=2), "a b"),
        (StepRequest(ntasks=6, overcommit=True), "a a a b b b"),
    ],
)
def test_layout_of_a_step(request_: StepRequest, nodes: str) -> None:
    layout = lay_out(request_, _SHARES)
    assert " ".join(task.share.node for task in layout.tasks) == nodes
    assert [task.rank for task in layout.tasks] == list(range(len(layout.tasks)))


@pytest.mark.parametrize(
    "request_",
    [StepRequest(ntasks=5), StepRequest(nodes=3), StepRequest(nodelist=("c",)), StepRequest(cpus_per_task=3)],
)
def test_steps_that_the_job_has_no_room_for(request_: StepRequest) -> None:
    with pytest.raises(CommandError, match="Unable to create step"):
        lay_out(request_, _SHARES)


def test_fewer_tasks_than_nodes_are_told() -> None:
    assert lay_out(StepRequest(ntasks=1), _SHARES).warning == "can't run 1 processes on 2 nodes, setting nnodes to 1"


def test_more_tasks_than_a_node_may_have_are_told() -> None:
    assert lay_out(StepRequest(ntasks=3, ntasks_per_node=1), _SHARES).warning.startswith(
        "can't honor --ntasks-per-node"
    )
    assert lay_out(StepRequest(ntasks=2, ntasks_per_node=1), _SHARES).warning == ""


def test_gres_of_a_node() -> None:
    assert Node("n", "n", 1, 1, "h100", 2).gres == "gpu:h100:2"
    assert Node("n", "n", 1, 1).gres == "(null)"

"""What jobs cost by the sites' own formulas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.domain.cost import cost
from llmtui.domain.formula import evaluate, names_in
from llmtui.domain.site import Billing
from llmtui.errors import RequestError


@pytest.mark.parametrize(
    ("placed", "amount", "unit"),
    [
        # One GPU for an hour, as the sites' pages work it out.
        ({"cluster": "puhti", "partition": "gpu"}, 60 + 10 + 8, "GPU BU"),
        ({"cluster": "mahti", "partition": "gpusmall"}, 100, "GPU BU"),
        ({"cluster": "mahti", "partition": "gpusmall-slice"}, 15, "GPU BU"),
        ({"cluster": "roihu", "partition": "gpumedium"}, 200, "GPU BU"),
        ({"cluster": "lumi", "partition": "small-g"}, 0.5, "GPU-hours (of a whole MI250X card)"),
        ({"cluster": "lumi", "partition": "standard-g"}, 4, "GPU-hours (of a whole MI250X card)"),
        ({"cluster": "leonardo", "partition": "boost_usr_prod"}, 8, "core-hours"),
        ({"cluster": "jupiter"}, 288, "core-hours"),
        ({"cluster": "isambard-ai"}, 0.25, "node-hours (NHR)"),
        ({"cluster": "snellius", "partition": "gpu_a100"}, 128, "SBU"),
        ({"cluster": "frontier", "partition": "batch"}, 1, "node-hours"),
        # More of it: the whole node, several nodes, whole nodes for a part, CPUs.
        ({"cluster": "puhti", "partition": "gpu", "nodes": 2, "gpus_per_node": 4}, 2 * (240 + 40 + 32), "GPU BU"),
        ({"cluster": "lumi", "partition": "standard-g", "nodes": 4}, 16, "GPU-hours (of a whole MI250X card)"),
        ({"cluster": "snellius", "partition": "gpu_a100", "nodes": 2, "gpus_per_node": 1}, 8 * 128, "SBU"),
        ({"cluster": "frontier", "partition": "batch", "nodes": 6}, 6, "node-hours"),
        ({"cluster": "roihu", "partition": "medium", "task": "inference"}, 288, "CPU BU"),
        ({"cluster": "roihu", "partition": "small", "task": "inference"}, max(0.75 * 384, 0.375 * 744), "CPU BU"),
        ({"cluster": "mahti", "partition": "test", "task": "inference"}, 100, "CPU BU"),
        ({"cluster": "lumi", "partition": "standard", "task": "inference"}, 128, "CPU-core-hours"),
        ({"cluster": "leonardo", "partition": "lrd_all_serial", "task": "inference"}, 0, "core-hours"),
    ],
)
def test_an_hour(placed: dict[str, Any], amount: float, unit: str) -> None:
    how: dict[str, Any] = {} if "task" in placed else {"method": "lora"}
    found = cost(plan(account="project_2001234", time="01:00:00", **how, **placed))
    assert found is not None
    assert found.amount == pytest.approx(amount)
    assert found.unit == unit


def test_a_task_a_gpu_has_the_same_cores() -> None:
    one, many = (plan(cluster="puhti", partition="gpu", gpus_per_node=4, launcher=way) for way in ("torchrun", "srun"))
    assert one.cpus_per_task != many.cpus_per_task
    assert cost(one) == cost(many)


def test_no_price_is_made_up() -> None:
    assert cost(plan(cluster="triton")) is None
    assert cost(plan(cluster="jean-zay", partition="h100")) is None
    assert cost(plan(cluster="local", model="EleutherAI/gpt-neo-1.3B")) is None
    known = plan(cluster="triton")
    billed = replace(known, cluster=replace(known.cluster, billing=Billing("BU", "gpus * hours")))
    assert cost(billed) == (0.25, "BU")
    # Triton's cores are not known, so a price that counts them is not either.
    by_core = replace(known, cluster=replace(known.cluster, billing=Billing("BU", "cores * hours")))
    assert cost(by_core) is None


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("gpus * hours", 8),
        ("-gpus + 5 * 2", 6),
        ("max(ceil(cores / 8), gpus, 1.5)", 4),
        ("min(gpus, cores) / nodes", 2),
        ("0", 0),
    ],
)
def test_arithmetic(formula: str, value: float) -> None:
    amounts = {"gpus": 4.0, "cores": 31.0, "hours": 2.0, "nodes": 2.0}
    assert evaluate(formula, amounts) == value


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('true')",
        "gpus.real",
        "[gpus]",
        "gpus if hours else 1",
        "lambda: 1",
        "max(*gpus)",
        "max(gpus)",
        "ceil(1, 2)",
        "max(gpus, key=1)",
        "True",
        "'x'",
        "gpus ** 9",
        "gpus << 9",
        "price",
        "max",
        "gpus +",
        "(" * 150 + "1" + ")" * 150,
        "gpus:=1",
        "\0",
    ],
)
def test_nothing_but_arithmetic_is_read(formula: str) -> None:
    with pytest.raises(RequestError):
        names_in(formula)
    with pytest.raises(RequestError):
        evaluate(formula, {"gpus": 1.0, "hours": 1.0})


def test_a_formula_without_a_value_says_so() -> None:
    with pytest.raises(RequestError, match="has no value here"):
        evaluate("1 / gpus", {"gpus": 0.0})

"""A smoke test is the same plan, shorter, on a partition for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.domain.resolve import resolve
from llmtui.domain.smoke import smoke_spec
from llmtui.errors import RequestError

_PUHTI: dict[str, Any] = {"cluster": "puhti", "account": "project_2001234", "partition": "gpu"}


def test_it_is_the_same_plan_for_two_steps() -> None:
    job = plan("a" * 80, **_PUHTI, nodes=2, gpus_per_node=4, sharding="fsdp", time="1-00:00:00", max_requeues=3)
    spec = smoke_spec(job)
    found = resolve(spec, job.model, job.cluster)
    assert (spec.training.max_steps, spec.training.logging_steps, spec.placement.max_requeues) == (2, 1, 0)
    assert (found.partition.name, found.time_s) == ("gputest", 900)
    for name in ("nodes", "gpus_per_node", "processes_per_node", "launcher", "sharding", "global_batch_size", "method"):
        assert getattr(found, name) == getattr(job, name), name
    assert spec.name == "a" * 74 + "-smoke"


def test_it_is_never_longer_than_the_job_or_the_partition() -> None:
    assert smoke_spec(plan(**_PUHTI, time="00:05:00")).placement.time == "00:05:00"


def test_what_the_queue_of_the_job_has_for_itself_stays_behind() -> None:
    spec = smoke_spec(plan(**_PUHTI, qos="long", reservation="course", constraint="nvme"))
    assert (spec.placement.qos, spec.placement.reservation, spec.placement.constraint) == (None, None, "nvme")


def test_a_test_partition_that_is_too_small_is_named_with_what_it_takes() -> None:
    with pytest.raises(RequestError) as caught:
        smoke_spec(plan(**_PUHTI, nodes=3, gpus_per_node=4))
    assert "partition gputest takes 1 to 2" in caught.value.message
    assert caught.value.field == "placement.nodes"
    assert "up to 2 nodes" in caught.value.hint


def test_without_a_test_partition_there_is_no_smoke_test() -> None:
    job = plan(**_PUHTI)
    bare = replace(job.cluster, partitions=tuple(replace(each, test=False) for each in job.cluster.partitions))
    with pytest.raises(RequestError, match="no partition of puhti is known to be for tests"):
        smoke_spec(replace(job, cluster=bare))


def test_other_gpus_say_nothing_of_the_memory() -> None:
    job = plan(**_PUHTI)
    other = replace(job.partition.gpu, name="other", title="Other GPU") if job.partition.gpu else None
    changed = tuple(replace(each, gpu=other) if each.test else each for each in job.cluster.partitions)
    with pytest.raises(RequestError, match="Other GPU"):
        smoke_spec(replace(job, cluster=replace(job.cluster, partitions=changed)))


@pytest.mark.parametrize("asked", [{"task": "inference"}, {"task": "script", "command": "python3 train.py"}])
def test_only_training_has_steps_to_limit(asked: dict[str, Any]) -> None:
    with pytest.raises(RequestError) as caught:
        smoke_spec(plan(**_PUHTI, **asked))
    assert caught.value.field == "task"


def test_on_this_machine_every_queue_will_do() -> None:
    spec = smoke_spec(plan(cluster="local", partition="multi", nodes=2, processes_per_node=2))
    assert (spec.placement.partition, spec.placement.nodes) == ("multi", 2)

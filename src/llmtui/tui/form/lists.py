"""Reads what a field's list offers; runs in a thread, because catalogues and estimates take their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.job import JobSpec
from ...errors import UnknownNameError
from ..messages import ListRead
from .choices import cluster_choices, model_choices, partition_choices

if TYPE_CHECKING:
    from ...domain.cluster import Cluster
    from ...services.session import Session

TITLES = {
    "model": "Model: size, family, licence, and whether this job would fit",
    "placement.cluster": "Cluster",
    "placement.partition": "Partition: hardware and limits",
}
#: What else may be typed into a list, by field; fields that are not here take only what is listed.
FREE = {"model": "a folder, cluster:/PATH, a hub id or job:NAME can be typed"}


def read_list(session: Session, key: str, spec: JobSpec) -> ListRead:
    """Entries for the list behind `key`, with the job in `spec`. Raises LlmtuiError."""
    if key == "model":
        return ListRead(key, tuple(model_choices(session.models(), spec, _cluster(session, spec), spec.model)))
    if key == "placement.cluster":
        return ListRead(key, tuple(cluster_choices(session.clusters())))
    return ListRead(key, tuple(partition_choices(session.cluster(spec.placement.cluster))))


def _cluster(session: Session, spec: JobSpec) -> Cluster | None:
    """The cluster of the form; None where its name is wrong, which the form says elsewhere."""
    try:
        return session.cluster(spec.placement.cluster)
    except UnknownNameError:
        return None

"""JSON Schemas of the files that people write, for editors: assets/cluster.schema.json and assets/job.schema.json."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from ..domain.job import JobSpec
from .clusterkeys import ClusterFile
from .gpus import load_gpus

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Keys that a file need not repeat when it extends a shipped cluster.
_WITHOUT_EXTENDS = ["title", "default_partition", "partitions"]


def cluster_schema() -> dict[str, object]:
    """The schema of a cluster file; its patterns are those that are checked."""
    schema = _plain(ClusterFile.model_json_schema())
    schema["required"] = ["name"]
    schema["anyOf"] = [{"required": ["extends"]}, {"required": _WITHOUT_EXTENDS}]
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    # The names of GPUs are the catalogue's; an editor offers them.
    definitions["PartitionEntry"]["properties"]["gpu"]["anyOf"][0]["enum"] = list(load_gpus())
    return {"$schema": _DIALECT, "title": "llmtui cluster file", **schema}


def job_schema() -> dict[str, object]:
    """The schema of a job file. Time may be a bare number of minutes, and a group may be left empty."""
    schema = _plain(TypeAdapter(JobSpec).json_schema())
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    for definition in [*definitions.values(), schema]:
        definition["additionalProperties"] = False
    time = definitions["Placement"]["properties"]["time"]
    time["type"] = ["string", "integer"]
    schema["required"] = ["version", "name", "task", "model"]
    return {"$schema": _DIALECT, "title": "llmtui job file", **schema}


def _plain(schema: Mapping[str, object]) -> dict[str, object]:
    """Without the titles that pydantic makes up from the keys."""
    plain: dict[str, object] = {}
    for key, value in schema.items():
        if key == "title" and isinstance(value, str):
            continue
        if key in ("properties", "$defs") and isinstance(value, Mapping):
            plain[key] = {name: _plain(inner) for name, inner in value.items()}
        elif isinstance(value, Mapping):
            plain[key] = _plain(value)
        elif isinstance(value, list):
            plain[key] = [_plain(each) if isinstance(each, Mapping) else each for each in value]
        else:
            plain[key] = value
    return plain

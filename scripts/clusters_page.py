"""Write the tables of docs/clusters.md and the schemas in assets/ from the cluster files and their keys.

python scripts/clusters_page.py            # says what is out of date
python scripts/clusters_page.py --write    # writes it
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from llmtui.catalog.clusters import load_clusters
from llmtui.catalog.schemas import cluster_schema, job_schema
from llmtui.domain.cluster import Cluster
from llmtui.domain.machine import Machine
from llmtui.units import GIB

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "clusters.md"
_DATE = re.compile(r"\b20[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b")
#: The groups of keys, in the order of the page: heading and name in the schema ("" is the file itself).
_GROUPS = (
    ("The file", ""),
    ("`partitions`", "PartitionEntry"),
    ("A step of `max_time`", "TimeEntry"),
    ("`gpus`", "GpuEntry"),
    ("`software`", "SoftwareEntry"),
    ("`container`", "ContainerEntry"),
    ("`launch`", "LaunchEntry"),
    ("`auth`", "AuthEntry"),
    ("`storage`", "StorageEntry"),
    ("`billing`", "BillingEntry"),
)


def outputs() -> dict[Path, str]:
    """Every file that is made from the code, and what it should hold."""
    made = {
        ROOT / "assets" / "cluster.schema.json": _json(cluster_schema()),
        ROOT / "assets" / "job.schema.json": _json(job_schema()),
    }
    text = PAGE.read_text(encoding="utf-8")
    for name, table in (("clusters", clusters_table()), ("keys", keys_tables())):
        begin, end = f"<!-- {name}: written by scripts/clusters_page.py -->\n", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    made[PAGE] = text
    return made


def _json(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def clusters_table() -> str:
    """One row a cluster: status, GPUs, and the newest and oldest date among its sources."""
    rows = ["| cluster | status | GPUs | sources from | to | not known |", "|---|---|---|---|---|---|"]
    for cluster in shipped():
        gpus = dict.fromkeys(partition.gpu.name for partition in cluster.partitions if partition.gpu)
        dates = sorted(_dates(cluster))
        since, until = (dates[0], dates[-1]) if dates else ("", "")
        status = f"{cluster.status}, now {cluster.successor}" if cluster.successor else cluster.status
        missing = "; ".join(cluster.unknown)
        rows.append(f"| `{cluster.name}` | {status} | {', '.join(gpus)} | {since} | {until} | {missing} |")
    return "\n".join(rows) + "\n"


def shipped() -> tuple[Cluster, ...]:
    """The shipped clusters but the embedded one, in the app's order."""
    found = load_clusters(Machine("here", 1, GIB), state_dir=Path("/state"))
    return tuple(cluster for cluster in found if not cluster.embedded)


def _dates(cluster: Cluster) -> Iterator[str]:
    cited = [*cluster.sources.values(), *(partition.source for partition in cluster.partitions)]
    cited += [software.source for software in cluster.software]
    cited += [store.source for store in cluster.storage]
    cited.append(cluster.launch.source)
    cited.append(cluster.auth.source if cluster.auth else "")
    cited.append(cluster.billing.source if cluster.billing else "")
    for source in cited:
        yield from _DATE.findall(source)


def keys_tables() -> str:
    """A table a group of keys: key, what may stand there, what it means."""
    schema: Any = cluster_schema()
    return "\n".join(_keys_table(heading, schema["$defs"][name] if name else schema) for heading, name in _GROUPS)


def _keys_table(heading: str, group: Mapping[str, Any]) -> str:
    rows = [f"### {heading}", "", "| key | value | meaning |", "|---|---|---|"]
    for key, about in group["properties"].items():
        needed = " (needed)" if key in group.get("required", ()) else ""
        rows.append(f"| `{key}`{needed} | {_kind(about)} | {about.get('description', '')} |")
    return "\n".join(rows) + "\n"


def _kind(about: Mapping[str, Any]) -> str:
    """What may stand there, in a word or two."""
    if "examples" in about:
        return " or ".join(f"`{example}`" for example in about["examples"])
    if "enum" in about:
        return "a GPU's name" if len(about["enum"]) > 8 else ", ".join(f"`{word}`" for word in about["enum"])
    if "anyOf" in about:
        kinds = dict.fromkeys(_kind(each) for each in about["anyOf"] if each.get("type") != "null")
        return " or ".join(kinds)
    if about.get("type") == "array":
        return f"list of {_kind(about['items'])}"
    if "$ref" in about:
        return "group of keys"
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return words.get(about.get("type", ""), "group of keys")


def main() -> int:
    """Exit 1 when something is out of date and --write was not given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    stale = [path for path, text in outputs().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{'written' if write else 'out of date'}: {path.relative_to(ROOT)}", file=sys.stderr)
        if write:
            path.write_text(outputs()[path], encoding="utf-8")
    return 1 if stale and not write else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""All that is known of one cluster, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..units import format_bytes, format_gib, format_time_limit, group_digits
from .output import print_facts, print_table

if TYPE_CHECKING:
    from ..domain.cluster import Cluster, Partition
    from ..domain.site import Auth, Billing, Software, Storage

#: How many nodes or seconds, where the site does not say.
_UNKNOWN = "?"


def print_cluster(cluster: Cluster) -> None:
    """Facts, partitions, storage, then what is not known, what to know besides, and where it all is from."""
    print_facts([*_about(cluster), *_login(cluster.auth), *_environment(cluster), *_software(cluster.software)])
    print()
    print_partitions(cluster)
    _print_storage(cluster.storage)
    print()
    print_facts(
        [
            *[(f"about {partition.name}", text) for partition in cluster.partitions for text in _besides(partition)],
            *[("not known", text) for text in cluster.unknown],
            *[("note", note) for note in cluster.notes],
            *_sources(cluster),
        ]
    )


def print_partitions(cluster: Cluster) -> None:
    """One row a partition."""
    heads = ("partition", "time limit", "nodes", "GPU", "a node", "GiB", "cores", "purpose")
    print_table(heads, [_partition_row(partition) for partition in cluster.partitions], right=(4, 5, 6))


def _about(cluster: Cluster) -> list[tuple[str, str]]:
    status = f"{cluster.status} ({cluster.status_note})" if cluster.status_note else cluster.status
    return [
        ("cluster", cluster.title),
        ("status", status),
        ("successor", cluster.successor or ""),
        ("architecture", cluster.arch),
        ("Slurm", cluster.slurm_version or ""),
        ("Slurm's name", cluster.slurm_cluster_name or ""),
        ("login host", cluster.login_host or ""),
        ("login hosts", ", ".join(cluster.login_hosts)),
        ("jump host", cluster.jump_host or ""),
        ("user names", cluster.user_format),
        *[("host key", key) for key in cluster.host_keys],
        ("account", _account(cluster)),
    ]


def _account(cluster: Cluster) -> str:
    words = {True: "needed", False: "not needed", None: ""}[cluster.account_required]
    example = f"for example {cluster.account_example}" if cluster.account_example else ""
    return ", ".join(text for text in (words, example) if text)


def _login(auth: Auth | None) -> list[tuple[str, str]]:
    if auth is None:
        return []
    life = "" if auth.lifetime_h is None else f"{auth.lifetime_h} hours"
    return [
        ("login by", ", ".join(auth.methods)),
        ("certificate", " in ".join(text for text in (life, auth.certificate_file or "") if text)),
        ("renew by", auth.renew),
        ("login note", auth.note),
    ]


def _environment(cluster: Cluster) -> list[tuple[str, str]]:
    return [
        ("run folders", cluster.run_root or "not known; set run_root in a file of your own"),
        ("HF_HOME", cluster.hf_home or ""),
        ("quota there", "" if cluster.disk_quota_bytes is None else format_bytes(cluster.disk_quota_bytes)),
        ("quotas by", cluster.quota_command),
        ("internet", _internet(cluster)),
        ("downloads", cluster.download),
        ("download jobs on", cluster.download_partition or ""),
        ("network", cluster.interconnect),
        *[("variable", f"{name}={value}") for name, value in cluster.env.items()],
        *[("between nodes", f"{name}={value}") for name, value in cluster.network_env.items()],
        ("GPUs by", " ".join(cluster.gpu_request)),
        ("memory by", {"none": "", "mem": "--mem", "mem-per-gpu": "--mem-per-gpu"}[cluster.memory_request]),
        ("launcher", cluster.launch.launcher or ""),
        ("CPU binding", cluster.launch.cpu_bind),
        *_billing("price", cluster.billing),
        ("queue asked", "" if cluster.embedded else f"every {cluster.min_poll_seconds} s at most"),
    ]


def _internet(cluster: Cluster) -> str:
    found = (("login nodes", cluster.internet_on_login), ("compute nodes", cluster.internet_on_compute))
    return ", ".join(f"{name}: {word}" for name, word in found if word is not None)


def _billing(name: str, billing: Billing | None) -> list[tuple[str, str]]:
    if billing is None:
        return []
    formula = f"{billing.formula}, in {billing.unit}" if billing.formula else f"in {billing.unit}"
    return [(name, formula), (f"{name} note", billing.note)]


def _software(found: tuple[Software, ...]) -> list[tuple[str, str]]:
    rows = []
    for software in found:
        versions = ", ".join(f"{name} {version}" for name, version in software.versions.items())
        what = software.container.image if software.container else "; ".join(software.setup)
        rows.append((f"software {software.name}", ", ".join(text for text in (what, versions, software.note) if text)))
    return rows


def _partition_row(partition: Partition) -> tuple[str, ...]:
    most = _UNKNOWN if partition.max_nodes is None else str(partition.max_nodes)
    gpu = partition.gpu
    return (
        partition.name,
        _time(partition),
        f"{partition.min_nodes}-{most}",
        gpu.title if gpu else f"{_UNKNOWN} ({partition.gres_type})" if partition.gres_type else "none",
        str(partition.gpus_per_node),
        format_gib(gpu.capacity_bytes) if gpu else "",
        _UNKNOWN if partition.cpus_per_node is None else str(partition.cpus_per_node),
        partition.purpose,
    )


def _time(partition: Partition) -> str:
    if partition.max_time_s is None:
        return _UNKNOWN
    most = format_time_limit(partition.max_time_s)
    return f"up to {most}" if partition.times else most


def _besides(partition: Partition) -> list[str]:
    """What the table has no column for."""
    named = partition.slurm_partition == partition.name
    way = (
        "" if named else f"partition {partition.slurm_partition}" if partition.slurm_partition else "no --partition",
        f"QOS {partition.qos}" if partition.qos else "",
        f"constraint {partition.constraint}" if partition.constraint else "",
        f"architecture {partition.arch}" if partition.arch else "",
        f"login by {partition.login_host}" if partition.login_host else "",
        "whole nodes" if partition.whole_nodes else "",
        _range("GPUs", partition.min_gpus, partition.max_gpus),
        f"{partition.cpus_per_gpu} cores a GPU{', exactly' if partition.cpus_exact else ''}"
        if partition.cpus_per_gpu
        else "",
        f"{format_gib(partition.memory_per_gpu_bytes)} GiB host memory a GPU" if partition.memory_per_gpu_bytes else "",
        f"{format_gib(partition.memory_per_node_bytes)} GiB a node" if partition.memory_per_node_bytes else "",
        f"without --time {format_time_limit(partition.default_time_s)}" if partition.default_time_s else "",
    )
    steps = [
        f"{format_time_limit(step.max_time_s)} up to {step.max_nodes or 'any number of'} nodes"
        for step in partition.times
    ]
    prices = [text for _, text in _billing("price", partition.billing) if text]
    lines = [", ".join(text for text in way if text), "; ".join(steps), "; ".join(prices), partition.note]
    return [line for line in lines if line]


def _range(what: str, least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return ""
    return f"{least or 1} to {most} {what} a job" if most is not None else f"at least {least} {what} a job"


def _print_storage(found: tuple[Storage, ...]) -> None:
    if not found:
        return
    rows = [
        (
            store.name,
            store.path,
            "" if store.quota_bytes is None else format_bytes(store.quota_bytes),
            "" if store.files is None else group_digits(store.files),
            "" if store.purge_days is None else str(store.purge_days),
            store.note,
        )
        for store in found
    ]
    print()
    print_table(("storage", "path", "quota", "files", "days kept", "note"), rows, right=(2, 3, 4))


def _sources(cluster: Cluster) -> list[tuple[str, str]]:
    """Each document once, with what it is the source of."""
    cited: dict[str, list[str]] = {}
    own = [(f"partition {partition.name}", partition.source) for partition in cluster.partitions]
    own += [(f"price of {each.name}", each.billing.source) for each in cluster.partitions if each.billing]
    own += [(f"software {software.name}", software.source) for software in cluster.software]
    own += [(f"storage {store.name}", store.source) for store in cluster.storage]
    own += [("launch", cluster.launch.source)]
    own += [(name, group.source) for name, group in (("auth", cluster.auth), ("price", cluster.billing)) if group]
    for name, source in [*cluster.sources.items(), *own]:
        for page in source.split("; ") if source else ():
            cited.setdefault(page, []).append(name)
    return [("source", f"{page}: {', '.join(dict.fromkeys(names))}") for page, names in cited.items()]

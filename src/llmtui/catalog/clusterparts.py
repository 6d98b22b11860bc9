"""The checked keys of a cluster file as domain data."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.cluster import Cluster, Gpu, Partition, TimeByNodes
from ..domain.site import Auth, Billing, Container, LaunchHints, Software, Storage
from .clusterkeys import BillingEntry, ClusterFile, PartitionEntry, SoftwareEntry, Source, TimeEntry
from .gpus import load_gpus


def cluster_of(file: ClusterFile) -> Cluster:
    """The cluster that a file without contradictions describes."""
    return Cluster(
        name=file.name,
        title=file.title,
        status=file.status,
        successor=file.successor,
        status_note=file.status_note,
        arch=file.arch,
        login_host=file.login_host,
        login_hosts=tuple(file.login_hosts),
        jump_host=file.jump_host,
        user_format=file.user_format,
        host_keys=tuple(file.host_keys),
        auth=_auth(file),
        slurm_cluster_name=file.slurm_cluster_name,
        slurm_version=file.slurm_version,
        account_required=file.account_required,
        account_example=file.account_example,
        partitions=tuple(_partition(file, entry) for entry in file.partitions),
        default_partition=file.default_partition,
        gpu_request=tuple(file.gpu_request),
        memory_request=file.memory_request,
        software=tuple(_software(file, entry) for entry in file.software),
        launch=_launch(file),
        run_root=file.run_root or "",
        hf_home=file.hf_home,
        env=file.env,
        network_env=file.network_env,
        interconnect=file.interconnect,
        internet_on_login=file.internet_on_login,
        internet_on_compute=file.internet_on_compute,
        download=file.download,
        download_partition=file.download_partition,
        storage=_storage(file),
        quota_command=file.quota_command,
        billing=_billing(file, file.billing),
        min_poll_seconds=file.min_poll_seconds,
        embedded=file.embedded,
        disk_quota_bytes=file.disk_quota,
        unknown=tuple(file.unknown),
        notes=tuple(file.notes),
        sources={key: _cited(file, source) for key, source in file.sources.items()},
    )


def gpus_of(file: ClusterFile) -> Mapping[str, Gpu]:
    """The GPUs that the file's partitions may name: the catalogue's, and its own before those."""
    return {**load_gpus(), **{entry.name: entry.gpu() for entry in file.gpus}}


def _cited(file: ClusterFile, source: Source) -> str:
    return source if isinstance(source, str) else "; ".join(file.pages[page] for page in source)


def _partition(file: ClusterFile, entry: PartitionEntry) -> Partition:
    times = entry.max_time if isinstance(entry.max_time, list) else []
    longest = max((each.max_time for each in times), default=None)
    return Partition(
        name=entry.name,
        slurm_partition=entry.partition if "partition" in entry.model_fields_set else entry.name,
        qos=entry.qos,
        constraint=entry.constraint,
        max_time_s=entry.max_time if isinstance(entry.max_time, int) else longest,
        times=tuple(_time(each) for each in times),
        default_time_s=entry.default_time,
        min_nodes=entry.min_nodes,
        max_nodes=entry.max_nodes,
        gpu=gpus_of(file)[entry.gpu] if entry.gpu is not None else None,
        gres_type=entry.gres_type,
        gpu_request=None if entry.gpu_request is None else tuple(entry.gpu_request),
        gpus_per_node=entry.gpus_per_node,
        min_gpus=entry.min_gpus,
        max_gpus=entry.max_gpus,
        whole_nodes=entry.whole_nodes,
        cpus_per_node=entry.cpus_per_node,
        cpus_per_gpu=entry.cpus_per_gpu,
        cpus_exact=entry.cpus_exact,
        memory_per_node_bytes=entry.memory_per_node,
        memory_per_gpu_bytes=entry.memory_per_gpu,
        arch=entry.arch,
        login_host=entry.login_host,
        memory_request=entry.memory_request,
        billing=_billing(file, entry.billing),
        test=entry.test,
        purpose=entry.purpose,
        note=entry.note,
        source=_cited(file, entry.source),
    )


def _time(entry: TimeEntry) -> TimeByNodes:
    return TimeByNodes(entry.max_nodes, entry.max_time)


def _software(file: ClusterFile, entry: SoftwareEntry) -> Software:
    box = entry.container
    return Software(
        name=entry.name,
        setup=tuple(entry.setup),
        container=None if box is None else Container(box.image, box.run, tuple(box.binds)),
        srun_options=tuple(entry.srun_options),
        torchrun_options=tuple(entry.torchrun_options),
        env=entry.env,
        versions=entry.versions,
        arch=entry.arch,
        note=entry.note,
        source=_cited(file, entry.source),
    )


def _auth(file: ClusterFile) -> Auth | None:
    auth = file.auth
    if auth is None:
        return None
    return Auth(
        tuple(auth.methods),
        auth.lifetime_h,
        auth.certificate_file,
        auth.renew,
        auth.note,
        _cited(file, auth.source),
    )


def _billing(file: ClusterFile, billing: BillingEntry | None) -> Billing | None:
    if billing is None:
        return None
    return Billing(billing.unit, billing.formula, billing.note, _cited(file, billing.source))


def _launch(file: ClusterFile) -> LaunchHints:
    launch = file.launch
    return LaunchHints(
        launcher=launch.launcher,
        srun_options=tuple(launch.srun_options),
        task_per_gpu=tuple(launch.task_per_gpu),
        cpu_bind=launch.cpu_bind,
        host_suffix=launch.host_suffix,
        source=_cited(file, launch.source),
    )


def _storage(file: ClusterFile) -> tuple[Storage, ...]:
    return tuple(
        Storage(
            entry.name,
            entry.path or "",
            entry.quota,
            entry.files,
            entry.purge_days,
            entry.note,
            _cited(file, entry.source),
        )
        for entry in file.storage
    )

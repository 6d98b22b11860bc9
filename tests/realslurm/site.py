"""What a Slurm consists of: nodes, their GPUs, partitions; and the text of its configuration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """`gres` as in slurm.conf, for example gpu:v100:4, or empty; memory in MiB."""

    name: str
    cpus: int
    memory_mib: int
    gres: str = ""

    @property
    def gpus(self) -> int:
        """How many GPUs the node says that it has."""
        return int(self.gres.rpartition(":")[2]) if self.gres else 0


@dataclass(frozen=True)
class Partition:
    """`options` are further words of its line, for example MaxNodes=2."""

    name: str
    nodes: Sequence[str]
    max_time: str = "1-00:00:00"
    options: str = ""


@dataclass(frozen=True)
class Site:
    """`options` are further lines of slurm.conf; with `accounts` there is a database of them, and sacct works."""

    name: str
    nodes: Sequence[Node]
    partitions: Sequence[Partition]
    options: Sequence[str] = ()
    accounts: Sequence[str] = ()

    @property
    def accounting(self) -> bool:
        """Whether there is a database."""
        return bool(self.accounts)


@dataclass(frozen=True)
class Place:
    """Where one Slurm runs: a short folder (a socket's path has at most 107 bytes), who runs it, and free ports."""

    folder: str
    user: str
    host: str
    ports: Sequence[int]
    cgroups: bool

    @property
    def socket(self) -> str:
        """munge's."""
        return f"{self.folder}/munge/socket"


def slurm_conf(site: Site, place: Place) -> str:
    """slurm.conf: everything on this host, each node on a port of its own."""
    folder, ports = place.folder, list(place.ports)
    lines = [
        f"ClusterName={site.name}",
        f"SlurmctldHost={place.host}(127.0.0.1)",
        f"SlurmctldPort={ports.pop(0)}",
        f"SlurmUser={place.user}",
        f"SlurmdUser={place.user}",
        "AuthType=auth/munge",
        f"AuthInfo=socket={place.socket}",
        f"StateSaveLocation={folder}/state",
        f"SlurmdSpoolDir={folder}/spool/%n",
        f"SlurmctldPidFile={folder}/ctld.pid",
        f"SlurmdPidFile={folder}/d-%n.pid",
        f"SlurmctldLogFile={folder}/slurmctld.log",
        f"SlurmdLogFile={folder}/slurmd-%n.log",
        f"ProctrackType=proctrack/{'cgroup' if place.cgroups else 'linuxproc'}",
        f"TaskPlugin=task/{'cgroup' if place.cgroups else 'none'}",
        "JobAcctGatherType=jobacct_gather/linux",
        "JobAcctGatherFrequency=task=1",
        # A machine with two cores stands for nodes with hundreds.
        "SlurmdParameters=config_overrides",
        "SelectType=select/cons_tres",
        "ReturnToService=2",
        "MpiDefault=none",
        "GresTypes=gpu",
        "KillWait=5",
        "SchedulerParameters=bf_interval=1,sched_min_interval=100000",
        *site.options,
    ]
    if site.accounting:
        lines += [
            "AccountingStorageType=accounting_storage/slurmdbd",
            "AccountingStorageHost=127.0.0.1",
            f"AccountingStoragePort={ports.pop(0)}",
            f"AccountingStoragePass={place.socket}",
        ]
        ports.pop(0)  # the database's own
    lines += [_node(node, place.host, port) for node, port in zip(site.nodes, ports, strict=False)]
    lines += [_partition(partition, first=index == 0) for index, partition in enumerate(site.partitions)]
    return "\n".join(lines) + "\n"


def _node(node: Node, host: str, port: int) -> str:
    gres = f" Gres={node.gres}" if node.gres else ""
    return (
        f"NodeName={node.name} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} "
        f"CPUs={node.cpus} RealMemory={node.memory_mib}{gres} State=UNKNOWN"
    )


def _partition(partition: Partition, *, first: bool) -> str:
    default = "YES" if first else "NO"
    nodes = ",".join(partition.nodes)
    words = f"PartitionName={partition.name} Nodes={nodes} Default={default} MaxTime={partition.max_time} State=UP"
    return f"{words} {partition.options}".rstrip()


def gres_conf(site: Site, devices: Sequence[str]) -> str:
    """gres.conf: distinct character devices stand for GPUs, since Slurm counts nothing else as one."""
    lines = []
    for node in site.nodes:
        if node.gres:
            kind = node.gres.split(":")[1]
            # Which variable tells a task its GPUs depends on who made them.
            vendor = "amd" if kind.startswith("mi") else "nvidia"
            files = ",".join(devices[: node.gpus])
            lines.append(f"NodeName={node.name} Name=gpu Type={kind} File={files} Flags={vendor}_gpu_env")
    return "\n".join(lines) + "\n"


def cgroup_conf(place: Place) -> str:
    """cgroup.conf for jobs that are held to their memory."""
    return "ConstrainRAMSpace=yes\nConstrainSwapSpace=yes\n" if place.cgroups else ""


def slurmdbd_conf(place: Place) -> str:
    """slurmdbd.conf; the ports are the controller's, slurmdbd's and the database's."""
    return "\n".join(
        [
            "AuthType=auth/munge",
            f"AuthInfo=socket={place.socket}",
            f"DbdHost={place.host}",
            "DbdAddr=127.0.0.1",
            f"DbdPort={place.ports[1]}",
            f"SlurmUser={place.user}",
            f"LogFile={place.folder}/slurmdbd.log",
            f"PidFile={place.folder}/dbd.pid",
            "StorageType=accounting_storage/mysql",
            "StorageHost=127.0.0.1",
            f"StoragePort={place.ports[2]}",
            f"StorageUser={place.user}",
            "StorageLoc=slurm",
            "",
        ]
    )

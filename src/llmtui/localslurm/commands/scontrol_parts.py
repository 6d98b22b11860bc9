"""What scontrol says of nodes, partitions and the configuration (layouts of 24.11)."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ...units import format_time_limit
from ..arrays import MAX_ARRAY_SIZE
from ..controller import KILL_WAIT_S, MIN_JOB_AGE_S
from ..dispatch import VERSION
from ..hostlist import compress
from ..job import Job
from ..nodes import Description, Node, Partition
from ..placement import free_nodes
from ..sizes import MIB
from ..times import timestamp


def node_text(node: Node, description: Description, jobs: Iterable[Job]) -> str:
    """One node and what is taken of it."""
    free = free_nodes(description, jobs)[node.name]
    used, gpus, size = node.cpus - free.cpus, node.gpus - len(free.gpus), (node.real_memory - free.memory) // MIB
    partitions = ",".join(item.name for item in description.partitions if node.name in item.nodes)
    lines = [
        f"NodeName={node.name} Arch={os.uname().machine} CoresPerSocket={node.cpus}",
        f"CPUAlloc={used} CPUEfctv={node.cpus} CPUTot={node.cpus}",
        f"Gres={node.gres}",
        f"NodeAddr={node.address} NodeHostName={description.host} Version={VERSION}",
        f"RealMemory={node.real_memory // MIB} AllocMem={size} Sockets=1 Boards=1",
        f"State={node_state(node, used).upper()} ThreadsPerCore=1 TmpDisk=0 Weight=1 Owner=N/A MCS_label=N/A",
        f"Partitions={partitions}",
        f"CfgTRES=cpu={node.cpus},mem={node.real_memory // MIB}M,billing={node.cpus}{_gpus(node, node.gpus)}",
        f"AllocTRES=cpu={used}{_gpus(node, gpus)}" if used else "AllocTRES=",
    ]
    return "\n   ".join(lines)


def node_state(node: Node, used: int) -> str:
    """sinfo's long state word for a node with so many CPUs taken."""
    return "idle" if not used else "allocated" if used >= node.cpus else "mixed"


def partition_text(partition: Partition, description: Description) -> str:
    """One partition."""
    nodes = description.members(partition)
    cpus, size = sum(node.cpus for node in nodes), sum(node.real_memory for node in nodes) // MIB
    lines = [
        f"PartitionName={partition.name}",
        f"AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL AllocNodes=ALL Default={_yes(partition.default)} QoS=N/A",
        "DefaultTime=NONE DisableRootJobs=NO ExclusiveUser=NO GraceTime=0 Hidden=NO",
        f"MaxNodes={partition.max_nodes or 'UNLIMITED'} MaxTime={format_time_limit(partition.max_time)} MinNodes=0 "
        "LLN=NO MaxCPUsPerNode=UNLIMITED",
        f"Nodes={compress(partition.nodes)}",
        "PriorityJobFactor=1 PriorityTier=1 RootOnly=NO ReqResv=NO OverSubscribe=NO",
        f"OverTimeLimit=NONE PreemptMode=OFF State=UP TotalCPUs={cpus} TotalNodes={len(nodes)}",
        "JobDefaults=(null) DefMemPerNode=UNLIMITED MaxMemPerNode=UNLIMITED",
        f"TRES=cpu={cpus},mem={size}M,node={len(nodes)},billing={cpus}",
    ]
    return "\n   ".join(lines)


def config_text(description: Description, folder: str, now: float) -> str:
    """The settings that somebody may look up, one a line as Slurm prints them."""
    values = {
        "ClusterName": description.cluster,
        "JobRequeue": "0",
        "KillWait": f"{KILL_WAIT_S} sec",
        "MaxArraySize": str(MAX_ARRAY_SIZE),
        "MessageTimeout": "10 sec",
        "MinJobAge": f"{MIN_JOB_AGE_S} sec",
        "PriorityType": "priority/basic",
        "SchedulerType": "sched/builtin",
        "SelectType": "select/cons_tres",
        "SLURM_VERSION": VERSION,
        "SlurmctldHost[0]": description.host,
        "StateSaveLocation": folder,
    }
    lines = [f"Configuration data as of {timestamp(now)}"]
    return "\n".join(lines + [f"{name:<23} = {value}" for name, value in values.items()])


def _gpus(node: Node, count: int) -> str:
    return f",gres/gpu={count},gres/gpu:{node.gpu_type}={count}" if count else ""


def _yes(value: bool) -> str:
    return "YES" if value else "NO"

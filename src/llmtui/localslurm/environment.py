"""The environment of batch scripts and tasks (sbatch and srun manuals, OUTPUT ENVIRONMENT VARIABLES)."""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping

from .hostlist import compress, counts
from .job import Job, Share
from .launch import STATE_VARIABLE, bin_folder
from .nodes import Description
from .processes import MARK
from .sizes import MIB

_LOGIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def exported(export: str, environment: Mapping[str, str]) -> dict[str, str]:
    """What --export lets through: ALL, NONE (nothing but SLURM_ variables), or names and NAME=VALUE pairs."""
    words = [word for word in export.split(",") if word]
    upper = [word.upper() for word in words]
    if "ALL" in upper or not words:
        kept = dict(environment)
    else:
        kept = {name: value for name, value in environment.items() if name.startswith("SLURM_")}
    for word in words:
        name, equals, value = word.partition("=")
        if equals:
            kept[name] = value
        elif name in environment and name.upper() not in ("ALL", "NONE", "NIL"):
            kept[name] = environment[name]
    return kept


def submitted(export: str, environment: Mapping[str, str], state: str) -> dict[str, str]:
    """The part of a batch script's environment that is settled at submission.

    Without ALL a real cluster takes the rest from a login shell; here it is what a login sets at the least.
    """
    kept = exported(export, environment)
    if "ALL" not in export.upper().split(","):
        kept = {**_login(environment), **kept, "SLURM_EXPORT_ENV": export}
    for name in (STATE_VARIABLE, MARK):
        kept.pop(name, None)
    folder = bin_folder(state)
    if folder not in kept.get("PATH", "").split(os.pathsep):
        kept["PATH"] = os.pathsep.join([folder, kept.get("PATH") or _LOGIN_PATH])
    kept["SLURM_SUBMIT_DIR"] = os.getcwd()
    kept["SLURM_SUBMIT_HOST"] = os.uname().nodename
    return kept


def job_variables(job: Job, description: Description) -> dict[str, str]:
    """Everything about the job as a whole; the same in the script and in its tasks."""
    request, nodes = job.request, compress(job.nodes)
    end = "" if job.start_time is None else str(int(job.start_time + (request.time_limit or 0)))
    values = {
        MARK: job.token,
        "SLURM_JOB_ID": str(job.id),
        "SLURM_JOBID": str(job.id),
        "SLURM_JOB_NAME": job.name,
        "SLURM_JOB_ACCOUNT": job.account,
        "SLURM_JOB_PARTITION": request.partition,
        "SLURM_JOB_QOS": job.qos,
        "SLURM_JOB_USER": job.user,
        "SLURM_JOB_UID": str(job.uid),
        "SLURM_JOB_GROUP": job.group,
        "SLURM_JOB_GID": str(job.gid),
        "SLURM_JOB_NODELIST": nodes,
        "SLURM_NODELIST": nodes,
        "SLURM_JOB_NUM_NODES": str(len(job.shares)),
        "SLURM_NNODES": str(len(job.shares)),
        "SLURM_TASKS_PER_NODE": counts([share.tasks for share in job.shares]),
        "SLURM_JOB_CPUS_PER_NODE": counts([share.cpus for share in job.shares]),
        "SLURM_JOB_START_TIME": str(int(job.start_time or 0)),
        "SLURM_JOB_END_TIME": end,
        "SLURM_CLUSTER_NAME": description.cluster,
    }
    return {**values, **_asked(job), **_array(job)}


def batch_environment(job: Job, kept: Mapping[str, str], description: Description) -> dict[str, str]:
    """The script's environment: `kept` from the submission, and Slurm's own variables over it."""
    share = job.shares[0]
    values = {
        **{name: value for name, value in kept.items() if not name.startswith(("SLURM_STEP", "SLURM_GTIDS"))},
        **job_variables(job, description),
        **gpu_variables(share, share.gpus, description),
        "ENVIRONMENT": "BATCH",
        "HOSTNAME": share.node,
        "SLURM_NODEID": "0",
        "SLURM_PROCID": "0",
        "SLURM_LOCALID": "0",
        "SLURM_GTIDS": "0",
        "SLURM_CPUS_ON_NODE": str(share.cpus),
        "SLURMD_NODENAME": share.node,
        "SLURM_TOPOLOGY_ADDR": share.node,
        "SLURM_TOPOLOGY_ADDR_PATTERN": "node",
    }
    return {name: value for name, value in values.items() if value or not name.startswith("SLURM_")}


def gpu_variables(share: Share, gpus: list[int], description: Description) -> dict[str, str]:
    """Which GPUs may be used: an empty list hides them all, as a cluster that constrains devices does."""
    node = description.node(share.node)
    if not description.vendor or not any(item.gpus for item in description.nodes):
        return {}
    name = "ROCR_VISIBLE_DEVICES" if description.vendor == "amd" else "CUDA_VISIBLE_DEVICES"
    listed = ",".join(map(str, gpus))
    values = {name: listed}
    if node and node.gpus and share.gpus:
        values["SLURM_GPUS_ON_NODE"] = str(len(share.gpus))
        values["SLURM_JOB_GPUS"] = ",".join(map(str, share.gpus))
    return values


def _array(job: Job) -> dict[str, str]:
    """Variables of array tasks, and the count of restarts once there was one."""
    restarts = {"SLURM_RESTART_COUNT": str(job.restarts)} if job.restarts else {}
    array = job.array
    if array is None:
        return restarts
    return {
        **restarts,
        "SLURM_ARRAY_JOB_ID": str(array.id),
        "SLURM_ARRAY_TASK_ID": str(array.task),
        "SLURM_ARRAY_TASK_COUNT": str(array.count),
        "SLURM_ARRAY_TASK_MIN": str(array.low),
        "SLURM_ARRAY_TASK_MAX": str(array.high),
        "SLURM_ARRAY_TASK_STEP": str(array.step),
    }


def _asked(job: Job) -> dict[str, str]:
    """Variables that are set only when the option was given."""
    request = job.request
    gpu_type = f"{request.gpu_type}:" if request.gpu_type else ""
    tasks = job.tasks if request.ntasks or request.ntasks_per_node else 0
    pairs = {
        "SLURM_NTASKS": tasks,
        "SLURM_NPROCS": tasks,
        "SLURM_NTASKS_PER_NODE": request.ntasks_per_node,
        "SLURM_CPUS_PER_TASK": request.cpus_per_task,
        "SLURM_MEM_PER_NODE": request.mem_per_node // MIB,
        "SLURM_MEM_PER_CPU": request.mem_per_cpu // MIB,
        "SLURM_MEM_PER_GPU": request.mem_per_gpu // MIB,
        "SLURM_GPUS": request.gpus,
        "SLURM_GPUS_PER_TASK": request.gpus_per_task,
        "SLURM_GPUS_PER_NODE": request.gpus_per_node if request.gpu_option == "gpus-per-node" else 0,
    }
    values = {name: str(number) for name, number in pairs.items() if number}
    return {name: gpu_type + value if "_GPUS" in name else value for name, value in values.items()}


def _login(environment: Mapping[str, str]) -> dict[str, str]:
    user = pwd.getpwuid(os.getuid())
    return {
        "HOME": user.pw_dir,
        "USER": user.pw_name,
        "LOGNAME": user.pw_name,
        "SHELL": user.pw_shell or "/bin/sh",
        "LANG": environment.get("LANG", "C.UTF-8"),
        "PATH": _LOGIN_PATH,
    }

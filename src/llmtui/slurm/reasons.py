"""Slurm's reason words in plain words (squeue manual, JOB REASON CODES)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Exact words, or the part of a longer reason before its first comma.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "AssociationJobLimit": "the account has reached its number of jobs",
        "AssociationResourceLimit": "the account has reached a resource limit",
        "AssociationTimeLimit": "the account has reached its time limit",
        "BadConstraints": "no node satisfies the constraints of the job",
        "BeginTime": "its earliest start time has not come yet",
        "BurstBufferResources": "waiting for burst buffer space",
        "BurstBufferStageIn": "files are being copied into the burst buffer",
        "Cleaning": "an earlier run of the job is being cleaned up",
        "DeadLine": "it cannot end before its deadline",
        "Dependency": "waiting for a job it depends on",
        "DependencyNeverSatisfied": "a job it depends on ended in a way that can never satisfy it",
        "FrontEndDown": "no front-end node is available",
        "InactiveLimit": "the job was idle for too long",
        "InvalidAccount": "the account is not valid",
        "InvalidQOS": "the QOS is not valid",
        "JobArrayTaskLimit": "the array has reached its number of running tasks",
        "JobHeldAdmin": "held by an administrator",
        "JobHeldUser": "held; release it with scontrol release",
        "JobLaunchFailure": "the job could not be started on its node",
        "Licenses": "waiting for a licence",
        "MaxMemPerLimit": "it asks for more memory than the partition allows",
        "NodeDown": "a node that it needs is down",
        "Nodes required for job are DOWN": "the nodes it needs are down, drained or reserved",
        "NonZeroExitCode": "the job script ended with an error",
        "OutOfMemory": "out of memory",
        "PartitionConfig": "the request does not fit the partition",
        "PartitionDown": "the partition is down",
        "PartitionInactive": "the partition does not start jobs at the moment",
        "PartitionNodeLimit": "it asks for more nodes than the partition allows",
        "PartitionTimeLimit": "it asks for more time than the partition allows",
        "Priority": "jobs with a higher priority come first",
        "Prolog": "the node is being prepared",
        "QOSJobLimit": "the QOS has reached its number of jobs",
        "QOSNotAllowed": "the QOS is not allowed in this partition",
        "QOSResourceLimit": "the QOS has reached a resource limit",
        "QOSTimeLimit": "the QOS has reached its time limit",
        "ReqNodeNotAvail": "a node that it needs is not available (often a maintenance reservation)",
        "Reservation": "waiting for its reservation to begin",
        "ReservationDeleted": "its reservation was deleted",
        "Resources": "waiting for nodes to become free",
        "SchedDefer": "Slurm defers starting jobs at the moment",
        "SystemFailure": "a failure of the Slurm system",
        "TimeLimit": "it reached its time limit",
        "job requeued in held state": "put back into the queue and held; release it with scontrol release",
        "launch failed requeued held": "could not be started; put back and held",
    }
)

#: Beginnings of whole families of words, such as QOSMaxJobsPerUserLimit.
FAMILIES: tuple[tuple[str, str], ...] = (
    ("AssocGrp", "the account has reached a limit of all its jobs together"),
    ("AssocMax", "your share of the account has reached a limit"),
    ("QOSGrp", "the QOS has reached a limit of all its jobs together"),
    ("QOSMax", "you have reached a limit of the QOS"),
    ("QOSMin", "it asks for less than the QOS allows"),
    ("MaxBillingMinutes", "the account has used up its billing units"),
)

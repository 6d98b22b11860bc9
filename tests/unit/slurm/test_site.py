"""What describes a site, as it was recorded and as documents of centres show it."""

from __future__ import annotations

import pytest
from tests.fakes.site import sinfo_record
from tests.unit.slurm.samples import Block, blocks

from llmtui.slurm.site.accounts import parse_associations, parse_qos
from llmtui.slurm.site.commands import SINFO_FIELDS
from llmtui.slurm.site.config import parse_config
from llmtui.slurm.site.gres import Gres, gpus, parse_gres
from llmtui.slurm.site.nodes import parse_nodes
from llmtui.slurm.site.partitions import parse_partitions
from llmtui.slurm.site.rows import parse_rows
from llmtui.slurm.site.words import count, first_host, job_size, keyed, names, seconds, tres
from llmtui.units import GIB

MIB = 1024**2


def _block(version: str, words: str, topic: str = "site") -> Block:
    return next(block for block in blocks(version, topic) if words in block.command)


# Recorded


def test_sinfo_as_recorded() -> None:
    rows, bad = parse_rows(_block("22.05", "sinfo").out)
    assert (len(rows), bad) == (15, 0)
    first = rows[0]
    assert (first.partition, first.up, first.max_time_s, first.nodes, first.host) == ("test", True, 900, 2, "r01c01")
    gpu = next(row for row in rows if row.partition == "gpu")
    assert (gpu.default_time_s, gpu.max_time_s, gpu.max_nodes) == (300, 3 * 86400, 20)
    assert (gpu.gpus, gpu.features) == ((Gres("gpu", "v100", 4),), ("type_g", "v100"))
    assert [row.gpus for row in rows if row.partition == "gpusmall"] == [
        (Gres("gpu", "a100", 4),),
        (Gres("gpu", "a100", 2), Gres("gpu", "a100_1g.5gb", 14)),
    ]
    standard = [row for row in rows if row.partition == "standard-g"]
    assert [(row.min_nodes, row.max_nodes, row.exclusive, row.cpus, row.cores) for row in standard] == [
        (2, None, True, 128, 64)
    ] * 2
    # Two spellings of the same GPUs, gpu:mi250:8(S:0) and gpu:mi250:8, are one kind of node.
    assert standard[0].kind == standard[1].kind
    assert [row.max_time_s for row in rows if row.partition == "mixed"] == [None] * 3
    assert [row.up for row in rows if row.partition == "old"] == [False]
    assert [(row.nodes, row.host) for row in rows if row.partition == "empty"] == [(0, "")]


def test_partitions_as_recorded() -> None:
    found = {part.name: part for part in parse_partitions(_block("22.05", "show partition").out)}
    assert list(found)[:3] == ["test", "gputest", "gpu"]
    assert [name for name, part in found.items() if part.default] == ["test"]
    assert [name for name, part in found.items() if part.hidden] == ["admin"]
    assert [name for name, part in found.items() if not part.up] == ["old"]
    assert [name for name, part in found.items() if part.exclusive] == ["standard-g"]
    assert (found["gputest"].qos, found["gpu"].qos) == ("gputest", "")
    assert found["gpu"].allow_accounts == ("project_2001659", "project_2000000")
    assert found["dev-g"].allow_qos == ("normal", "debug")
    assert found["gpu"].memory_per_cpu == 1000 * MIB
    assert (found["gpusmall"].cpus_per_gpu, found["gpusmall"].memory_per_gpu) == (32, 122500 * MIB)
    assert (found["mixed"].max_time_s, found["standard-g"].min_nodes, found["test"].min_nodes) == (None, 2, 1)
    assert found["standard-g"].tres == {"cpu": 224, "node": 2, "billing": 224, "gres/gpu": 16, "gres/gpu:mi250": 16}
    assert (found["empty"].total_nodes, found["empty"].first_host) == (0, "")


def test_nodes_as_recorded() -> None:
    found = {node.name: node for node in parse_nodes(_block("22.05", "show node r01c01,r01g01").out)}
    lumi = found["nid005001"]
    # 128 hardware threads, 16 of them kept for the system, two a core.
    assert (lumi.cores, lumi.threads_per_core, lumi.memory_bytes) == (56, 2, (491520 - 16384) * MIB)
    assert (lumi.gpus, lumi.arch, lumi.version) == ((Gres("gpu", "mi250", 8),), "x86_64", "22.05.8")
    assert found["r01g01"].gpus == (Gres("gpu", "v100", 4),)
    # gres/gpu=16 of CfgTRES is a sum over types; the field Gres has the parts.
    assert found["g1102"].gpus == (Gres("gpu", "a100", 2), Gres("gpu", "a100_1g.5gb", 14))
    assert found["r01c01"].gpus == ()


def test_a_node_that_is_not_there_does_not_hide_the_others() -> None:
    block = _block("22.05", "r01c01,nosuch")
    assert block.exit_code == 1
    assert [node.name for node in parse_nodes(block.out)] == ["r01c01"]


@pytest.mark.parametrize("version", ["24.11", "26.05"])
def test_later_versions_as_recorded(version: str) -> None:
    (node,) = parse_nodes(_block(version, "show node").out)
    assert (node.name, node.cores, node.gpus, node.features) == (
        "r01g01",
        40,
        (Gres("gpu", "v100", 4),),
        ("type_g", "v100"),
    )
    assert node.version.startswith(version)
    (part,) = parse_partitions(_block(version, "show partition").out)
    assert (part.name, part.default_time_s, part.exclusive, part.first_host) == ("gpu", 300, False, "r01g01")


def test_accounts_and_qos_as_recorded() -> None:
    found, bad = parse_associations(_block("22.05", "show assoc").out)
    assert bad == 0
    assert [(one.account, one.max_submit, one.max_time_s) for one in found] == [
        ("no_project", 0, None),
        ("project_462000007", None, 86400),
        ("project_2001659", None, None),
    ]
    assert found[2].qos == ("debug", "gputest", "long", "normal")
    qos, bad = parse_qos(_block("22.05", "show qos").out)
    assert bad == 0
    by_name = {one.name: one for one in qos}
    assert (by_name["debug"].max_time_s, by_name["debug"].max_tres) == (1800, {"gres/gpu": 8, "node": 2})
    assert (by_name["long"].min_tres, by_name["long"].flags) == ({"gres/gpu": 4}, ("denyonlimit", "partitiontimelimit"))
    assert [one.name for one in qos if not one.limits_jobs] == ["normal"]


def test_config_as_recorded() -> None:
    config = parse_config(_block("22.05", "show config").out)
    assert config is not None
    assert (config.get("ClusterName"), config.get("SLURM_VERSION"), config.get("SelectType")) == (
        "lab",
        "22.05.8",
        "select/cons_tres",
    )
    assert config.words("AccountingStorageEnforce") == ("associations", "limits", "qos")
    assert config.keeps_accounts is True
    assert config.get("AccountingStorageBackupHost") == ""
    assert parse_config("slurm_load_ctl_conf error") is None


# As documents of centres show it, typed again


def test_gres_spellings() -> None:
    for text in ("gpu:mi250:8(S:0)", "gpu:mi250:8(S:0-7)", "gpu:mi250:8", "gpu:mi250:8(S:0,4)"):
        assert gpus(parse_gres(text)) == (Gres("gpu", "mi250", 8),), text
    assert parse_gres("gpu:a40:8,nvme:40000") == (Gres("gpu", "a40", 8), Gres("nvme", "", 40000))
    assert parse_gres("gpu:4,craynetwork:4") == (Gres("gpu", "", 4), Gres("craynetwork", "", 4))
    assert gpus(parse_gres("gpu:h200_3g.71gb:14(S:0-1),gpu:h200:2(S:0)")) == (
        Gres("gpu", "h200_3g.71gb", 14),
        Gres("gpu", "h200", 2),
    )
    assert parse_gres("gpu:a100:no_consume:2,shard:1K") == (Gres("gpu", "a100", 2), Gres("shard", "", 1024))
    assert parse_gres("(null)") == ()
    # A sum without a type beside its parts counts once.
    assert gpus(parse_gres("gpu:16,gpu:nvidia_b200:4")) == (Gres("gpu", "nvidia_b200", 4),)


def test_a_row_of_lumi_and_one_of_levante() -> None:
    text = sinfo_record("small-g", c="128", z="1:64:2", m="491520", G="gpu:mi250:8(S:0-7)", f="AMD_EPYC_7A53,x1200")
    text += sinfo_record("gpu", G="gpu:a100:4", f="512G,cell13,a100_80", s="1-infinite", c="256+", m="515000+")
    (lumi, levante), bad = parse_rows(text)
    assert bad == 0
    assert (lumi.cpus, lumi.cores, lumi.memory_bytes) == (128, 64, 480 * GIB)
    assert (levante.features, levante.max_nodes, levante.cpus) == (("512G", "cell13", "a100_80"), None, 256)


def test_a_cut_record_is_counted_and_left_out() -> None:
    text = sinfo_record("a") + sinfo_record("b")[:-9]
    rows, bad = parse_rows(text)
    assert ([row.partition for row in rows], bad) == (["a"], 1)
    assert len(SINFO_FIELDS) == 14


def test_a_partition_with_the_keys_of_other_versions() -> None:
    text = (
        "PartitionName=h100\n   AllowGroups=ALL DenyAccounts=none,ki-topml DenyQos=jsalt\n"
        "   AllocNodes=ALL Default=NO QoS=N/A DefaultTime=NONE Exclusive=NODE Hidden=NO\n"
        "   MaxNodes=UNLIMITED MaxTime=3-00:00:00 MinNodes=0 NodeSets=h100\n   Nodes=gh[101-132]\n"
        "   OverSubscribe=YES:4 State=UP TotalCPUs=100 TotalNodes=32\n"
        "   JobDefaults=DefCpuPerGPU=16,DefMemPerGPU=90000\n   TRES=cpu=100,mem=10250G,node=32,gres/gpu=256\n\n"
        "PartitionName=rome\n   AllowAccounts=a,b DefMemPerCPU=1792 DefaultTime=00:05:00 MaxTime=5-00:00:00\n"
    )
    h100, rome = parse_partitions(text)
    assert (h100.allow_accounts, h100.deny_accounts, h100.deny_qos) == (None, ("none", "ki-topml"), ("jsalt",))
    assert (h100.exclusive, h100.max_nodes, h100.cpus_per_gpu, h100.first_host) == (True, None, 16, "gh101")
    assert (h100.tres["gres/gpu"], "mem" in h100.tres) == (256, False)
    assert (rome.memory_per_cpu, rome.default_time_s, rome.max_time_s) == (1792 * MIB, 300, 5 * 86400)


def test_a_node_before_effective_cpus_were_printed_and_one_with_free_text() -> None:
    old = "NodeName=x1 Arch=aarch64 CoresPerSocket=72 CPUTot=576 CoreSpecCount=16 ThreadsPerCore=2 Gres=gpu:gh200:4 "
    old += "OS=Linux 5.14 #1 SMP PREEMPT_DYNAMIC Key=not RealMemory=878535 Partitions=all,booster "
    old += "Reason=Gres=gpu:none:1 NodeName=y CPUTot=1 [root@2026-01-01]"
    (node,) = parse_nodes(old)
    assert (node.name, node.cores, node.arch, node.gpus) == ("x1", 272, "aarch64", (Gres("gpu", "gh200", 4),))
    assert (node.memory_bytes, node.partitions) == (878535 * MIB, ("all", "booster"))
    (special,) = parse_nodes("NodeName=b CPUEfctv=192 CPUTot=224 CoreSpecCount=16 RealMemory=100 MemSpecLimit=65536")
    assert (special.cores, special.memory_bytes) == (192, 0)


def test_small_words() -> None:
    assert [seconds(text) for text in ("infinite", "UNLIMITED", "NONE", "n/a", "15:00", "1-12:00:00", "00:00:00")] == [
        None,
        None,
        None,
        None,
        900,
        129600,
        None,
    ]
    assert [count(text) for text in ("40+", "UNLIMITED", "", "x", "7")] == [40, None, None, None, 7]
    assert [job_size(text) for text in ("1-infinite", "2-16", "1", "infinite", "")] == [
        (1, None),
        (2, 16),
        (1, 1),
        (1, None),
        (1, None),
    ]
    assert [
        first_host(text) for text in ("r01g[01-04,07],x1", "g1101,r01c01", "a[2,5]b[07-9]", "(null)", "n/a", "")
    ] == [
        "r01g01",
        "g1101",
        "a2b07",
        "",
        "",
        "",
    ]
    assert tres("cpu=32,mem=256000M,billing=32,gres/gpu:a100=4,node=0.5") == {
        "cpu": 32,
        "billing": 32,
        "gres/gpu:a100": 4,
    }
    assert (names("ALL"), names("a, b"), names("(null)")) == (None, ("a", "b"), None)
    assert keyed("A=1 B=two words C= A=9") == {"A": "1", "B": "two words", "C": ""}

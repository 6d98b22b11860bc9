"""The cluster files, the user's own, and this machine."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from llmtui.catalog.clusterfile import parse_cluster
from llmtui.catalog.clusters import load_clusters
from llmtui.catalog.data import data_root
from llmtui.catalog.yamlio import load
from llmtui.domain.cluster import Cluster
from llmtui.domain.machine import Machine, MachineGpu
from llmtui.errors import CatalogError
from llmtui.units import GIB

MACHINE = Machine("here", 4, 16 * GIB)
BASE = """name: mine
title: My cluster
default_partition: gpu
run_root: /scratch/{account}/runs
partitions:
  - name: gpu
    gpu: a100-40gb
    gpus_per_node: 4
"""


def clusters(machine: Machine = MACHINE, user_dir: Path | None = None) -> dict[str, Cluster]:
    loaded = load_clusters(machine, state_dir=Path("/state"), user_dir=user_dir)
    return {cluster.name: cluster for cluster in loaded}


def test_shipped_clusters_come_in_order() -> None:
    found = clusters()
    first, last = ["local", "roihu", "lumi"], ["puhti", "mahti"]
    between = (
        "alps-clariden frontier isambard-ai jean-zay jupiter juwels-booster leonardo marenostrum5 perlmutter snellius "
        "triton"
    )
    assert list(found) == [*first, *between.split(), *last]
    assert [(c.status, c.successor) for c in found.values() if c.status == "retired"] == [("retired", "roihu")] * 2


#: Keys that state no fact of the site, or whose fact the source of another key covers.
_NO_SOURCE = set(
    "name title status_note successor default_partition partitions software storage auth launch billing embedded pages "
    "sources unknown extends".split()
)


def unsourced(text: str) -> list[str]:
    """Keys and entries of a cluster file that state a fact and name no document."""
    cluster = parse_cluster(text, "file")
    content = load(text, "file")
    assert isinstance(content, dict)
    entries = {f"partition {each.name}": each.source for each in cluster.partitions}
    entries |= {f"software {each.name}": each.source for each in cluster.software}
    entries |= {f"storage {each.name}": each.source for each in cluster.storage}
    entries |= {f"price of {each.name}": each.billing.source for each in cluster.partitions if each.billing}
    for name, group in (("auth", cluster.auth), ("billing", cluster.billing)):
        if group is not None:
            entries[name] = group.source
    if "launch" in content:
        entries["launch"] = cluster.launch.source
    entries |= {key: cluster.sources.get(key, "") for key in content if key not in _NO_SOURCE}
    return [name for name, source in entries.items() if not _DATED.search(source)]


_DATED = re.compile(r"\b20\d\d\b|date not stated")


def test_every_stated_fact_has_a_source() -> None:
    shipped = {path.stem: path.read_text() for path in (data_root() / "clusters").glob("*.yaml")}
    assert len(shipped) == 16
    assert {name: unsourced(text) for name, text in shipped.items() if name != "local"} == {
        name: [] for name in shipped if name != "local"
    }
    planted = shipped["lumi"].replace("  slurm_version: [lumi-upd, lumi-tr-slurm]\n", "")
    assert unsourced(planted.replace("    source: [lumi-stor]\n", "", 1)) == ["storage home", "slurm_version"]


def test_what_is_not_the_sites_own_says_so() -> None:
    own = re.compile(r"^(CSCfi|Lumi-supercomputer|AaltoSciComp|eth-cscs|olcf|isambard-sc)/|^[a-z.-]+\.[a-z]{2,4}/")
    for path in (data_root() / "clusters").glob("*.yaml"):
        content = load(path.read_text(), path.name)
        assert isinstance(content, dict)
        for page in content.get("pages", {}).values():
            assert "; " not in page, page
            assert own.search(page) or page.endswith("(not the site's own)"), page


def test_what_is_not_known_is_named() -> None:
    for cluster in clusters().values():
        words = " ".join(cluster.unknown)
        if cluster.embedded:
            continue
        assert cluster.software or "software" in words, cluster.name
        assert cluster.internet_on_compute or "internet on compute nodes" in words, cluster.name
        assert cluster.run_root or "run_root" in words, cluster.name
        assert cluster.hf_home or "HF_HOME" in words or cluster.name == "triton", cluster.name
        assert cluster.billing or any(each.billing for each in cluster.partitions) or "prices" in words, cluster.name
        assert cluster.host_keys or "host keys" in words, cluster.name
        assert cluster.auth or "how users log in" in words, cluster.name
        assert cluster.slurm_version or "Slurm's version" in words, cluster.name
        assert any(each.test for each in cluster.partitions) or "test" in words, cluster.name


def test_every_page_is_cited() -> None:
    for path in (data_root() / "clusters").glob("*.yaml"):
        facts, _, pages = path.read_text().partition("\npages:\n")
        for line in pages.splitlines():
            page = line.partition(":")[0].strip()
            assert page in facts.replace("]", ",").replace("[", ",").replace(" ", "").replace("\n", ",").split(","), (
                page
            )


def test_roihu() -> None:
    roihu = clusters()["roihu"]
    medium = roihu.partition("gpumedium")
    assert (roihu.arch, roihu.login_host, roihu.disk_quota_bytes) == ("aarch64", "roihu-gpu.csc.fi", 250 * GIB)
    assert (medium.gres_type, medium.gpus_per_node, medium.max_gpus, medium.cpus_per_gpu) == ("gh200", 4, 4, 72)
    assert medium.max_time_s == 36 * 3600
    assert medium.gpu is not None
    assert medium.gpu.name == "gh200-96gb"
    # What CPU offload may use: without the GPU's own memory, which Slurm counts in.
    assert medium.memory_per_gpu_bytes == 122 * GIB
    assert (roihu.partition("gpularge").min_gpus, roihu.partition("gpularge").max_gpus) == (4, 40)
    assert (roihu.gpu_request, roihu.memory_request) == (("--gres=gpu:{type}:{gpus_per_node}",), "none")
    assert roihu.software[0].setup == ("module purge", "module load python-pytorch")


def test_lumi() -> None:
    lumi = clusters()["lumi"]
    standard = lumi.partition("standard-g")
    assert (standard.whole_nodes, standard.cpus_per_node, standard.cpus_per_gpu) == (True, 56, 7)
    assert (standard.memory_per_node_bytes, standard.memory_per_gpu_bytes) == (480 * GIB, 60 * GIB)
    assert (lumi.gpu_request, lumi.memory_request) == (("--gpus-per-node={gpus_per_node}",), "mem-per-gpu")
    container = lumi.software[0]
    assert container.run_prefix == 'singularity run "$SIF"'
    assert "module load lumi-aif-singularity-bindings" in container.setup
    assert container.container is not None
    assert container.container.image.startswith("/appl/local/laifs/containers/")
    assert lumi.partition(None).name == "dev-g"


def test_puhti_and_mahti() -> None:
    puhti, mahti = clusters()["puhti"], clusters()["mahti"]
    assert puhti.memory_request == "mem"
    assert puhti.partition("gpu").max_gpus == 80
    assert puhti.partition("gputest").memory_per_gpu_bytes == 80 * GIB
    assert mahti.partition("gpusmall").max_gpus == 2
    assert mahti.partition("gputest").memory_per_gpu_bytes == 245 * GIB // 2
    assert "2026-07-31" in puhti.status_note


def test_partitions_for_cpus_differ_from_their_cluster() -> None:
    roihu, lumi = clusters()["roihu"], clusters()["lumi"]
    small, medium = roihu.partition("small"), roihu.partition("medium")
    assert (roihu.arch_of(small), small.login_host, roihu.arch_of(roihu.partition("gputest"))) == (
        "x86_64",
        "roihu-cpu.csc.fi",
        "aarch64",
    )
    assert (roihu.memory_request_of(small), roihu.memory_request_of(medium), roihu.memory_request) == (
        "mem",
        "none",
        "none",
    )
    assert (lumi.memory_request_of(lumi.partition("standard")), lumi.memory_request) == ("mem", "mem-per-gpu")
    assert lumi.test_partition is lumi.partition("dev-g")


def test_ways_that_are_no_partitions() -> None:
    found = clusters()
    debug = found["leonardo"].partition("boost_qos_dbg")
    assert (debug.slurm_partition, debug.qos) == ("boost_usr_prod", "boost_qos_dbg")
    big = found["perlmutter"].partition("regular-hbm80g")
    assert (big.slurm_partition, big.qos, big.constraint) == (None, "regular", "gpu&hbm80g")
    assert found["marenostrum5"].partition("acc_ehpc").cpus_exact
    assert found["jean-zay"].partition("v100-32g").constraint == "v100-32g"
    assert found["juwels-booster"].launch.host_suffix == "i"


@pytest.mark.parametrize(
    ("cluster", "partition", "nodes", "longest"),
    [
        ("frontier", "batch", 91, 2 * 3600),
        ("frontier", "batch", 92, 6 * 3600),
        ("frontier", "batch", 9472, 12 * 3600),
        ("frontier", "debug", 1, 2 * 3600),
        ("alps-clariden", "debug", 1, 90 * 60),
        ("alps-clariden", "debug", 4, 22 * 60),
        ("triton", "h100-80g", 1, None),
    ],
)
def test_time_limits_go_by_nodes(cluster: str, partition: str, nodes: int, longest: int | None) -> None:
    assert clusters()[cluster].partition(partition).longest(nodes) == longest


def test_logins() -> None:
    found = clusters()
    roihu = found["roihu"].auth
    assert roihu is not None
    assert (roihu.methods, roihu.lifetime_h, roihu.certificate_file) == (("certificate",), 24, "{key}-cert.pub")
    assert "SHA256:YNdesHbXhxN0hKD4mWvYGQONebjRqY+CGXDqPiZyByQ" in found["roihu"].host_keys
    assert found["alps-clariden"].jump_host == "ela.cscs.ch"
    frontier = found["frontier"].auth
    assert frontier is not None
    assert frontier.methods == ("keyboard-interactive",)


def test_local_without_gpus() -> None:
    local = clusters()["local"]
    main, multi = local.partition(None), local.partition("multi")
    assert (main.name, main.max_nodes, main.gpu, main.gpus_per_node) == ("main", 1, None, 0)
    assert (main.cpus_per_node, main.memory_per_node_bytes, main.max_time_s) == (4, 16 * GIB, 86400)
    assert (multi.max_nodes, multi.cpus_per_node) == (2, 4)
    assert (local.embedded, local.account_required, local.run_root) == (True, False, "/state/runs")
    assert local.software[0].setup == (f'export PATH={Path(sys.executable).parent}:"$PATH"',)


def test_local_takes_the_smallest_gpu_for_all() -> None:
    large = MachineGpu("NVIDIA H100 80GB HBM3", 81_559 * 1024**2, "nvidia")
    small = MachineGpu("Tesla V100-SXM2-32GB", 32_768 * 1024**2, "nvidia")
    main = clusters(Machine("here", 1, GIB, (large,)))["local"].partition("main")
    assert main.gpu is not None
    assert (main.gpu.name, main.gpu.label_gb, main.gpu.bf16) == ("nvidia-h100-80gb-hbm3", 80, True)
    assert (main.gpu.capacity_bytes, main.gpu.source, main.gpus_per_node) == (81_559 * 1024**2, "nvidia-smi", 1)
    assert main.cpus_per_node == 2
    mixed = clusters(Machine("here", 1, GIB, (large, small)))["local"]
    gpu = mixed.partition("main").gpu
    assert gpu is not None
    assert (gpu.name, gpu.bf16, mixed.partition("main").gpus_per_node) == ("tesla-v100-sxm2-32gb", False, 2)
    assert mixed.partition("multi").gpu is None


@pytest.mark.parametrize(
    ("name", "bf16"),
    [("NVIDIA A100-SXM4-40GB", True), ("NVIDIA GeForce RTX 4090", True), ("NVIDIA GeForce RTX 2080 Ti", False)],
)
def test_native_bfloat16_goes_by_generation(name: str, bf16: bool) -> None:
    machine = Machine("here", 1, GIB, (MachineGpu(name, 8 * GIB, "nvidia"),))
    gpu = clusters(machine)["local"].partition("main").gpu
    assert gpu is not None
    assert gpu.bf16 is bf16


def test_the_users_files_replace_and_add(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE)
    (tmp_path / "b.yaml").write_text(BASE.replace("mine", "lumi"))
    (tmp_path / "c.yaml").write_text(BASE.replace("mine", "old") + "status: retired\n")
    found = clusters(user_dir=tmp_path)
    names = list(found)
    assert names[:3] == ["local", "roihu", "lumi"]
    assert names[names.index("marenostrum5") + 1] == "mine"
    assert names[-3:] == ["puhti", "mahti", "old"]
    assert found["lumi"].title == "My cluster"
    assert list(clusters(user_dir=tmp_path / "nothing there")) == list(clusters())
    (tmp_path / "d.yaml").write_text(BASE)
    with pytest.raises(CatalogError, match="name mine is already used by"):
        clusters(user_dir=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title", "titel: x\ntitle", "3: key titel is unknown"),
        ("    gpu:", "    gpuu:", "8: key partitions[0].gpuu is unknown"),
        ("a100-40gb", "a100", "8: key partitions[0].gpu names no GPU of the catalogue or of this file: a100"),
        ("gpus_per_node: 4", "note: x", "7: key partitions[0].gpus_per_node and gpu belong together"),
        ("name: gpu", "name: 'g p'", "7: key partitions[0].name is the text 'g p'; allowed: pattern"),
        ("default_partition: gpu", "default_partition: x", "4: key default_partition names no partition of this file"),
        ("/scratch", "scratch", "5: key run_root is not an absolute path"),
        ("{account}", "{project}", "5: key run_root has an unknown placeholder {project}"),
        (
            "gpus_per_node: 4",
            "gpus_per_node: 4\n    memory_per_gpu: 5 GX",
            "10: key partitions[0].memory_per_gpu is not",
        ),
        ("gpus_per_node: 4", "gpus_per_node: 4\n    max_time: 15", "10: key partitions[0].max_time is not a time"),
        ("gpus_per_node: 4", "gpus_per_node: 4\n    max_nodes: 0", "10: key partitions[0].max_nodes is the number 0"),
        ("title", "embedded: true\ntitle", "3: key embedded belongs to the cluster local"),
        ("title", "sources: {env: [page]}\ntitle", "3: key sources.env names no entry of pages: page"),
        ("title", "env: {A: false}\ntitle", "3: key env.A is false; allowed: text"),
        ("title", "env: {A-B: x}\ntitle", "3: key env.A-B is the text 'A-B'; allowed: pattern"),
        ("title", "title: x\ntitle", "4: key title is there twice, first on line 3"),
    ],
)
def test_a_bad_file_names_line_and_key(old: str, new: str, message: str) -> None:
    text = "# a comment\n" + BASE
    assert parse_cluster(text, "mine.yaml").name == "mine"
    with pytest.raises(CatalogError) as raised:
        parse_cluster(text.replace(old, new, 1), "mine.yaml")
    assert raised.value.message.startswith("mine.yaml:")
    assert message in raised.value.message
    assert "\n" not in raised.value.message


def test_run_root_may_be_missing() -> None:
    assert parse_cluster(BASE.replace("run_root: /scratch/{account}/runs\n", ""), "mine.yaml").run_root == ""


@pytest.mark.parametrize(
    ("size", "expected"), [("2", 2 * GIB), ("1.5", GIB * 3 // 2), ("7 GiB", 7 * GIB), ("50 TB", 50 * 10**12)]
)
def test_sizes_carry_their_unit(size: str, expected: int) -> None:
    assert parse_cluster(BASE + f"disk_quota: {size}\n", "mine.yaml").disk_quota_bytes == expected


def test_a_shipped_file_with_a_planted_key_is_refused() -> None:
    for path in (data_root() / "clusters").glob("*.yaml"):
        with pytest.raises(CatalogError, match="key planted is unknown"):
            parse_cluster(path.read_text() + "planted: 1\n", path.name)

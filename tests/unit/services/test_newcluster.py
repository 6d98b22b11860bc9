"""A cluster file from a site that describes itself: what is found, what is not, and what goes wrong."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.fakes.site import AROUND, DENIED, GARBAGE, HANG, MISSING, FakeSite, key_of, sinfo_record
from tests.unit.slurm.samples import blocks

from llmtui.catalog.clusterfile import parse_cluster
from llmtui.domain.cluster import Cluster
from llmtui.errors import CannotTellError, RequestError, UnknownNameError, UnreachableError
from llmtui.remote.transport import Result
from llmtui.services.newcluster.create import Created, Request, create
from llmtui.services.paths import Paths
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.watching.budget import Budget
from llmtui.services.watching.queries import QueryLog
from llmtui.units import GIB

MIB = 1024**2
Make = Callable[..., tuple[Cluster, str]]


def recorded(topic: str = "site") -> dict[str, str | Result]:
    """Answers by key; the first recording of each counts."""
    found: dict[str, str | Result] = {}
    for block in blocks("22.05", topic):
        result = Result.said("ok" if block.exit_code == 0 else "failed", block.exit_code, block.out, block.err)
        found.setdefault(key_of(block.command.split()), result)
    return found


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The cluster that comes of a site, and the text of its file."""

    def run(site: FakeSite, **options: object) -> tuple[Cluster, str]:
        path = tmp_path / "clusters" / "lab.yaml"
        made = _create(path, site, force=True, **options)
        text = path.read_text()
        assert parse_cluster(text, "again") == made.cluster
        assert isinstance(yaml.safe_load(text), dict), "another YAML reader takes it too"
        return made.cluster, text

    return run


def _create(path: Path, site: FakeSite, **options: object) -> Created:
    return create(Request("lab", path, **options), link_to(site), lambda text: None)  # type: ignore[arg-type]


def link_to(site: FakeSite) -> Link:
    return Link(Cluster("lab", "lab"), site, QueryLog())


def test_what_is_asked_of_slurm_is_counted(tmp_path: Path) -> None:
    link = link_to(FakeSite(recorded()))
    create(Request("lab", tmp_path / "lab.yaml", probe=True), link, lambda text: None)
    counted = [query.command for query in link.log.recent(time.time())]
    assert counted == ["scontrol", "sinfo", "scontrol", "scontrol", "sacctmgr", "sacctmgr"]


def test_a_session_counts_for_a_cluster_that_it_does_not_know_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(Paths(tmp_path / "config", tmp_path / "state", tmp_path / "cache"))
    monkeypatch.setattr(session, "_to_host", lambda host: FakeSite(recorded()))
    session.new_cluster(Request("lab", tmp_path / "lab.yaml"))
    assert session.calls_per_minute("lab") == 6
    assert Budget(tmp_path / "state" / "polling").calls_per_minute("lab") == 6


def test_the_recorded_site(make: Make) -> None:
    cluster, text = make(FakeSite(recorded()))
    assert (cluster.title, cluster.slurm_version, cluster.arch) == ("lab, seen from login1", "22.05.8", "x86_64")
    assert (cluster.account_example, cluster.account_required) == ("project_462000007", None)
    assert cluster.run_root == "/scratch/{account}/{user}/llmtui"
    assert cluster.hf_home == "/scratch/{account}/{user}/hf-cache"
    assert [part.name for part in cluster.partitions] == [
        "test",
        "gputest",
        "gpu",
        "gpusmall-a100-80gb",
        "gpusmall-a100",
        "gpusmall-a100_1g.5gb",
        "mixed-a100",
        "mixed-v100",
        "dev-g",
        "dev-g-debug",
        "standard-g",
        "admin",
    ]
    standard = cluster.partition("standard-g")
    assert (standard.min_nodes, standard.max_nodes, standard.whole_nodes) == (2, None, True)
    assert (standard.gpus_per_node, standard.gres_type, standard.cpus_per_node) == (8, "mi250", 56)
    assert (standard.cpus_per_gpu, standard.memory_per_node_bytes) == (7, 464 * GIB)
    assert standard.gpu is not None
    assert standard.gpu.name == "mi250x-gcd-64gb"
    assert "login1, 2" in standard.source
    assert cluster.partition("gpu").default_time_s == 300
    assert cluster.partition("mixed-a100").max_time_s is None
    assert "partition old is left out: it takes no jobs at the moment" in cluster.notes
    assert "hidden" in cluster.partition("admin").note
    assert "of yours: project_2001659" in cluster.partition("gpu").note
    assert "# login_host: login1" in text


def test_limits_of_a_qos_are_taken(make: Make) -> None:
    cluster, _ = make(FakeSite(recorded()))
    test = cluster.partition("gputest")
    assert (test.max_nodes, test.max_time_s) == (2, 900)
    assert "at most 1 running and 2 submitted jobs" in test.note
    debug = cluster.partition("dev-g-debug")
    assert (debug.slurm_partition, debug.qos, debug.max_time_s, debug.max_nodes, debug.max_gpus) == (
        "dev-g",
        "debug",
        1800,
        2,
        8,
    )
    assert (cluster.partition("dev-g").qos, cluster.partition("dev-g").max_time_s) == (None, 3 * 3600)
    assert any("long: at most 7-00:00:00, at least gres/gpu=4 a job" in note for note in cluster.notes)
    assert "Account project_462000007: at most 1-00:00:00 a job." in cluster.notes


def test_nodes_that_differ_in_one_partition(make: Make) -> None:
    cluster, text = make(FakeSite(recorded()))
    settled, bare, cut = (cluster.partition(f"gpusmall-{tail}") for tail in ("a100-80gb", "a100", "a100_1g.5gb"))
    assert (settled.constraint, settled.slurm_partition, settled.gpus_per_node) == ("a100_80", "gpusmall", 4)
    assert settled.gpu is not None
    assert settled.gpu.name == "a100-80gb"
    assert (settled.cpus_per_gpu, settled.memory_per_gpu_bytes) == (32, 122500 * MIB)
    # Which A100 the others have nothing says, so nobody says it.
    assert (bare.gpu, bare.gpus_per_node, bare.gres_type) == (None, 0, "a100")
    assert "# gpu: a100-40gb" in text
    assert any(line.startswith("gpu of gpusmall-a100: gres type a100 is a100-40gb or") for line in cluster.unknown)
    # 32 CPUs for each of 14 slices would be more than the node has.
    assert (cut.gpus_per_node, cut.cpus_per_gpu, cut.memory_per_gpu_bytes) == (14, 8, None)
    assert "1 node without GPUs" in cluster.partition("mixed-a100").note


def test_the_user_says_which_gpu_it_is(make: Make) -> None:
    site = FakeSite(recorded())
    cluster, _ = make(site, gpus={"v100": "v100-32gb", "a100": "a100-40gb"})
    gpus = {part.name: part.gpu.name for part in cluster.partitions if part.gpu}
    assert (gpus["gputest"], gpus["gpusmall-a100-40gb"], gpus["gpusmall-a100-80gb"]) == (
        "v100-32gb",
        "a100-40gb",
        "a100-80gb",
    )
    assert cluster.default_partition == "gputest"
    assert not [line for line in cluster.unknown if line.startswith("gpu of")]
    with pytest.raises(UnknownNameError, match="gres type 'h100'"):
        make(site, gpus={"h100": "h100-80gb"})
    with pytest.raises(UnknownNameError, match="GPU 'h1000'"):
        make(site, gpus={"v100": "h1000"})


def test_a_slice_that_the_catalogue_lacks_describes_itself(make: Make) -> None:
    cluster, text = make(FakeSite({"sinfo": sinfo_record("gpu", G="gpu:h200_2g.35gb:21,gpu:h200:2")}))
    whole, cut = cluster.partition("gpu-h200"), cluster.partition("gpu-h200_2g.35gb")
    assert whole.gpu is not None
    assert cut.gpu is not None
    assert (whole.gpu.name, cut.gpu.name, cut.gpu.label_gb, cut.gpu.bf16) == (
        "h200-141gb",
        "h200-mig-2g.35gb",
        35,
        True,
    )
    assert "gpus:\n  - name: h200-mig-2g.35gb" in text


def test_memory_of_superchips_is_not_taken_for_the_hosts(make: Make) -> None:
    cluster, text = make(FakeSite({"sinfo": sinfo_record("booster", G="gpu:gh200:4", m="878535")}))
    assert cluster.partition("booster").memory_per_node_bytes is None
    assert '# memory_per_node: "878535 MiB"' in text
    other, _ = make(FakeSite({"sinfo": sinfo_record("booster", G="gpu:h200:4", m="878535")}))
    assert other.partition("booster").memory_per_node_bytes == 878535 * MIB


def test_whole_nodes_and_memory_of_a_scheduler_that_gives_nodes(make: Make) -> None:
    partition = (
        "PartitionName=gpu Default=YES State=UP MaxTime=1:00:00 TotalNodes=2 OverSubscribe=NO DefMemPerCPU=100\n"
    )
    config = "ClusterName = x\nSLURM_VERSION = 20.11.9\nSelectType = select/linear\nAccountingStorageType = (null)\n"
    answers = {"sinfo": sinfo_record("gpu", G="gpu:h200:4"), "partition": partition, "config": config}
    site = FakeSite(answers)
    cluster, _ = make(site)
    assert (cluster.partition("gpu").whole_nodes, cluster.memory_request, cluster.account_required) == (
        True,
        "mem",
        False,
    )
    assert not [call for call in site.calls if call[0] == "sacctmgr"]
    assert any("no accounting database" in line for line in cluster.unknown)


def test_each_command_is_asked_once(make: Make) -> None:
    site = FakeSite(recorded())
    make(site)
    assert sorted(map(key_of, site.calls)) == ["assoc", "config", "node", "partition", "qos", "shell", "sinfo", "who"]


BROKEN = {
    "hang": (HANG, "no answer within 30 s"),
    "missing": (MISSING, "is not on PATH"),
    "denied": (DENIED, "Permission denied"),
    "garbage": (GARBAGE, "has a shape that is not known here"),
    "empty": (Result.said("ok", 0, "", ""), ""),
    "away": (Result.said("failed", 1, "", "slurm_load error: Unable to contact slurm controller"), "Unable to contact"),
    "escape": (Result.said("unknown", None, "", "x\x1b[31mred\x07"), "xred"),
}
#: All but a missing sinfo, without which there is no Slurm at all.
FAULTS = [
    (key, fault)
    for key in ("config", "sinfo", "partition", "node", "assoc", "qos")
    for fault in BROKEN
    if (key, fault) != ("sinfo", "missing")
]


@pytest.mark.parametrize(("key", "fault"), FAULTS)
def test_one_failure_loses_nothing_else(make: Make, key: str, fault: str) -> None:
    broken, sentence = BROKEN[fault]
    cluster, text = make(FakeSite({**recorded(), key: broken}))
    assert "\x1b" not in text
    assert {"gpu", "standard-g"} <= {part.name for part in cluster.partitions}
    assert cluster.partition("standard-g").gpus_per_node == 8
    not_read = [line for line in cluster.unknown if line.startswith("not read:")]
    assert len(not_read) == 1
    assert sentence in not_read[0]


def test_a_login_shell_that_hangs_and_one_that_is_cut(make: Make) -> None:
    cluster, _ = make(FakeSite({**recorded(), "shell": HANG}))
    assert (cluster.run_root, cluster.hf_home, cluster.storage) == ("/users/{user}/llmtui", None, ())
    assert any("the login shell (bash -l): no answer" in line for line in cluster.unknown)
    cut, _ = make(FakeSite({**recorded(), "shell": AROUND.partition("\x1emodules")[0]}))
    assert cut.run_root == "/scratch/{account}/{user}/llmtui"
    assert any("did not come to its end" in line for line in cut.unknown)


def test_modules_are_a_choice_to_make(make: Make) -> None:
    cluster, text = make(FakeSite(recorded()))
    assert cluster.software == ()
    assert "# Modules seen on login1: pytorch/2.9, pytorch/2.10\n" in text
    assert "# For containers: apptainer, singularity-userfilesystems\n" in text
    assert [(item.name, item.path) for item in cluster.storage] == [("SCRATCH", "$SCRATCH"), ("WORK", "$WORK")]


def test_a_site_that_shows_little(make: Make) -> None:
    """PrivateData as recorded: no nodes and no associations, but partitions and QOS."""
    cluster, _ = make(FakeSite({**recorded(), **recorded("site-private")}))
    standard = cluster.partition("standard-g")
    assert (standard.gpus_per_node, standard.gres_type, standard.min_nodes) == (8, "mi250", 2)
    assert (standard.cpus_per_node, standard.memory_per_node_bytes) == (None, None)
    assert (cluster.account_example, cluster.slurm_version) == ("", "22.05.8")
    assert any("sinfo: slurm_load_node: Access/permission denied" in line for line in cluster.unknown)
    assert any("no account of alice, or sacctmgr does not show it" in line for line in cluster.unknown)
    assert any(line.startswith("arch:") for line in cluster.unknown)


def test_no_accounting_as_recorded(make: Make) -> None:
    cluster, _ = make(FakeSite({**recorded(), **recorded("site-no-accounting")}))
    assert cluster.account_example == ""
    assert sum("supported" in line for line in cluster.unknown) == 2


def test_a_controller_that_is_away_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "lab.yaml"
    with pytest.raises(CannotTellError, match=r"no partition was seen on login1: .*Unable to contact slurm controller"):
        _create(path, FakeSite(recorded("site-away")))
    assert not path.exists()


def test_no_slurm_and_no_shell(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="no sinfo on PATH on login1"):
        _create(tmp_path / "lab.yaml", FakeSite({}))
    with pytest.raises(CannotTellError, match="did not say who you are"):
        _create(tmp_path / "lab.yaml", FakeSite({"who": HANG}))
    with pytest.raises(CannotTellError, match=r"no partition of login1 takes jobs: .*has no nodes"):
        _create(tmp_path / "lab.yaml", FakeSite({"sinfo": sinfo_record("gpu", D="0")}))


def test_the_probe_is_made_when_it_is_asked_for(make: Make) -> None:
    site = FakeSite(recorded())
    cluster, _ = make(site)
    assert cluster.internet_on_login is None
    assert "probe" not in map(key_of, site.calls)
    for answer, shell, told in (
        (Result.said("ok", 0, "", ""), AROUND, "proxy"),
        (Result.said("ok", 0, "", ""), AROUND.replace("proxy\n", ""), "yes"),
        (Result.said("failed", 6, "", "curl: (6) Could not resolve host"), AROUND, "no"),
        (Result.said("failed", 99, "", ""), AROUND, None),
        (HANG, AROUND, None),
    ):
        cluster, _ = make(FakeSite({**recorded(), "probe": answer, "shell": shell}), probe=True)
        assert cluster.internet_on_login == told, answer
    assert not [call for call in site.calls if call[0] in {"sbatch", "srun"}]


def test_hostile_names_cannot_leave_their_line(make: Make) -> None:
    feature = "a100_80\nevil: true\x1b]0;x\x07 # {x} 'y' \"z\""
    text = sinfo_record("gpu", f=feature.replace("\n", " ")) + sinfo_record("-rf", N="n1") + sinfo_record("é", N="n1")
    cluster, written = make(FakeSite({"sinfo": text, "who": 'al"ice\nlogin1\n/home/al: #x\n'.replace('"', "")}))
    assert [part.name for part in cluster.partitions] == ["gpu"]
    assert sum("cannot hold its name" in note for note in cluster.notes) == 2
    assert "\x1b" not in written


def test_an_old_file_stays_unless_it_may_go(tmp_path: Path) -> None:
    path = tmp_path / "clusters" / "lab.yaml"
    _create(path, FakeSite(recorded()))
    path.write_text("mine")
    site = FakeSite(recorded())
    with pytest.raises(RequestError, match="is there already"):
        _create(path, site)
    assert (path.read_text(), site.calls) == ("mine", [])
    _create(path, site, force=True)
    assert path.read_text().startswith("# Made by llmtui")
    for name in ("Lab", "local", "../x", ""):
        with pytest.raises(RequestError):
            create(Request(name, tmp_path / "x.yaml"), link_to(site), lambda text: None)
    assert not (tmp_path / "x.yaml").exists()


def test_lines_to_fill_in_can_be_uncommented(make: Make) -> None:
    """What the comments offer is a file that reads."""
    for around in (AROUND, AROUND.replace("pytorch", "gcc")):
        _, text = make(FakeSite({**recorded(), "shell": around}))
        keys = "test|gpu|gpus_per_node|cpus_per_gpu|memory_per_gpu|login_host|software"
        filled, changed = re.subn(rf"^( *)# ((?:{keys}): ?)", r"\1\2", text, flags=re.MULTILINE)
        filled, more = re.subn(r"^# (  - name: |    setup: |    container: )", r"\1", filled, flags=re.MULTILINE)
        assert changed + more > 10
        cluster = parse_cluster(filled, "filled.yaml")
        assert cluster.partition("gputest").gpus_per_node == 4
        assert cluster.login_host == "login1"
        assert cluster.test_partition is not None
        assert [item.setup or item.container for item in cluster.software]


def test_an_architecture_that_no_file_takes_is_a_missing_fact(make: Make) -> None:
    answers = recorded()
    node = answers["node"]
    assert isinstance(node, Result)
    answers["node"] = node.out.raw.replace("Arch=x86_64", "Arch=86_64")
    cluster, text = make(FakeSite(answers))
    (said,) = [line for line in cluster.unknown if line.startswith("arch:")]
    assert "Slurm says 86_64, which is none of x86_64, aarch64, ppc64le" in said
    assert "# arch: aarch64" in text


def test_slurms_own_name_is_written(make: Make) -> None:
    assert make(FakeSite(recorded()))[0].slurm_cluster_name == "lab"
    assert make(FakeSite({**recorded(), "config": MISSING}))[0].slurm_cluster_name is None


def test_the_host_that_was_logged_in_to_is_written(make: Make) -> None:
    cluster, _ = make(FakeSite(recorded()), host="login.lab.org")
    assert (cluster.login_host, cluster.login_hosts) == ("login.lab.org", ("login.lab.org",))
    assert "logged in to" in cluster.sources["login_hosts"]
    assert any(line.startswith("jump_host and auth:") for line in cluster.unknown)
    alias, text = make(FakeSite(recorded()), host="mylab")
    assert (alias.login_host, "# login_host: login1" in text) == (None, True), "a name of ssh_config is this user's own"

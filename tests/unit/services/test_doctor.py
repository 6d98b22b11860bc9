"""The doctor finds what is wrong, says what to do, and leaves the rest green."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.doctors import ASSOC, NOW, Patient
from tests.fakes.site import sinfo_record

from llmtui.domain.cluster import Cluster, Partition
from llmtui.domain.site import Auth, Container, Software
from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.hostkey import HostKey
from llmtui.remote.transport import LinkLostError, Result
from llmtui.services.doctor.check import Check
from llmtui.services.doctor.place import space_check
from llmtui.services.doctor.python import read
from llmtui.services.doctor.run import examine, exit_code
from llmtui.services.journal.records import Records
from llmtui.services.quota.room import Quota, Room
from llmtui.services.reach.link import Link
from llmtui.services.watching.budget import QueryLog
from llmtui.slurm.commands import program

KEY = HostKey("ssh-ed25519", "SHA256:ours", "in /home/alice/.ssh/known_hosts:3")
VERSIONS = {"python": "3.12.3", "torch": "2.10.1+rocm7.0", "transformers": "5.1.0", "accelerate": "1.12.0"}
VERSIONS |= {"peft": "0.18.0", "huggingface_hub": "1.2.0", "datasets": "4.0.0"}


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    found = Patient(tmp_path)
    said = json.dumps(VERSIONS)
    found.command("python3", f"printf 'module: loading things\\n\\036%s\\036\\n' '{said}'")
    (found.home / "runs").mkdir(mode=0o700)
    return found


@pytest.fixture
def lab(tmp_path: Path) -> Cluster:
    return Cluster(
        "lab",
        "A lab",
        login_hosts=("login.lab.org",),
        slurm_version="24.05",
        partitions=(Partition("gpu", "gpu", max_time_s=3 * 86400), Partition("quick", "test", max_time_s=900)),
        default_partition="gpu",
        run_root="~/runs",
        auth=Auth(("certificate",), 24, renew="lab-cert renew"),
        software=(Software("pytorch", ('export PATH="$SITE:$PATH"',), versions={"torch": "2.10", "peft": "inside"}),),
    )


@pytest.fixture
def doctor(
    patient: Patient, lab: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Check]]:
    """Every check by name; keywords change the cluster's file."""
    monkeypatch.setattr(time, "time", lambda: NOW)
    monkeypatch.setenv("SITE", str(patient.commands))

    def look(account: str | None = None, **changes: object) -> dict[str, Check]:
        link = Link(replace(lab, **changes), patient, QueryLog())  # type: ignore[arg-type]
        told: list[Check] = []
        checks = examine(link, Records(tmp_path / "records"), lambda: patient.connection, account, told.append)
        assert list(checks) == told, "each is told as it comes"
        return {check.name: check for check in checks}

    return look


def test_all_in_place(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    checks = doctor()
    assert {name: check.text for name, check in checks.items() if not check.ok} == {}
    assert exit_code(tuple(checks.values())) == 0
    assert list(checks)[:6] == ["cluster", "journal", "login", "host key", "clock", "Slurm"]
    assert checks["login"].text == "alice on login1, by alice@login.lab.org"
    assert checks["Slurm"].text == "slurm 24.05.8, 24.05 in the cluster's file"
    assert (checks["accounts"].text, checks["partitions"].text) == ("project_1", "2 as in the file")
    assert checks["run folders"].text == f"{patient.home}/runs, which can be written"
    assert list((patient.home / "runs").iterdir()) == [], "the trial folder is gone"
    assert (checks["torch"].text, checks["python"].text) == ("2.10.1+rocm7.0", "3.12.3, pytorch")
    assert checks["internet"].text == "the hub is reached"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Result.said("ok", 0, "", "slurm_load_jobs error: Unable to contact slurm controller\n"), "Unable to contact"),
        (Result.said("ok", 0, "7\x1fRUNN", ""), "incomplete"),
        (Result.said("ok", 0, "squeue is switched off today\n", ""), "incomplete"),
        (Result.said("failed", 1, "", "slurm_load_jobs error: no\n"), "slurm_load_jobs error: no"),
    ],
    ids=["complaint", "cut", "words", "failed"],
)
def test_the_queue_is_judged_as_a_look_at_jobs_judges_it(
    doctor: Callable[..., dict[str, Check]], patient: Patient, answer: Result, words: str
) -> None:
    patient.answers["squeue"] = answer
    check = doctor()["queue"]
    assert (check.ok, words in check.text) == (False, True), check
    seven = "\x1f".join(("7", "RUNNING", "None", "0:05", "1:00", "1795700000", "n1"))
    patient.answers["squeue"] = Result.said("ok", 0, f"{seven}\x1e\n", "warning: this node is slow today\n")
    assert doctor()["queue"].ok


def test_accounting_that_only_complains_does_not_answer(
    doctor: Callable[..., dict[str, Check]], patient: Patient
) -> None:
    patient.answers["sacct"] = Result.said("ok", 0, "", "sacct: error: Problem talking to the database\n")
    check = doctor()["accounting"]
    assert (check.ok, check.text) == (None, "sacct: error: Problem talking to the database")
    patient.answers["sacct"] = Result.said("ok", 0, "", "Slurm accounting storage is disabled\n")
    assert doctor()["accounting"].text in ("this site keeps none", "answers")


def test_it_runs_five_slurm_commands(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    doctor()
    names = [program(call) for call in patient.calls]
    assert [name for name in names if name.startswith("s")] == ["squeue", "squeue", "sacct", "sacctmgr", "sinfo"]


def test_a_certificate_is_told_before_it_ends(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    patient.at(certificate_expires_at=NOW + 7200)
    assert doctor()["certificate"].ok
    for left, word in ((1800, "ends in 00:30:00"), (-5, "ended at")):
        patient.at(certificate_expires_at=NOW + left)
        found = doctor()["certificate"]
        assert (found.ok, word in found.text, "lab-cert renew" in found.hint) == (False, True, True)


@pytest.mark.parametrize(
    ("key", "published", "ok", "text"),
    [
        (KEY, (), True, "ssh-ed25519 SHA256:ours, in /home/alice/.ssh/known_hosts:3"),
        (KEY, ("SHA256:other", "SHA256:ours"), True, "known_hosts:3, and among those that the site publishes"),
        (KEY, ("SHA256:other",), None, "known_hosts:3, and not among those that the cluster's file names"),
        (replace(KEY, signed=True), ("SHA256:other",), True, "SHA256:ours, in /home/alice/.ssh/known_hosts:3"),
        (HostKey("", "", "known to the ssh program"), ("SHA256:other",), True, "known to the ssh program"),
        (None, ("SHA256:other",), None, "a login of your own that is not seen here"),
    ],
)
def test_a_host_key_is_called_what_it_is(
    doctor: Callable[..., dict[str, Check]],
    patient: Patient,
    key: HostKey | None,
    published: tuple[str, ...],
    ok: bool | None,
    text: str,
) -> None:
    patient.at(host_key=key)
    checks = doctor(host_keys=published)
    found = checks["host key"]
    assert found.ok is ok
    assert text in found.text, found.text
    assert ("publishes" in found.text) == ("publishes" in text)
    assert bool(found.hint) == (ok is None)
    assert exit_code(tuple(checks.values())) == 0


@pytest.mark.parametrize(("ahead", "words"), [(0.3, ""), (-7201.0, "behind"), (90000.0, "ahead of")])
def test_clocks(doctor: Callable[..., dict[str, Check]], patient: Patient, ahead: float, words: str) -> None:
    patient.told = replace(patient.told, clock_ahead_s=ahead)
    found = doctor()["clock"]
    assert (found.ok, words in found.text) == (not words, True)


AWAY = Result.said("failed", 1, "", "slurm_load_jobs error: Unable to contact slurm controller")
REFUSED = Result.said("failed", 1, "", "sacct: error: Sending PersistInit msg: Connection refused")
MISSING = Result.said("failed", 127, "", "squeue: command not found")


@pytest.mark.parametrize(
    ("command", "answer", "name", "ok", "words"),
    [
        ("--version", MISSING, "Slurm", False, "command not found"),
        ("--version", "slurm 20.02.7\n", "Slurm", False, "20.02.7"),
        ("--version", "slurm-wlm 22.05.8\n", "Slurm", True, "22.05.8"),
        ("squeue", AWAY, "queue", False, "Unable to contact"),
        ("sacct", Result.said("unknown", None, "", "no answer within 40 s"), "accounting", None, "no answer"),
        ("sacct", REFUSED, "accounting", None, "Connection refused"),
        ("sacctmgr", AWAY, "accounts", None, "Unable to contact"),
        ("sacctmgr", "", "accounts", False, "none of alice"),
        ("sinfo", AWAY, "partitions", None, "Unable to contact"),
        ("sinfo", sinfo_record("gpu"), "partitions", False, "quick: Slurm has no partition test"),
        (
            "sinfo",
            sinfo_record("gpu", l="1-00:00:00") + sinfo_record("test"),
            "partitions",
            False,
            "gpu: 3-00:00:00 in the file, 1-00:00:00 in Slurm",
        ),
        (
            "sinfo",
            sinfo_record("gpu", l="3-00:00:00", a="down") + sinfo_record("test"),
            "partitions",
            True,
            "closed now: gpu",
        ),
    ],
)
def test_slurm(
    doctor: Callable[..., dict[str, Check]],
    patient: Patient,
    command: str,
    answer: str | Result,
    name: str,
    ok: bool | None,
    words: str,
) -> None:
    patient.answers[command] = answer
    checks = doctor()
    assert (checks[name].ok, words in checks[name].text) == (ok, True), checks[name]
    assert ok or checks[name].hint
    others = {other: check.ok for other, check in checks.items() if other != name}
    assert set(others.values()) == {True}, others


NO_SOURCE = Result.said("failed", 1, "", "squeue: fatal: Could not establish a configuration source")
NO_MUNGE = Result.said("failed", 1, "", "error: Munge encode failed: Failed to access socket")
LATE = Result.said("unknown", None, "", "no answer within 40 s")
ODD = Result.said("failed", 1, "", "squeue: error: something new")


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (NO_SOURCE, "this is no Slurm login node, or its slurm.conf is not found"),
        (MISSING, "Slurm's commands must be on PATH there"),
        (NO_MUNGE, "munge does not work on this node"),
        (AWAY, "the controller does not answer; wait"),
        (LATE, "the controller does not answer; wait"),
        (ODD, ""),
    ],
)
def test_a_hint_fits_the_words_beside_it(
    doctor: Callable[..., dict[str, Check]], patient: Patient, answer: Result, hint: str
) -> None:
    others = {
        "--version": ("Slurm", "try it there: squeue --version"),
        "squeue": ("queue", "try it there: squeue --me"),
        "sinfo": ("partitions", "wait until sinfo answers"),
    }
    patient.answers |= dict.fromkeys(others, answer)
    checks = doctor()
    for name, otherwise in others.values():
        found = checks[name].hint
        assert hint in found if hint else found == otherwise, (name, found)


def test_a_site_without_accounting_is_in_order(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    patient.answers["sacct"] = Result.said("failed", 1, "", "Slurm accounting storage is disabled")
    checks = doctor()
    found = checks["accounting"]
    assert (found.ok, found.text) == (True, "this site keeps none")
    assert found.hint.endswith("while squeue remembers it")
    for age, words in (("2 sec", "remembers it, 2 s here (MinJobAge)"), ("0 sec", "runs here (MinJobAge=0)")):
        patient.answers["scontrol"] = Result.said("ok", 0, f"MinJobAge               = {age}\n", "")
        checks = doctor()
        assert checks["accounting"].hint.endswith(words)
    assert exit_code(tuple(checks.values())) == 0
    patient.answers["sacct"] = REFUSED
    assert exit_code(tuple(doctor().values())) == 0, "what could not be told is not red"
    patient.answers["squeue"] = AWAY
    assert exit_code(tuple(doctor().values())) == 1


def test_an_account_that_is_not_yours(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    patient.answers["sacctmgr"] = ASSOC + ASSOC.replace("project_1", "project_2")
    found = doctor(account="project_9")["accounts"]
    assert (found.ok, found.hint) == (False, "set placement.account to one of project_1, project_2")
    root = f"{patient.home}/runs/{{account}}"
    assert doctor(account="project_2", run_root=root)["run folders"].text.startswith(f"{patient.home}/runs/project_2,")
    patient.answers["sacctmgr"] = AWAY
    assert doctor(run_root=root)["run folders"].ok is None, "which account that is nobody says"


def test_run_folders(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    runs = patient.home / "runs"
    runs.rmdir()
    assert doctor()["run folders"].text == f"{runs}, made at the first job"
    assert list(patient.home.iterdir()) == []
    (patient.home / "elsewhere").mkdir()
    runs.symlink_to(patient.home / "elsewhere")
    assert doctor()["run folders"].ok is False
    runs.unlink()
    runs.mkdir()
    runs.chmod(0o777)
    found = doctor()["run folders"]
    assert (found.ok, found.hint) == (False, f"there: chmod o-w {runs}")
    runs.chmod(0o1777)
    assert doctor()["run folders"].ok
    found = doctor(run_root="/proc/nowhere/llmtui")["run folders"]
    assert (found.ok, found.hint) == (False, "is the account right? else name another run_root")
    found = doctor(run_root="")["run folders"]
    assert (found.ok, "is not known" in found.text) == (False, True)


def test_the_space_left() -> None:
    gib = 1024**3
    tight = Quota("lfs quota -p", "/scratch", 249 * gib, 250 * gib, 5, None)
    assert space_check(Room("/scratch", (tight,), 10**15)).ok is False
    few = space_check(Room("/scratch", (Quota("x", "/scratch", 0, 10**12, 999_500, 10**6),)))
    assert (few.ok, "remove files" in few.hint) == (False, True)
    assert space_check(Room("/scratch", (Quota("x", "/scratch", 0, 10**12, 0, 10**6),))).ok
    assert space_check(Room("/scratch")).ok is None


def test_the_token_is_for_its_owner_alone(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    assert doctor()["HF token"].text.startswith("none")
    token = patient.home / ".cache" / "huggingface" / "token"
    token.parent.mkdir(parents=True)
    token.write_text("hf_canarycanarycanary")
    token.chmod(0o600)
    assert doctor()["HF token"].text == f"{token}, for you alone"
    token.chmod(0o644)
    found = doctor()["HF token"]
    assert (found.ok, "mode 644" in found.text, found.hint) == (False, True, f"on the cluster: chmod 600 {token}")
    token.write_text("")
    assert doctor()["HF token"].ok is False
    token.unlink()
    there = patient.home / "runs" / "hf-cache" / "token"
    there.parent.mkdir()
    there.write_text("hf_canarycanarycanary")
    there.chmod(0o640)
    found = doctor()["HF token"]
    assert (found.ok, str(there) in found.text) == (False, True)
    assert "canary" not in repr(doctor())


def test_libraries_inside_the_container(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    software = Software(
        "image", ("PATH=$SITE:$PATH",), Container("/images/torch.sif", "box"), versions={"torch": "2.9"}
    )
    (patient.home / ".bash_profile").write_text("export LOGIN=yes\n")
    patient.command("box", 'echo "in $1" >> "$HOME/ran"; shift; test "$LOGIN" = yes && exec "$@"')
    checks = doctor(software=(software,))
    assert (patient.home / "ran").read_text() == "in /images/torch.sif\n"
    assert (checks["torch"].ok, checks["torch"].text) == (False, "2.10.1+rocm7.0, 2.9 in the file")
    assert checks["transformers"].ok


def test_libraries_that_are_not_there(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    (patient.home / ".bash_profile").write_text(f"PATH={patient.commands}:$PATH\n")
    patient.command("python3", 'printf \'\\036%s\\036\' \'{"python": "3.6.8", "torch": "1.0"}\'')
    checks = doctor(software=())
    assert {name for name, check in checks.items() if check.ok is False} == {
        "python",
        "transformers",
        "accelerate",
        "peft",
        "huggingface_hub",
        "datasets",
    }
    patient.command("python3", "echo 'Lmod has detected the following error' >&2; exit 1")
    found = doctor()["python"]
    assert (found.ok, "Lmod has detected" in found.text) == (False, True)


LMOD = """Lmod has detected the following error: The following module(s) are unknown:
"pytorch"

Please check the spelling or version number. Also try "module spider ..."
"""
MODULES = "ModuleCmd_Load.c(213):ERROR:105: Unable to locate a modulefile for 'pytorch'\n"
LOADED = "The following modules were not unloaded:\n  (Use module --force purge to unload all):\n  1) site/2026\n"


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (None, "pytorch: module: command not found"),
        (f"cat >&2 <<'E'\n{LMOD}E\nreturn 1", f"pytorch: {' '.join(LMOD.splitlines()[:2])}"),
        (f"cat >&2 <<'E'\n{LMOD}E\nreturn 0", f"pytorch: {' '.join(LMOD.splitlines()[:2])}"),
        (f"cat >&2 <<'E'\n{MODULES}E\nreturn 0", f"pytorch: {MODULES.strip()}"),
        ("return 3", "pytorch: its set-up failed with exit code 3"),
        ("echo no luck >&2; exit 0", "pytorch: no luck"),
        (f"cat >&2 <<'E'\n{LOADED}E\nfalse; true", None),
    ],
)
def test_a_module_that_cannot_be_loaded_is_no_python(
    doctor: Callable[..., dict[str, Check]], patient: Patient, module: str | None, words: str | None
) -> None:
    """The python3 of the system answers all the same: its versions are not the job's."""
    function = "" if module is None else f"module() {{\n{module}\n}}\n"
    profile = f"echo ERROR: quota of /home is nearly used up >&2\nPATH={patient.commands}:$PATH\n{function}"
    (patient.home / ".bash_profile").write_text(profile)
    checks = doctor(software=(Software("pytorch", ("module load pytorch",)),))
    found = checks["python"]
    if words is None:
        assert (found.ok, found.text, checks["torch"].ok) == (True, "3.12.3, pytorch", True)
        return
    assert (found.ok, found.text) == (False, words)
    assert found.hint == "try it there: module load pytorch"
    assert "torch" not in checks
    assert exit_code(tuple(checks.values())) == 1


def test_what_fails_inside_a_sourced_file_is_its_own(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    (patient.home / "activate").write_text(f"false\nPATH={patient.commands}:$PATH\n")
    assert doctor(software=(Software("venv", ('source "$HOME/activate"',)),))["python"].ok
    found = doctor(software=(Software("venv", ('source "$HOME/nowhere"',)),))["python"]
    assert (found.ok, "nowhere: No such file" in found.text) == (False, True)


def test_an_image_that_is_not_there(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    said = "FATAL:   could not open image /images/torch.sif: no such file or directory"
    patient.command("box", f"echo '{said}' >&2; exit 255")
    software = Software("image", ("PATH=$SITE:$PATH",), Container("/images/torch.sif", "box"))
    found = doctor(software=(software,))["python"]
    assert (found.ok, found.text) == (False, f"image: {said}")


def test_a_module_that_hangs(
    doctor: Callable[..., dict[str, Check]], patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmtui.services.doctor.python.TIMEOUT_S", 0.3)
    patient.command("python3", "exec sleep 60")
    checks = doctor()
    assert (checks["python"].ok, "no answer" in checks["python"].text) == (None, True)
    assert checks["internet"].ok, "the checks go on"


@pytest.mark.parametrize("said", ["", "\x1e", "\x1e[]\x1e", "\x1e{\x1e", '\x1e{"python": "\\u001b[2J"}\x1e'])
def test_an_answer_of_another_shape_is_none(said: str) -> None:
    assert read(said) is None


def test_the_internet(doctor: Callable[..., dict[str, Check]], patient: Patient) -> None:
    patient.probe = Result.said("failed", 28, "", "curl: (28) Connection timed out")
    found = doctor(download="on a login node")["internet"]
    assert (found.ok, "timed out" in found.text, found.hint) == (False, True, "on a login node")
    patient.calls.clear()
    assert doctor(internet_on_login="no")["internet"].ok
    assert not any(call[0] == "bash" for call in patient.calls)
    patient.probe = Result.said("failed", 99, "", "")
    assert doctor()["internet"].ok is None


def test_a_cluster_out_of_reach_is_exit_3(
    doctor: Callable[..., dict[str, Check]], patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost() -> None:
        raise LinkLostError("the certificate has ended")

    monkeypatch.setattr(patient, "facts", lost)
    checks = doctor()
    assert list(checks) == ["cluster", "journal", "login"]
    assert (checks["login"].ok, "the certificate has ended" in checks["login"].text) == (None, True)
    assert exit_code(tuple(checks.values())) == 3


@pytest.mark.parametrize(
    ("error", "state", "ok"),
    [
        (LoginRefusedError("the host key of lab has changed", hint="ask the site"), {"phase": "refused"}, False),
        (NeedsUserError("the key needs a passphrase", hint="connect by hand"), {"phase": "lost", "asks": True}, False),
        (UnreachableError("alice@lab was refused"), {"phase": "refused"}, False),
        (UnreachableError("the key needs a passphrase"), {"phase": "lost", "asks": True}, False),
        (UnreachableError("no route to host"), {"phase": "lost", "retry_at": NOW + 8}, None),
        (UnreachableError("a login is under way"), {"phase": "opening", "asks": True}, None),
    ],
)
def test_a_login_that_fails_until_the_user_does_something_is_red(
    doctor: Callable[..., dict[str, Check]],
    patient: Patient,
    monkeypatch: pytest.MonkeyPatch,
    error: UnreachableError,
    state: dict[str, object],
    ok: bool | None,
) -> None:
    def refused() -> None:
        raise LinkLostError(error.message) from error

    monkeypatch.setattr(patient, "facts", refused)
    patient.at(**state)
    checks = doctor()
    assert (checks["login"].ok, checks["login"].text, checks["login"].hint) == (ok, error.message, error.hint)
    assert exit_code(tuple(checks.values())) == 3


def test_a_link_that_breaks_ends_the_checks(
    doctor: Callable[..., dict[str, Check]], patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*words: object, **more: object) -> Result:
        raise UnreachableError("the connection is gone", hint="connect again")

    monkeypatch.setattr(patient, "script", lost)
    checks = doctor()
    assert (checks["login"].ok, checks["login"].hint) == (None, "connect again")
    assert "python" not in checks
    assert exit_code(tuple(checks.values())) == 3

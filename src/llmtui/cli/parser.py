"""Every command and option, declared once; imports nothing but argparse so that --help is instant."""

from __future__ import annotations

import argparse

from .. import __version__


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="llmtui",
        description="Fit, submit and watch language-model jobs on Slurm supercomputers. "
        "Without a command it opens the app.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"llmtui {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the app with the demo job loaded")
    parser.add_argument("--open", metavar="JOB", help="open the app with this job file loaded")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _job_file_commands(commands)
    _watch_commands(commands)
    _folder_commands(commands)
    _catalogue_commands(commands)
    return parser


_ID = "run id, a unique prefix of it, CLUSTER/JOBID (@DATE where a number came twice) or a part of the name"

_Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add(commands: _Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def _add_job(command: argparse.ArgumentParser) -> None:
    command.add_argument("job", metavar="JOB", help="a job file")
    command.add_argument(
        "--set",
        dest="overrides",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="override one key of the job file, dotted: training.max_length=512 (any number of times)",
    )


def _job_file_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    estimate = _add(commands, "estimate", "memory per GPU, host RAM and disk, and whether the job fits")
    _add_job(estimate)
    estimate.add_argument(
        "--trace", action="store_true", help="run the real classes on fake tensors (needs llmtui[runtime]; seconds)"
    )
    plan = _add(commands, "plan", "the offers that fit, cheapest first (not available in this version)")
    _add_job(plan)
    render = _add(commands, "render", "write the files of the job; needs no cluster at hand")
    render.description = f"{render.description}. Change them as you like, then submit with `cd DIR; sbatch job.sh`."
    _add_job(render)
    render.add_argument("-o", "--output", metavar="DIR", required=True, help="folder to write to")
    render.add_argument("--no-copy", action="store_true", help="leave data and model where they are")
    render.add_argument("--force", action="store_true", help="write into a folder that has other things in it")
    lint = _add(commands, "lint", "findings for job files, job scripts and accelerate YAML")
    lint.add_argument("files", nargs="*", metavar="FILE")
    lint.add_argument("--cluster", metavar="NAME", help="the cluster that scripts are for (guessed otherwise)")
    lint.add_argument("--rules", action="store_true", help="list the rules: what each looks for and why")
    lint.add_argument("--explain", metavar="CODE", help="one rule, with its fix")
    read = _add(commands, "import", "a job file from a job script written by hand; lists what it leaves")
    read.add_argument("script", metavar="JOB.SH", help="a job script; accelerate's YAML is read where it names one")
    read.add_argument("-o", "--output", metavar="JOB", help="file to write to, else stdout")
    read.add_argument("--cluster", metavar="NAME", help="the cluster it is for, where its partition does not tell")
    read.add_argument("--model", metavar="NAME", help="the model that the memory is reckoned with")
    read.add_argument(
        "--as",
        dest="task",
        choices=("script", "finetune"),
        default="script",
        help="finetune: let llmtui train what the guide's finetuning.py trains",
    )
    stage = _add(commands, "stage", "fetch the job's model and data from the Hugging Face Hub, on its cluster")
    stage.description = (
        f"{stage.description}. What has begun goes on without llmtui; the same command says how far it is, "
        "and begins again what failed, was lost or was stopped."
    )
    _add_job(stage)
    stage.add_argument("--wait", action="store_true", help="follow it to its end; ^C stops following only")
    stage.add_argument("--stop", action="store_true", help="end it; what was fetched stays")
    submit = _add(commands, "submit", "submit the job once")
    _add_job(submit)
    submit.add_argument(
        "--smoke",
        action="store_true",
        help="first the same plan for two steps on the test partition; the job starts after it has passed",
    )
    submit.add_argument("--wait", action="store_true", help="follow the job to its end; ^C stops following only")
    again = _add(commands, "again", "submit a run of which no job came once more: the files in its folder as they are")
    again.add_argument("id", metavar="ID", help=_ID)
    again.add_argument("--wait", action="store_true", help="follow the job to its end; ^C stops following only")


def _watch_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    _add(commands, "jobs", "the jobs submitted from here and their states")
    for name, text in (
        ("show", "all that is known of one job"),
        ("logs", "the output of one job"),
    ):
        command = _add(commands, name, text)
        command.add_argument("id", metavar="ID", help=_ID)
        if name == "logs":
            command.add_argument("-f", "--follow", action="store_true", help="go on until the job has ended")
    several = _add(commands, "cancel", "cancel jobs; those of a cluster with one scancel")
    several.add_argument("ids", nargs="+", metavar="ID", help=_ID)
    text = "only jobs that Slurm holds of the runs besides their own"
    several.add_argument("--duplicates", action="store_true", help=text)


def _folder_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    fetch = _add(commands, "fetch", "the results of one job to this machine; goes on where it was stopped")
    fetch.add_argument("id", metavar="ID", help=_ID)
    fetch.add_argument("folder", nargs="?", metavar="DIR", help="a new folder, else NAME-RUNID in this one")
    fetch.add_argument("--all", action="store_true", help="with checkpoints and the states that a run goes on from")
    clean = _add(commands, "clean", "what the folders of ended jobs hold on their clusters; --yes deletes them there")
    clean.add_argument("ids", nargs="*", metavar="ID", help=f"{_ID}; else every job that has ended")
    clean.add_argument("--older-than", type=float, metavar="DAYS", help="only jobs that ended so many days ago")
    clean.add_argument("--yes", action="store_true", help="delete, or forget, what is listed otherwise")
    clean.add_argument("--models", action="store_true", help="your own models there, beside the run folders; by NAME")
    clean.add_argument("--forget", action="store_true", help="take jobs out of the list; their folders stay")
    clean.add_argument("--restore", action="store_true", help="put jobs back that were forgotten")


def _catalogue_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    _add(commands, "models", "the model catalogue")
    clusters = _add(commands, "clusters", "the cluster catalogue, or all that is known of one cluster")
    clusters.add_argument("name", nargs="?", metavar="NAME")
    clusters.add_argument("--schema", action="store_true", help="the JSON Schema of cluster files, for editors")
    clusters.add_argument("--new", metavar="NAME", help="make a cluster file from the Slurm of this login node")
    clusters.add_argument("--host", metavar="HOST", help="with --new: ask the Slurm of [USER@]HOST[:PORT], by SSH")
    clusters.add_argument("-o", "--output", metavar="FILE", help="with --new: the file, if not in your clusters folder")
    clusters.add_argument("--force", action="store_true", help="with --new: replace the file if it is there")
    clusters.add_argument(
        "--gpu",
        dest="gpus",
        action="append",
        default=[],
        metavar="TYPE=GPU",
        help="with --new: which GPU of the catalogue a gres type is: a100=a100-80gb (any number of times)",
    )
    clusters.add_argument(
        "--probe", action="store_true", help="with --new: try from here, not in a job, whether the internet is reached"
    )
    doctor = _add(commands, "doctor", "check login, Slurm, quota, token and libraries, and say what to do")
    doctor.add_argument("cluster", nargs="?", metavar="CLUSTER")
    doctor.add_argument("--account", metavar="NAME", help="the account whose folders are looked at (else your first)")

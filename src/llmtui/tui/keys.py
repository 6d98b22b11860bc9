"""Every key of the app as data: bindings, bottom line, help and command palette all read this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Place = Literal["app", "build", "edit", "jobs", "job"]


@dataclass(frozen=True)
class Key:
    """`keys` as Textual names them, the first one is shown; `action` is the Textual action that they start.

    A key that is a letter works only outside text fields, so each action of the Build screen has a function or
    control key. `show` puts it on the bottom line; `priority` lets it come before the widget under the cursor.
    """

    id: str
    place: Place
    keys: tuple[str, ...]
    label: str
    tooltip: str
    action: str
    show: bool = True
    priority: bool = False


KEYS: tuple[Key, ...] = (
    Key("submit", "build", ("ctrl+s",), "Submit", "Show what will be submitted, then submit it", "submit"),
    Key(
        "smoke",
        "build",
        ("ctrl+y",),
        "Smoke test",
        "Try two steps on the test partition first; the job starts after they have passed",
        "submit(True)",
        show=False,
    ),
    Key("fit", "build", ("ctrl+g",), "Fit", "What makes the job fit, or how much batch and length are left", "fit"),
    Key("trace", "build", ("ctrl+t",), "Trace", "Trace the memory exactly: the real classes on fake tensors", "trace"),
    Key("bars", "build", ("f2",), "Bars", "Memory bars: by component, or by phase of a step", "bars"),
    Key(
        "files",
        "build",
        ("f3",),
        "Files",
        "The next of job.sh, accelerate.yaml, run.json, manifest, checks",
        "files",
    ),
    Key("demo", "build", ("f4",), "Demo", "Load the demo job: a small model that trains on this machine", "demo"),
    Key(
        "edit",
        "build",
        ("f8",),
        "Edit",
        "Edit the file on show by hand; edits outlive changes of the form",
        "edit",
    ),
    Key(
        "open_file",
        "build",
        ("ctrl+o",),
        "Open",
        "Load a job file, or a job script (.sh), into the form",
        "open_file",
        show=False,
    ),
    Key("export", "build", ("f9",), "Export", "Write a folder that `sbatch job.sh` submits from", "export", show=False),
    Key(
        "stage",
        "build",
        ("ctrl+r",),
        "Stage",
        "Fetch the job's model and data from the Hugging Face Hub, on its cluster",
        "stage",
        show=False,
    ),
    Key("undo", "build", ("ctrl+z",), "Undo", "Take back what ^g or a load changed last", "take_back", show=False),
    Key("save", "edit", ("ctrl+s",), "Save", "Keep the text as it is here, and go back", "save", priority=True),
    Key("leave", "edit", ("escape",), "Leave", "Go back; asks when there is something to lose", "leave", priority=True),
    Key("undo", "edit", ("ctrl+z",), "Undo", "Take back the last change; ^y makes it again", "undo", priority=True),
    Key(
        "difference",
        "edit",
        ("f2",),
        "Diff",
        "The difference to the generated text, and back",
        "difference",
    ),
    Key("generated", "edit", ("f3",), "Reset", "Back to the generated text; ^z takes that back", "generated"),
    Key("take", "edit", ("f4",), "Take", "Take the generated lines that changed under your edit", "take"),
    Key("outside", "edit", ("f8",), "$EDITOR", "Edit the text in the program that $EDITOR names", "outside"),
    Key("help", "edit", ("f1", "question_mark"), "Help", "What edits do, and all keys", "explain"),
    Key("open", "jobs", ("enter",), "Open", "Log, curve and facts of the job under the cursor", "open", priority=True),
    Key("refresh", "jobs", ("r",), "Refresh", "Ask Slurm now", "refresh", show=False),
    Key("cancel", "jobs", ("c",), "Cancel", "Cancel the marked jobs, or the one under the cursor", "cancel"),
    Key(
        "mark",
        "jobs",
        ("space",),
        "Mark",
        "Mark the job under the cursor, to cancel several together",
        "mark",
        show=False,
    ),
    Key(
        "again",
        "jobs",
        ("a",),
        "Submit again",
        "Submit the job under the cursor once more with the same files, where no job can have come of it",
        "again",
        show=False,
    ),
    Key("resubmit", "jobs", ("s",), "Build again", "Load the job into the Build form", "resubmit"),
    Key(
        "filter", "jobs", ("slash",), "Filter", "Show only jobs whose name, cluster or state contains a text", "filter"
    ),
    Key("fetch", "jobs", ("g",), "Fetch", "Get the results of the job under the cursor to this machine", "fetch"),
    Key("clean", "jobs", ("x",), "Clean", "What run folders hold; delete them, or forget their jobs", "clean"),
    Key("demo", "jobs", ("d",), "Demo", "Load the demo job into the Build form", "demo", show=False),
    Key("follow", "job", ("f",), "Follow", "Stop or start following the end of the log", "follow"),
    Key("refresh", "job", ("r",), "Refresh", "Ask Slurm now", "refresh", show=False),
    Key("cancel", "job", ("c",), "Cancel", "Cancel this job", "cancel"),
    Key(
        "again",
        "job",
        ("a",),
        "Submit again",
        "Submit this job once more with the same files, where no job can have come of it",
        "again",
        show=False,
    ),
    Key("resubmit", "job", ("s",), "Build again", "Load the job into the Build form", "resubmit"),
    Key("fetch", "job", ("g",), "Fetch", "Get the results to this machine", "fetch"),
    Key(
        "clean", "job", ("x",), "Clean", "What its run folder holds; delete it, or forget the job", "clean", show=False
    ),
    Key("facts", "job", ("i",), "Facts", "Run folder, files, model and what the run said of itself", "facts"),
    Key("back", "job", ("escape",), "Jobs", "Back to the list", "leave"),
    Key("help", "app", ("f1", "question_mark"), "Help", "What is under the cursor, and all keys", "help"),
    Key(
        "connect",
        "app",
        ("ctrl+l", "l"),
        "Log in",
        "Log in to the cluster on show, see how it is reached, or close the connection",
        "connect",
        show=False,
    ),
    Key(
        "doctor",
        "app",
        ("ctrl+n",),
        "Doctor",
        "Check the cluster on show: login, Slurm, quota, token, libraries; and what to do",
        "doctor",
        show=False,
    ),
    Key("go_build", "app", ("f5", "1"), "Build", "The form", "go('build')", show=False),
    Key("go_jobs", "app", ("f6", "2"), "Jobs", "All jobs submitted from here", "go('jobs')", show=False),
    Key("go_job", "app", ("f7", "3"), "Job", "The job that was opened last", "go('job')", show=False),
    Key(
        "palette", "app", ("ctrl+p",), "Commands", "Every command by name, and themes", "command_palette", priority=True
    ),
    Key("quit", "app", ("ctrl+q",), "Quit", "Leave; jobs go on", "quit", show=False, priority=True),
)


def keys_of(place: Place) -> tuple[Key, ...]:
    """The keys of one screen, or of the whole app."""
    return tuple(key for key in KEYS if key.place == place)


def key_of(place: Place, id: str) -> str:
    """The first key of an action, as help and bottom line write it."""
    return next(shown(key.keys[0]) for key in keys_of(place) if key.id == id)


def place_of(mode: str) -> Place:
    """The screen's keys by the app's mode."""
    return mode if mode in ("jobs", "job") else "build"  # type: ignore[return-value]


def bindings(place: Place) -> list[BindingType]:
    """The same as Textual bindings; the ids are `PLACE.ID`, for a keymap."""
    return [
        Binding(
            ",".join(key.keys),
            key.action,
            key.label,
            show=key.show,
            tooltip=key.tooltip,
            id=f"{place}.{key.id}",
            priority=key.priority,
        )
        for key in keys_of(place)
    ]


def shown(key: str) -> str:
    """A key as help and bottom line write it: ^s, F1, /, enter."""
    named = {"slash": "/", "question_mark": "?", "escape": "esc"}
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return named.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)

"""The two files that fetch on the cluster: a shell script that watches over a Python program."""

from __future__ import annotations

import shlex

from ...domain.site import Software
from ..place.siteshell import in_software, shell_for
from .wanted import Wanted

SHELL = "fetch.sh"
PROGRAM = "fetch.py"
#: How long the watcher may be silent before it counts as gone, in seconds; clocks of two login nodes differ a little.
SILENT_S = 120
#: What the lock looks like: `claim` and `beat` are made by the watcher, `job` holds the id where it is a job.
_WATCHER = r"""#!/bin/bash
# Fetches @WHAT@ from the Hugging Face Hub. Written by llmtui; run it again as often as you like.
umask 077
cd -- @FOLDER@ || exit 97
exec </dev/null
trap '' HUP
# One at a time: whoever comes second leaves.
mkdir lock/claim 2>/dev/null || exit 75
printf '%s %s\n' "$(uname -n)" "$$" > lock/owner
: > lock/beat
set -m
@SHELL@ @COMMAND@ > log 2>&1 &
work=$!
stopped=
trap 'stopped=yes; kill -TERM -- "-$work" 2>/dev/null' TERM INT
turns=0
grace=0
while kill -0 "$work" 2>/dev/null; do
  if [ -n "$stopped" ]; then
    grace=$((grace + 1))
    [ $grace -gt 10 ] && kill -KILL -- "-$work" 2>/dev/null
  elif [ -e stop ]; then
    stopped=yes
    kill -TERM -- "-$work" 2>/dev/null
  fi
  turns=$((turns + 1))
  [ $((turns % 10)) = 0 ] && : > lock/beat
  # What is there already takes no time; a large model is looked at once a second.
  if [ $turns -lt 20 ]; then sleep 0.2; else sleep 1; fi
done
wait "$work"
rc=$?
[ -n "$stopped" ] && rc=stopped
printf '%s\n' "$rc" > rc.tmp && mv -- rc.tmp rc
# Whoever was silent for too long may have been replaced: that one's lock is not ours.
[ "$(cat lock/owner 2>/dev/null)" = "$(uname -n) $$" ] && rm -rf -- lock stop
exit 0
"""
#: The token is a file that only its owner can read, or none at all; variables of the login shell are not passed on.
_COMMAND = r"""umask 077
unset HF_TOKEN HUGGING_FACE_HUB_TOKEN HUGGINGFACE_HUB_TOKEN HF_TOKEN_PATH HF_HUB_OFFLINE TRANSFORMERS_OFFLINE
export HF_HOME=@HF_HOME@ HF_HUB_DISABLE_PROGRESS_BARS=1 HF_HUB_DISABLE_TELEMETRY=1
export HF_HUB_DISABLE_IMPLICIT_TOKEN=1
for file in "$HOME/.cache/huggingface/token" "$HF_HOME/token"; do
  if [ -f "$file" ] && [ -O "$file" ]; then
    case $(stat -L -c %a -- "$file") in
      *00) export HF_TOKEN_PATH="$file"; unset HF_HUB_DISABLE_IMPLICIT_TOKEN; break;;
    esac
  fi
done
@RUN@"""
#: Files of a model repository that transformers does not load where there are safetensors.
_PYTHON = r'''"""Fetch one repository of the Hugging Face Hub into HF_HOME; what is there is not fetched twice."""

import fnmatch
import os
import re
import sys

SKIPPED = ("original/*", "*.pth", "*.gguf", "*.onnx", "onnx/*", "*.h5", "*.msgpack", "*.ot", "*.tflite", "*.mlmodel",
           "coreml/*", "openvino/*")


def chosen(sizes, kind):
    """The files to fetch with their sizes in bytes: of a model, the weights in one format."""
    if kind != "model":
        return dict(sizes)
    weights = any(name.endswith(".safetensors") for name in sizes)
    skipped = SKIPPED + (("*.bin",) if weights else ())
    return {name: size for name, size in sizes.items() if not any(fnmatch.fnmatch(name, each) for each in skipped)}


def write(name, text):
    """A small file that is whole or not there."""
    with open(name + ".tmp", "w") as file:
        file.write(text)
    os.replace(name + ".tmp", name)


def main(kind, repository):
    from huggingface_hub import HfApi, snapshot_download

    token = None if os.environ.get("HF_TOKEN_PATH") else False
    info = HfApi(token=token).repo_info(repository, repo_type=kind, files_metadata=True)
    files = chosen({each.rfilename: each.size or 0 for each in info.siblings}, kind)
    program = repository.split("/")[-1] + ".py"
    if kind == "dataset" and program in files:
        sys.exit("%s is read by a program of its own, %s, which the datasets library no longer runs: write its texts "
                 "into a .jsonl or .parquet file and name that" % (repository, program))
    write("total", "%d\n" % sum(files.values()))
    print("%d files of %s" % (len(files), repository), flush=True)
    # A name is a pattern to snapshot_download: what would be a wildcard stands for itself.
    names = [re.sub(r"([*?\[])", r"[\1]", name) for name in files]
    snapshot_download(repository, repo_type=kind, allow_patterns=names, token=token)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as error:
        first = str(error).strip().split("\n")[0]
        sys.exit("%s: %s" % (type(error).__name__, first))
'''


def files(wanted: Wanted, folder: str, hub_folder: str, software: Software | None) -> dict[str, tuple[bytes, int]]:
    """Names, bytes and modes for the folder of this fetch on the cluster."""
    program = shlex.quote(f"{folder}/{PROGRAM}")
    run = in_software(software, f"python3 {program} {wanted.kind} {shlex.quote(wanted.id)}")
    command = _COMMAND.replace("@HF_HOME@", shlex.quote(hub_folder)).replace("@RUN@", run)
    text = _WATCHER.replace("@WHAT@", wanted.id).replace("@FOLDER@", shlex.quote(folder))
    text = text.replace("@SHELL@", shell_for(software)).replace("@COMMAND@", shlex.quote(command))
    return {SHELL: (text.encode(), 0o700), PROGRAM: (_PYTHON.encode(), 0o600)}

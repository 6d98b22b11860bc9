"""Options the way getopt_long reads them, long and short names mapped to the long one (sbatch manual, OPTIONS).

A table is text, one option a word: `nodes|N=` takes a value, `exclusive=?` may have one after `=`, `hold|H` has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

SBATCH = (
    "account|A= acctg-freq= array|a= batch= bb= bbf= begin|b= burst-buffer= chdir|D= cluster-constraint= clusters|M= "
    "comment= constraint|C= consolidate-segments container= container-id= contiguous core-spec|S= cores-per-socket= "
    "cpu-freq= cpus-per-gpu= cpus-per-task|c= deadline= delay-boot= dependency|d= distribution|m= error|e= exclude|x= "
    "exclusive=? export= export-file= external extra= extra-node-info|B= get-user-env=? gid= gpu-bind= gpu-freq= "
    "gpus|G= gpus-per-node= gpus-per-socket= gpus-per-task= gres= gres-flags= help|h hint= hold|H ignore-pbs input|i= "
    "job-name|J= kill-on-invalid-dep= licenses|L= mail-type= mail-user= mcs-label= mem= mem-bind= mem-per-cpu= "
    "mem-per-gpu= mincpus= network= nice=? no-kill|k=? no-requeue nodefile|F= nodelist|w= nodes|N= ntasks|n= "
    "ntasks-per-core= ntasks-per-gpu= ntasks-per-node= ntasks-per-socket= open-mode= output|o= overcommit|O "
    "oom-kill-step=? oversubscribe|s parsable partition|p= power= prefer= priority= profile= propagate=? qos|q= "
    "quiet|Q reboot requeue reservation= resv-ports=? segment= signal= sockets-per-node= spread-job stepmgr switches= "
    "tasks= tasks-per-node= test-only thread-spec= threads-per-core= time|t= time-min= tmp= tres-bind= tres-per-task= "
    "uid= usage use-min-nodes verbose|v version|V wait|W wait-all-nodes= wckey= workdir= wrap="
)
#: Other names of the same option.
_SAME = {"tasks-per-node": "ntasks-per-node", "tasks": "ntasks", "workdir": "chdir"}


@dataclass(frozen=True)
class Option:
    """`value` is "none", "needed" or "optional"."""

    name: str
    short: str
    value: str


@dataclass(frozen=True)
class Given:
    """One option as given: its long name, its value ("" if it has none) and the line it stands on."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class Placed:
    """A word and its line."""

    text: str
    line: int


@dataclass(frozen=True)
class Parsed:
    """Options in the order given; `problem` and its line for what getopt_long or sbatch would stop at."""

    options: tuple[Given, ...]
    rest: tuple[Placed, ...] = ()
    problem: str = ""
    problem_line: int = 0


def table(text: str) -> Mapping[str, Option]:
    """Options by long name, from the words of a table."""
    return MappingProxyType({option.name: option for option in map(_option, text.split())})


def parse(known: Mapping[str, Option], words: Sequence[Placed]) -> Parsed:
    """Read words up to the first that is no option; `rest` holds it and what follows."""
    return _Reader(known, words).read()


def _option(word: str) -> Option:
    value = "optional" if word.endswith("=?") else "needed" if word.endswith("=") else "none"
    name, _, short = word.rstrip("=?").partition("|")
    return Option(name, short, value)


class _Problem(Exception):
    """What getopt_long refuses."""


class _Reader:
    def __init__(self, known: Mapping[str, Option], words: Sequence[Placed]) -> None:
        self._known = known
        self._short = {option.short: option for option in known.values() if option.short}
        self._words = list(words)
        self._options: list[Given] = []

    def read(self) -> Parsed:
        while self._words:
            word = self._words[0]
            if word.text == "--" or not word.text.startswith("-") or word.text == "-":
                rest = self._words[1:] if word.text == "--" else self._words
                return Parsed(tuple(self._options), tuple(rest))
            self._words.pop(0)
            try:
                self._long(word) if word.text.startswith("--") else self._shorts(word)
            except _Problem as problem:
                return Parsed(tuple(self._options), (), str(problem), word.line)
        return Parsed(tuple(self._options))

    def _add(self, option: Option, value: str, line: int) -> None:
        self._options.append(Given(_SAME.get(option.name, option.name), value, line))

    def _long(self, word: Placed) -> None:
        name, equals, value = word.text[2:].partition("=")
        option = self._find(name)
        if option.value == "none" and equals:
            raise _Problem(f"--{option.name} takes no value")
        if option.value == "needed" and not equals:
            value = self._value(f"--{option.name}")
        self._add(option, value, word.line)

    def _value(self, shown: str) -> str:
        if not self._words:
            raise _Problem(f"{shown} needs a value")
        return self._words.pop(0).text

    def _find(self, name: str) -> Option:
        if name in self._known:
            return self._known[name]
        near = {_SAME.get(key, key) for key in self._known if name and key.startswith(name)}
        if len(near) == 1:
            return self._known[near.pop()]
        raise _Problem(f"--{name} is not an option" if not near else f"--{name} may be {' or '.join(sorted(near))}")

    def _shorts(self, word: Placed) -> None:
        letters = word.text[1:]
        while letters:
            option = self._short.get(letters[0])
            if option is None:
                raise _Problem(f"-{letters[0]} is not an option")
            letters = letters[1:]
            if option.value == "none":
                self._add(option, "", word.line)
                continue
            if not letters and option.value == "needed":
                letters = self._value(f"-{option.short}")
            self._add(option, letters, word.line)
            return

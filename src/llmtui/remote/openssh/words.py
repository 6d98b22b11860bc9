"""The words that the ssh program is called with, and the environment that it gets: it never prompts by itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..framing import SHELL
from ..target import Target

#: How long a master that we started outlives us when we are killed, and one of the user's, in seconds.
_OURS_S, _USERS_S = 30, 600
#: A server that leaves three requests 4 s apart unanswered is gone 4 s later (ssh_config, ServerAliveCountMax).
_ALIVE = ("ServerAliveInterval=4", "ServerAliveCountMax=3")
#: What an ssh_config may switch on, and no session of ours may have.
_NOTHING_MORE = (
    "ForwardAgent=no",
    "ForwardX11=no",
    "ClearAllForwardings=yes",
    "PermitLocalCommand=no",
    "RemoteCommand=none",
    "RequestTTY=no",
)
#: Without these ssh has no window to ask in; it has no terminal either, for it runs in a session of its own.
_ASKING = frozenset({"SSH_ASKPASS", "DISPLAY", "WAYLAND_DISPLAY"})


@dataclass(frozen=True)
class Words:
    """Calls of ssh for one target. `extra` are options that come first, and so win over ours and ssh_config's."""

    target: Target
    extra: Sequence[str] = field(default=())

    def login(self, control: Path) -> list[str]:
        """Log in without a question, run a shell, and keep a master at `control` that goes soon after its last user."""
        options = [f"ControlPath={control}", "ControlMaster=auto", f"ControlPersist={_OURS_S}", *_ALIVE]
        # Where a host is not known, only the user may say that it is the right one.
        options += ["StrictHostKeyChecking=yes", *self._place()]
        return self._ssh(
            ["BatchMode=yes", *options, *_NOTHING_MORE], *self._ways(), "-T", "--", self.target.alias, SHELL
        )

    def shell(self, control: Path | None) -> list[str]:
        """Another shell over the master at `control`, None: at the path that ssh_config gives."""
        return self._ssh(self._client(control), "-T", "--", self.target.alias, SHELL)

    def sftp(self, control: Path | None) -> list[str]:
        """The file server over that master."""
        return self._ssh(self._client(control), "-s", "--", self.target.alias, "sftp")

    def control(self, command: str, control: Path | None) -> list[str]:
        """A word to the master itself: "check" or "exit". This never reaches the server."""
        return self._ssh([f"ControlPath={control}"] if control else [], "-O", command, "--", self.target.alias)

    def master(self, control: Path) -> list[str]:
        """What the user runs in a terminal of theirs: it asks what there is to ask, then goes to the background."""
        options = [f"ControlPath={control}", "ControlMaster=yes", f"ControlPersist={_USERS_S}", *_ALIVE]
        options += ["StrictHostKeyChecking=ask", *self._place(), *_NOTHING_MORE]
        return self._ssh(options, *self._ways(), "-fN", "--", self.target.alias)

    def _ssh(self, options: Sequence[str], *words: str) -> list[str]:
        named = [word for option in options for word in ("-o", option)]
        return ["ssh", *self.extra, *named, *words]

    def _client(self, control: Path | None) -> list[str]:
        # Without its master a client would log in by itself; a proxy that ends at once forbids that.
        there = [f"ControlPath={control}"] if control else []
        return ["BatchMode=yes", "ControlMaster=no", *there, "ProxyCommand=false", "LogLevel=ERROR", *_NOTHING_MORE]

    def _place(self) -> list[str]:
        target = self.target
        options = ["LogLevel=ERROR", f"ConnectTimeout={max(1, round(target.connect_timeout_s))}"]
        if target.host != target.alias:
            options.append(f"HostName={target.host}")
        if target.host_key_alias:
            options.append(f"HostKeyAlias={target.host_key_alias}")
        if target.known_hosts:
            options.append("UserKnownHostsFile=" + " ".join(_quoted(name) for name in target.known_hosts))
        options += [f"CertificateFile={_quoted(name)}" for name in target.certificate_files if os.path.exists(name)]
        if target.identities_only:
            options.append("IdentitiesOnly=yes")
        return options

    def _ways(self) -> list[str]:
        target = self.target
        words = ["-l", target.user, "-p", str(target.port)]
        for name in target.identity_files:
            # ssh_config's defaults are mostly not there, and ssh warns of each that is named and missing.
            words += ["-i", name] if os.path.exists(name) else []
        if target.jumps:
            words += ["-J", ",".join(f"{hop.user}@{hop.alias}:{hop.port}" for hop in target.jumps)]
        return words


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment for ssh: nothing in it that could open a window."""
    kept = {name: value for name, value in variables.items() if name not in _ASKING}
    return {**kept, "SSH_ASKPASS_REQUIRE": "never"}


def _quoted(path: str) -> str:
    """A path as one word of ssh_config, its % no token."""
    return '"' + path.replace("%", "%%") + '"'

"""The login matrix: every way in that sites have, what goes wrong with it, and how each has to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from llmtui.errors import LlmtuiError, UnreachableError
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.prompter import HostAnswer
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.hop import Accepted
from llmtui.remote.target import Target

from .answers import Answer, Answers
from .lab import CODE, PASSPHRASE, Lab, one_time

RENEW = "site-sign-key (browser)"


@dataclass(frozen=True)
class Case:
    """One login. `error` None means that it succeeds; `says` are words of the message or hint, `prompts` how many
    prompts are shown; `nobody` is a login with nobody to ask.
    """

    name: str
    target: Target
    answers: Sequence[Answer] = ()
    hosts: Sequence[HostAnswer] = ()
    error: type[LlmtuiError] | None = None
    says: tuple[str, ...] = ()
    prompts: int = 0
    nobody: bool = False
    renew: str = ""
    only_certificates: bool = True


@dataclass(frozen=True)
class Outcome:
    """How a login ended, in plain values."""

    error: str
    text: str
    prompts: int
    asked: bool
    expires: bool


def run(case: Case) -> Outcome:
    """Log in, run a command there, and let go."""
    user = Answers(case.answers, case.hosts)
    once: Accepted = set()
    try:
        prompter, only = None if case.nobody else user, case.only_certificates
        link = dial(case.target, prompter, once=once, renew=case.renew, only_certificates=only)
    except UnreachableError as error:
        return Outcome(type(error).__name__, " ".join(error.lines()), len(user.prompts), False, False)
    try:
        channel = link.transport.open_session()
        channel.exec_command("exit 7")
        assert channel.recv_exit_status() == 7
        return Outcome("", "", len(user.prompts), link.asked, link.certificate_expires_at is not None)
    finally:
        link.close()


def cases(lab: Lab) -> list[Case]:
    """All of them; those with a second factor where the lab has such servers."""
    return [*_keys(lab), *_certificates(lab), *_host_keys(lab), *_jumps(lab), *(_factors(lab) if lab.factors else [])]


def _keys(lab: Lab) -> list[Case]:
    three = [["no"], ["no"], ["no"]]
    return [
        *(Case(f"{kind} key", lab.target(None, kind), nobody=True) for kind in ("ed25519", "rsa", "ecdsa")),
        Case("encrypted key", lab.target(None, "locked"), [[PASSPHRASE]], prompts=1),
        Case("encrypted rsa key", lab.target(None, "locked-rsa"), [[PASSPHRASE]], prompts=1),
        Case("wrong passphrase, then right", lab.target(None, "locked"), [["no"], [PASSPHRASE]], prompts=2),
        Case(
            "three wrong passphrases",
            lab.target(None, "locked"),
            three,
            prompts=3,
            error=LoginRefusedError,
            says=("3 wrong passphrases",),
        ),
        Case(
            "no passphrase is asked for in vain",
            lab.target(None, "locked-stranger", "locked"),
            [[PASSPHRASE]],
            prompts=1,
        ),
        Case(
            "only a key that the server does not take",
            lab.target(None, "locked-stranger"),
            error=LoginRefusedError,
            says=("the server does not take this key",),
        ),
        Case("passphrase given up", lab.target(None, "locked"), [None], prompts=1, error=NeedsUserError),
        Case("encrypted key, nobody there", lab.target(None, "locked"), nobody=True, error=NeedsUserError),
        Case("an unencrypted key saves the question", lab.target(None, "locked", "ed25519")),
        Case("agent", lab.target(agent=lab.agent), nobody=True),
        Case("agent saves the passphrase", lab.target(None, "locked", agent=lab.agent)),
        Case(
            "no key fits",
            lab.target(None, "stranger"),
            error=LoginRefusedError,
            says=("1 key tried", "the server takes publickey"),
        ),
        Case("no key at all", lab.target(), error=LoginRefusedError, says=("no key was found", "ssh-add")),
    ]


def _certificates(lab: Lab) -> list[Case]:
    return [
        Case("certificate", lab.target(None, "valid"), nobody=True, renew=RENEW),
        Case("rsa certificate", lab.target(None, "valid-rsa"), nobody=True, renew=RENEW),
        Case("certificate of an encrypted key", lab.target(None, "valid-locked"), [[PASSPHRASE]], prompts=1),
        Case(
            "expired certificate",
            lab.target(None, "expired"),
            error=LoginRefusedError,
            says=("expired on", "was not tried", RENEW),
            renew=RENEW,
        ),
        Case(
            "certificate of the future",
            lab.target(None, "early"),
            error=LoginRefusedError,
            says=("valid only from", "clock"),
            renew=RENEW,
        ),
        Case(
            "expired certificate where none is named",
            lab.target(None, "expired"),
            error=LoginRefusedError,
            says=("1 key tried", "expired on"),
        ),
        Case(
            "expired certificate where a code may do as well",
            lab.target(None, "expired"),
            error=LoginRefusedError,
            says=("1 key tried", "expired on", f"renew it: {RENEW}"),
            renew=RENEW,
            only_certificates=False,
        ),
        Case(
            "no certificate at all",
            lab.target(None, "stranger"),
            error=LoginRefusedError,
            says=("1 key tried", f"get a certificate: {RENEW}"),
            renew=RENEW,
        ),
        Case("expired certificate beside a good key", lab.target(None, "expired", "ed25519")),
    ]


def _host_keys(lab: Lab) -> list[Case]:
    files = {
        name: lab.folder / f"known-{name}" for name in ("none", "save", "changed", "revoked", "hashed", "wildcard")
    }
    port, key = lab.plain.port, lab.plain.host_key
    other = lab.gate.host_key
    from llmtui.remote.ssh import hostnames

    files["changed"].write_text(f"# ours\n[127.0.0.1]:{port} {other}\n")
    files["revoked"].write_text(f"[127.0.0.1]:{port} {key}\n@revoked * {key}\n")
    files["hashed"].write_text(f"{hostnames.hashed(hostnames.listed('127.0.0.1', port))} {key}\n")
    files["wildcard"].write_text(f"@unheard-of x\ngarbage\n[127.0.0.*]:{port},!10.* {key}\n")

    def of(name: str, **changes: object) -> Target:
        return lab.target(None, "ed25519", known_hosts=(str(files[name]),), **changes)

    return [
        Case("unknown host, nobody there", of("none"), nobody=True, error=NeedsUserError, says=("not known yet",)),
        Case("unknown host, cancelled", of("none"), hosts=["cancel"], error=NeedsUserError, says=("not accepted",)),
        Case("unknown host, once", of("none"), hosts=["once"]),
        Case("unknown host, published", of("none", published=(lab.plain.fingerprint,)), hosts=["once"]),
        Case("unknown host, saved", of("save"), hosts=["save"]),
        Case("known now that it is saved", of("save"), nobody=True),
        Case("hashed name", of("hashed"), nobody=True),
        Case("wildcard, after lines that cannot be read", of("wildcard"), nobody=True),
        Case(
            "changed host key",
            of("changed"),
            error=LoginRefusedError,
            says=("has changed", f"{files['changed']}:2", "ssh-keygen -R"),
        ),
        Case("revoked host key", of("revoked"), error=LoginRefusedError, says=("is revoked", f"{files['revoked']}:2")),
    ]


def _jumps(lab: Lab) -> list[Case]:
    way = (lab.target(lab.gate, "rsa"), lab.target(lab.inner, "ed25519"))
    target = lab.target(lab.plain, "ecdsa", jumps=way)
    empty = str(lab.folder / "known-nobody")
    unknown = replace(target, jumps=(way[0], replace(way[1], known_hosts=(empty,))))
    return [
        Case("over two hosts", target, nobody=True),
        Case(
            "over a host whose key has a passphrase",
            replace(target, jumps=(way[0], lab.target(lab.inner, "locked"))),
            [[PASSPHRASE]],
            prompts=1,
        ),
        Case("an unknown host on the way", unknown, hosts=["once"]),
        Case("an unknown host on the way, nobody there", unknown, nobody=True, error=NeedsUserError),
        Case(
            "a way that leads nowhere",
            replace(target, port=1),
            error=UnreachableError,
            says=("the host on the way",),
        ),
    ]


def _factors(lab: Lab) -> list[Case]:
    one, two, zero = (lab.target(lab.factors[name], "ed25519") for name in ("one", "two", "zero"))
    return [
        Case("key and code", one, [[CODE]], prompts=1),
        Case(
            "key with passphrase, and code", lab.target(lab.factors["one"], "locked"), [[PASSPHRASE], [CODE]], prompts=2
        ),
        Case("wrong code, then right", one, [["0"], [CODE]], prompts=2),
        Case(
            "three wrong codes",
            one,
            [["0"], ["0"], ["0"]],
            prompts=3,
            error=LoginRefusedError,
            says=("refused the answers 3 times",),
        ),
        Case("code given up", one, [None], prompts=1, error=NeedsUserError, says=("given up",)),
        Case("code, nobody there", one, nobody=True, error=NeedsUserError, says=("asks for",)),
        Case("key, password and one-time code", two, [[CODE], [one_time(0)]], prompts=2),
        Case("key and a round without prompts", zero),
        Case("over a host that wants a code", lab.target(None, "rsa", jumps=(one,)), [[CODE]], prompts=1),
    ]

"""Log in to one host whose key is checked: what asks nobody first, then passphrases, codes and passwords.

A refused method is not tried twice, an expired certificate not once. Where the server wants several proofs, each one
that it takes brings the next round.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from ...domain.remotetext import RemoteText
from ...errors import UnreachableError
from ..errors import LoginRefusedError, NeedsUserError
from ..prompter import Prompt, Prompter, Question
from ..target import Target
from . import identities, lapsed, refusals
from .identities import Identities, Locked
from .keyfile import PassphraseError
from .offer import takes
from .publickey import PublicKey
from .rounds import GaveUpError, Round, interactive
from .signer import Signer
from .wire import WireError

if TYPE_CHECKING:
    import paramiko

T = TypeVar("T")

#: How long the server may take for its part of a login, in seconds; the user's time does not count.
AUTH_S = 120.0
#: Wrong passphrases, codes or passwords; more would lock accounts.
MOST_TRIES = 3
_RENEW = "renew the certificate"


@dataclass(frozen=True)
class LoggedIn:
    """How it went: the end of the certificate that was used (seconds since the epoch), whether the user was asked."""

    certificate_expires_at: float | None
    asked: bool


class Login:
    """One login at one host."""

    def __init__(
        self,
        target: Target,
        prompter: Prompter | None,
        renew: str = "",
        only_certificates: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._target = target
        self._prompter = prompter
        self._renew = renew
        self._only_certificates = only_certificates
        self._clock = clock
        self._have = Identities()
        self._certified = False
        self._methods: frozenset[str] | None = None
        self._proofs = 0
        self._tried = 0
        self._used: Signer | None = None
        self._asked = False
        self._banner = b""

    @property
    def asked(self) -> bool:
        """Whether the user had to answer something so far."""
        return self._asked

    def prepare(self) -> None:
        """Read keys and certificates. Raises LoginRefusedError where the site's certificate is out of its time, and
        nothing else may do.
        """
        self._have = identities.gather(self._target, self._clock())
        self._certified = bool(self._have.certificates)
        gone = lapsed.instead(self._have, self._target)
        if self._renew and self._only_certificates and gone is not None:
            raise refusals.outdated(gone, self._renew, self._clock())

    def forget(self) -> None:
        """Let go of keys and of the agent."""
        self._have.close()

    def run(self, transport: paramiko.Transport) -> LoggedIn:
        """Log in. Raises NeedsUserError, LoginRefusedError, UnreachableError."""
        steps = (self._signers, self._locked, self._interactive, self._password)
        try:
            while True:
                before = self._proofs
                for step in steps:
                    step(transport)
                    if transport.is_authenticated():
                        used = self._used.certificate if self._used else None
                        return LoggedIn(used.expires_at if used else None, self._asked)
                    if self._proofs > before:
                        break
                else:
                    raise self._refused()
        finally:
            _forget_secrets(transport)

    def _refused(self) -> LoginRefusedError:
        banner = RemoteText(self._banner.decode("utf-8", errors="replace"))
        wanting = "" if self._certified or not self._renew else f"get a certificate: {self._renew}"
        renewal = self._renewal("renew it") or wanting
        return refusals.refused(self._target, self._have, self._tried, self._methods, renewal, self._clock(), banner)

    def _renewal(self, words: str) -> str:
        """What to do about a certificate whose time is over, "" where there is none."""
        return f"{words}: {self._renew}" if self._renew and self._have.outdated else ""

    def _may(self, method: str) -> bool:
        return self._methods is None or method in self._methods

    def _signers(self, transport: paramiko.Transport) -> None:
        while self._have.signers and self._may("publickey"):
            if self._prove(transport, self._have.signers.pop(0)):
                return

    def _prove(self, transport: paramiko.Transport, signer: Signer) -> bool:
        """Whether the server took the key."""
        self._tried += 1
        key = cast("paramiko.PKey", signer)
        taken = self._attempt(transport, lambda: transport.auth_publickey(self._target.user, key))
        if taken:
            self._used = signer
        return taken

    def _locked(self, transport: paramiko.Transport) -> None:
        while self._have.locked and self._allowed(transport, "publickey"):
            locked = self._have.locked.pop(0)
            if not self._wanted(transport, locked):
                self._have.notes.append(f"{locked.file.path}: the server does not take this key")
                continue
            for signer in self._unlock(locked):
                if self._prove(transport, signer):
                    return

    def _wanted(self, transport: paramiko.Transport, locked: Locked) -> bool:
        """Whether the server would take the key, so that nobody is asked for a passphrase in vain."""
        keys = [one.whole for one in locked.certificates] + [key for key in (locked.file.public,) if key is not None]
        # The file of an old format may not tell which key it holds.
        return not keys or any(self._offer(transport, key) for key in keys)

    def _offer(self, transport: paramiko.Transport, key: PublicKey) -> bool:
        taken = bool(self._call(transport, lambda: takes(transport, self._target.user, key, AUTH_S)))
        self._tried += not taken
        return taken

    def _unlock(self, locked: Locked) -> list[Signer]:
        """The signers of an encrypted key; none after too many wrong passphrases."""
        path = locked.file.path
        for attempt in range(1, MOST_TRIES + 1):
            prompt = Prompt(RemoteText(f"Passphrase for {path}: "))
            question = Question(
                self._target.host, "passphrase", "Passphrase of a key", RemoteText(path), (prompt,), attempt
            )
            answers = self._ask(question, f"the passphrase of {path} is needed")
            try:
                return identities.from_file(locked.file, locked.certificates, answers[0])
            except PassphraseError:
                continue
            except WireError as error:
                self._have.notes.append(str(error))
                return []
        self._have.notes.append(f"{path}: {MOST_TRIES} wrong passphrases")
        return []

    def _interactive(self, transport: paramiko.Transport) -> None:
        for attempt in range(1, MOST_TRIES + 1):
            if not self._allowed(transport, "keyboard-interactive"):
                return
            self._need(f"{self._target.where} asks for a password or a code")
            self._asked = True
            prompted = False

            def ask(said: Round, attempt: int = attempt) -> list[str] | None:
                nonlocal prompted
                prompted = prompted or bool(said.prompts)
                return self._answer(said, attempt)

            try:
                taken = self._attempt(
                    transport, lambda: interactive(transport, self._target.user, ask, AUTH_S), asks=True
                )
            except GaveUpError:
                raise self._gave_up() from None
            if taken or not prompted:
                return
        raise refusals.wrong_answers(self._target, MOST_TRIES, self._methods, self._renewal(_RENEW))

    def _answer(self, said: Round, attempt: int) -> list[str] | None:
        if self._prompter is None:
            return None
        if not said.prompts:
            if said.text:
                self._prompter.telling(f"{self._target.host}: {said.text.line()}")
            return []
        question = Question(
            self._target.host, "server", f"Login to {self._target.where}", said.text, said.prompts, attempt
        )
        answers = self._prompter.ask(question)
        return None if answers is None else list(answers)

    def _password(self, transport: paramiko.Transport) -> None:
        for attempt in range(1, MOST_TRIES + 1):
            if not self._allowed(transport, "password"):
                return
            prompt = Prompt(RemoteText(f"{self._target.where}'s password: "))
            question = Question(
                self._target.host, "server", f"Login to {self._target.where}", RemoteText(""), (prompt,), attempt
            )
            answers = self._ask(question, f"{self._target.where} asks for a password")
            if self._attempt(
                transport,
                lambda: transport.auth_password(self._target.user, answers[0], fallback=False),  # noqa: B023 - called at once
            ):
                return
        raise refusals.wrong_answers(self._target, MOST_TRIES, self._methods, self._renewal(_RENEW))

    def _ask(self, question: Question, why: str) -> list[str]:
        prompter = self._need(why)
        self._asked = True
        answers = prompter.ask(question)
        if answers is None:
            raise self._gave_up()
        return list(answers)

    def _need(self, why: str) -> Prompter:
        if self._prompter is None:
            raise NeedsUserError(why, hint=self._renewal(_RENEW))
        return self._prompter

    def _gave_up(self) -> NeedsUserError:
        return NeedsUserError(f"{self._target.where}: the login was given up", hint="connect again when you are ready")

    def _allowed(self, transport: paramiko.Transport, method: str) -> bool:
        """Whether the server takes a method, asked of it before anybody is asked for a secret."""
        if self._methods is None:
            self._attempt(transport, lambda: transport.auth_none(self._target.user))
        return not transport.is_authenticated() and self._may(method)

    def _attempt(self, transport: paramiko.Transport, prove: Callable[[], list[str]], *, asks: bool = False) -> bool:
        """Whether the server took a proof, be it as one of several. Raises UnreachableError, LoginRefusedError."""
        wanted = self._call(transport, prove, asks=asks)
        if wanted is None:
            return False
        self._methods = frozenset(wanted) if wanted else self._methods
        self._proofs += 1
        return True

    def _call(self, transport: paramiko.Transport, call: Callable[[], T], *, asks: bool = False) -> T | None:
        """What a step of the login gives, None where the server refused it; whatever else goes wrong is raised.

        A step that `asks` tells by itself when the server's time is over: the user's time is not the server's.
        """
        import paramiko

        transport.auth_timeout = AUTH_S
        started = time.monotonic()
        try:
            return call()
        except paramiko.BadAuthenticationType as error:
            self._methods = frozenset(error.allowed_types)
            return None
        except TimeoutError:
            raise refusals.too_slow(self._target, AUTH_S) from None
        except (paramiko.SSHException, EOFError, OSError) as error:
            over = not asks and time.monotonic() - started >= AUTH_S
            if over and isinstance(error, paramiko.AuthenticationException):
                raise refusals.too_slow(self._target, AUTH_S) from None
            if not transport.is_active():
                raise refusals.dropped(self._target, self._tried, self._asked) from None
            if not isinstance(error, paramiko.AuthenticationException):
                raise UnreachableError(f"{self._target.where}: the login failed: {refusals.words(error)}") from None
            return None
        finally:
            # It comes once, and paramiko forgets it with the next step.
            self._banner = self._banner or transport.get_banner() or b""


def _forget_secrets(transport: paramiko.Transport) -> None:
    """paramiko keeps what a login was made with for as long as the connection lives."""
    handler = transport.auth_handler
    if handler is not None:
        handler.password = handler.private_key = handler.interactive_handler = None

"""What a login can prove itself with, in the order of trying: nothing that asks the user before all that does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..target import Target
from . import certificate, keyfile
from .agent import Agent, AgentError, AgentKey
from .certificate import Certificate
from .keyfile import KeyFile
from .publickey import CERTIFICATE_SUFFIX, PublicKey, from_blob
from .signer import Sign, Signer
from .wire import WireError, packed


@dataclass(frozen=True)
class Locked:
    """A key file that wants a passphrase, and the certificates for its key."""

    file: KeyFile
    certificates: tuple[Certificate, ...]


@dataclass
class Identities:
    """`signers` need nobody, `locked` need a passphrase. `notes` say what is not used, and why, for the user.

    `outdated` are certificates that would be used if their time were now.
    """

    signers: list[Signer] = field(default_factory=list)
    locked: list[Locked] = field(default_factory=list)
    outdated: list[Certificate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    agent: Agent | None = None

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Those whose time is now, as far as they have not been tried yet."""
        free = [signer.certificate for signer in self.signers if signer.certificate is not None]
        return (*free, *(one for locked in self.locked for one in locked.certificates))

    def close(self) -> None:
        """Let go of the agent and of every key."""
        self.signers.clear()
        self.locked.clear()
        if self.agent is not None:
            self.agent.close()


def gather(target: Target, now: float) -> Identities:
    """Read the key files, certificates and the agent that a target names. `now` is in seconds since the epoch."""
    found = Identities()
    files = [file for path in dict.fromkeys(target.identity_files) if (file := keyfile.read(path)) is not None]
    certificates = _certificates(target, found)
    found.outdated = [one for one in certificates if not one.valid(now)]
    valid = [one for one in certificates if one.valid(now)]
    held = _agent_keys(target, files, certificates, found)
    _add_agent(found, held, valid, {file.public for file in files}, now)
    in_agent = {key.public for key in held}
    for file in files:
        fitting = tuple(one for one in valid if _belongs(one, file))
        if file.public is not None and file.public in in_agent:
            continue
        if file.problem:
            found.notes.append(file.problem)
        elif file.encrypted:
            found.locked.append(Locked(file, fitting))
        else:
            _add_file(found, file, fitting)
    # Certificates before plain keys: a site that wants one counts a plain key as a failed try.
    found.signers.sort(key=lambda signer: signer.certificate is None)
    return found


def from_file(file: KeyFile, certificates: tuple[Certificate, ...], passphrase: str | None) -> list[Signer]:
    """Load a key: with each certificate, then plain. Raises PassphraseError, WireError."""
    private = file.load(passphrase)
    public = PublicKey(private.get_name(), private.asbytes())

    def sign(data: bytes, algorithm: str) -> bytes:
        return bytes(private.sign_ssh_data(data, algorithm).asbytes())

    fitting = [one for one in certificates if one.key == public]
    return [*(Signer(public, sign, one) for one in fitting), Signer(public, sign)]


def _certificates(target: Target, found: Identities) -> list[Certificate]:
    beside = [f"{path.removesuffix('.pub')}-cert.pub" for path in target.identity_files]
    read = []
    for path in dict.fromkeys((*target.certificate_files, *beside)):
        try:
            one = certificate.read(Path(path))
        except FileNotFoundError:
            continue
        except (OSError, WireError) as error:
            found.notes.append(f"{path}: {error.strerror if isinstance(error, OSError) else error}")
            continue
        if one.kind == "user":
            read.append(one)
        else:
            found.notes.append(f"{path}: a certificate of a host, not of a user")
    return read


def _belongs(one: Certificate, file: KeyFile) -> bool:
    # Without a public key to compare with, the file's name decides, and loading compares once more.
    return one.key == file.public if file.public is not None else one.path == f"{file.path}-cert.pub"


def _agent_keys(
    target: Target, files: list[KeyFile], certificates: list[Certificate], found: Identities
) -> list[AgentKey]:
    """The agent's keys that may be used, those that the configuration names first."""
    if not target.agent:
        return []
    try:
        found.agent = Agent(target.agent)
        held = list(found.agent.keys())
    except AgentError as error:
        found.notes.append(str(error))
        return []
    named = {file.public for file in files} | {one.key for one in certificates} | {one.whole for one in certificates}
    if target.identities_only:
        held = [key for key in held if key.public in named]
    return sorted(held, key=lambda key: key.public not in named)


def _add_agent(
    found: Identities, held: list[AgentKey], valid: list[Certificate], named: set[PublicKey | None], now: float
) -> None:
    agent = found.agent
    if agent is None:
        return

    def signing(blob: bytes) -> Sign:
        def sign(data: bytes, algorithm: str) -> bytes:
            try:
                return agent.sign(blob, data, algorithm)
            except AgentError as error:
                found.notes.append(f"{from_blob(blob).fingerprint}: {error}")
                # An error here would end the connection; a signature that is none is one failed try, and the next key
                # has its turn.
                return packed(algorithm.encode(), bytes(64))

        return sign

    for key in held:
        if key.public.kind.endswith(CERTIFICATE_SUFFIX):
            try:
                one = certificate.parse(key.public.blob)
            except WireError as error:
                found.notes.append(f"the agent's {key.comment!r}: {error}")
                continue
            if one.valid(now):
                found.signers.append(Signer(one.key, signing(one.whole.blob), one))
            elif one.key in named or not found.outdated:
                found.outdated.append(one)
            continue
        sign = signing(key.public.blob)
        found.signers += [Signer(key.public, sign, one) for one in valid if one.key == key.public]
        found.signers.append(Signer(key.public, sign))


def _add_file(found: Identities, file: KeyFile, certificates: tuple[Certificate, ...]) -> None:
    try:
        found.signers += from_file(file, certificates, None)
    except (WireError, keyfile.PassphraseError) as error:
        found.notes.append(str(error))

"""config.json of a model on the Hugging Face Hub, where huggingface_hub is installed (the `hub` extra)."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from pathlib import Path

from ..catalog.models import model_from_folder
from ..domain.hubnames import is_hub_id
from ..domain.model import ModelSpec
from ..errors import RequestError

__all__ = ["INSTALL", "Hub", "is_hub_id"]

#: How long the hub may take to answer; after that an older copy in the cache serves.
_TIMEOUT_S = 5
#: A refusal is not asked for again for so long: every edit of a form asks.
_REMEMBERED_S = 30

INSTALL = "with pip install 'llmtui[hub]' an id of the Hugging Face Hub works too"


class Hub:
    """Asks the hub once for each id. huggingface_hub's own settings hold: HF_HOME, HF_TOKEN, HF_HUB_OFFLINE."""

    def __init__(self) -> None:
        self._found: dict[str, ModelSpec] = {}
        self._refused: dict[str, tuple[float, RequestError]] = {}

    def model(self, model_id: str) -> ModelSpec | None:
        """The architecture of a model on the hub; None where huggingface_hub is not installed.

        Raises RequestError (field "model") for an id that the hub does not have or does not show, for a hub that
        cannot be asked and a config.json that cannot be used.
        """
        if model_id in self._found:
            return self._found[model_id]
        since, refusal = self._refused.get(model_id, (0.0, None))
        if refusal is not None and time.monotonic() - since < _REMEMBERED_S:
            raise refusal
        try:
            path = _download(model_id)
        except RequestError as error:
            self._refused[model_id] = (time.monotonic(), error)
            raise
        if path is None:
            return None
        # The run names the id; the cached folder has no weights.
        found = replace(model_from_folder(path.parent, model_id), location=None, source=f"Hugging Face Hub, {model_id}")
        self._found[model_id] = found
        return found


def _download(model_id: str) -> Path | None:
    try:
        from huggingface_hub import errors, hf_hub_download
    except ImportError:
        return None
    _quiet()
    try:
        return Path(hf_hub_download(model_id, "config.json", local_files_only=not _answers(model_id)))
    except errors.LocalEntryNotFoundError as error:
        hint = "give a folder with its config.json, or fetch that where there is internet: hf download ID config.json"
        raise _refusal(f"the Hugging Face Hub cannot be asked for {model_id}, and its cache has none", hint) from error
    except _unanswered() as error:
        first = str(error).strip().partition("\n")[0]
        raise _refusal(f"the Hugging Face Hub did not give the config.json of {model_id}: {first}") from error


def _answers(model_id: str) -> bool:
    """Whether the hub has the file and can be asked; hf_hub_download alone tries a silent one for half a minute."""
    from huggingface_hub import errors, get_hf_file_metadata, hf_hub_url

    try:
        get_hf_file_metadata(hf_hub_url(model_id, "config.json"), timeout=_TIMEOUT_S)
    except errors.GatedRepoError as error:
        hint = "ask for access on its page there, then log in with `hf auth login`"
        raise _refusal(f"model {model_id} is gated on the Hugging Face Hub", hint) from error
    except errors.RepositoryNotFoundError as error:
        hint = "check the spelling; a private model needs `hf auth login`"
        raise _refusal(f"the Hugging Face Hub has no model {model_id}", hint) from error
    except errors.EntryNotFoundError as error:
        raise _refusal(f"model {model_id} has no config.json on the Hugging Face Hub") from error
    except _unanswered():
        return False
    return True


def _unanswered() -> tuple[type[BaseException], ...]:
    """The bases of all errors of the HTTP library below, which is requests or httpx by version."""
    from huggingface_hub import errors

    bases = [kind for kind in errors.HfHubHTTPError.__mro__ if issubclass(kind, Exception) and kind is not Exception]
    return (*bases, errors.OfflineModeIsEnabled, OSError)


def _quiet() -> None:
    """Nothing of the library's own on a screen that is the app's."""
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    logging.getLogger("huggingface_hub").setLevel(logging.CRITICAL)


def _refusal(message: str, hint: str = "") -> RequestError:
    return RequestError(message, hint=hint, field="model")

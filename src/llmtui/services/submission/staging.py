"""The job's files into their folder, and the runtime as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ...domain.bundle import MANIFEST, JobBundle
from ...remote.transport import Transport
from .upload import put_inputs

#: The name under which the job imports the runtime.
RUNTIME_PACKAGE = "llmtui_runtime"
#: The earliest time that a zip can hold: the same sources give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@cache
def runtime_zip() -> bytes:
    """The runtime's sources as a zip that Python imports; byte for byte the same for the same sources."""
    folder = Path(__file__).resolve().parents[2] / "runtime"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.py")):
            info = zipfile.ZipInfo(f"{RUNTIME_PACKAGE}/{path.relative_to(folder).as_posix()}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100644 << 16
            archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def put_bundle(transport: Transport, folder: str, bundle: JobBundle, progress: Callable[[str], None]) -> list[str]:
    """Copy the inputs that are not used in place, then write the job's own files, the manifest last; their paths.

    A folder with a manifest is complete. Raises OSError.
    """
    names = put_inputs(transport, folder, bundle.copied, progress)
    files = {name: (data, 0o700 if name.endswith(".sh") else 0o600) for name, data in bundle.files.items()}
    manifest = {MANIFEST: files.pop(MANIFEST)} if MANIFEST in files else {}
    for part in (files, manifest):
        transport.put_files(folder, part)
        names += part
    return names

"""The manifest as a page: each file of the job with its size and sum, and where the user's own files are."""

from __future__ import annotations

import json

from textual.content import Content

from ...domain.bundle import MANIFEST, InputFile
from ...domain.remotetext import safe_line
from ...services.preview import Draft
from ...units import format_bytes

#: Digits of a sum that are shown; manifest.json has all 64.
_DIGITS = 12


def manifest_page(draft: Draft) -> Content:
    """File, size, beginning of the sha256, and whether it was edited by hand; then the inputs."""
    bundle = draft.bundle
    listed = json.loads(bundle.text(MANIFEST))
    edited = listed.get("edited", {})
    rows = [Content.styled(f"{'file':<16} {'size':>9}   {'sha256':<{_DIGITS}}", "$foreground-muted")]
    for name, value in listed["files"].items():
        row = Content(f"{safe_line(name):<16} {format_bytes(len(bundle.files[name])):>9}   {value[:_DIGITS]}")
        rows.append(row + Content.styled("   edited", "$accent") if name in edited else row)
    rows += [_input(found) for found in bundle.inputs]
    rows += [Content(""), Content.styled(f"{MANIFEST} has the whole sums", "$foreground-muted")]
    return Content("\n").join(rows)


def _input(found: InputFile) -> Content:
    what = "in place" if found.in_place else "copied in"
    label = Content.styled(f"{found.field.rpartition('.')[2]:<16} ", "$foreground-muted")
    return label + Content(f"{what:>9}   {safe_line(found.source)}")

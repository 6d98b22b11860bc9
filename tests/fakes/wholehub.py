"""A hub with one repository, over HTTP on this machine: it lists its files and gives them, as the real one does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any, Literal
from urllib.parse import unquote

from .hub import serving

COMMIT = "0123456789abcdef0123456789abcdef01234567"
#: A request with its path, and the Authorization header that came with it.
Asked = list[tuple[str, str]]


@contextmanager
def whole_hub(kind: Literal["model", "dataset"], name: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, Asked]]:
    """Serve the repository; yields the endpoint and the requests so far."""
    asked: Asked = []

    class Handler(_Handler):
        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def answer(self, *, body: bool) -> None:
            path = unquote(self.path.partition("?")[0])
            asked.append((f"{self.command} {path}", self.headers.get("Authorization", "")))
            listed = _listed(path, f"/api/{kind}s/{name}", name, files)
            if listed is not None:
                self.send(200, json.dumps(listed).encode(), body, {"Content-Type": "application/json"})
                return
            file = path.partition(f"/resolve/{COMMIT}/")[2] or path.partition("/resolve/main/")[2]
            data = files.get(file)
            if data is None:
                self.send(404, b"", body, {"X-Error-Code": "EntryNotFound" if name in path else "RepoNotFound"})
                return
            tag = hashlib.sha256(data).hexdigest()
            self.send(200, data, body, {"ETag": f'"{tag}"', "X-Repo-Commit": COMMIT})

    with serving(Handler) as address:
        yield address, asked


def _listed(path: str, api: str, name: str, files: Mapping[str, bytes]) -> object:
    """The answer to a question for the list of files, None for another question."""
    if path.startswith(f"{api}/tree/"):
        return [
            {"type": "file", "path": file, "size": len(data), "oid": hashlib.sha1(data).hexdigest()}
            for file, data in files.items()
        ]
    if path.startswith(api):
        sizes = [{"rfilename": file, "size": len(data)} for file, data in files.items()]
        return {"id": name, "modelId": name, "sha": COMMIT, "siblings": sizes}
    return None


class _Handler(BaseHTTPRequestHandler):
    def send(self, status: int, data: bytes, body: bool, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *arguments: Any) -> None:
        pass

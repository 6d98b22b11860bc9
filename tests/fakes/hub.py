"""A fake Hugging Face Hub: answers for files of repositories as the real one does, over HTTP on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_COMMIT = "0123456789abcdef0123456789abcdef01234567"


@contextmanager
def fake_hub(files: Mapping[str, str], gated: str = "") -> Iterator[tuple[str, list[str]]]:
    """Serve `files` ("org/name/resolve/main/config.json" to text); yields the endpoint and the requests so far.

    What starts with `gated` is answered as a gated repository is, anything else that is not in `files` as missing.
    """
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            asked.append(f"{self.command} {self.path}")
            path = self.path.lstrip("/").partition("?")[0].replace(_COMMIT, "main")
            text = files.get(path)
            if gated and path.startswith(gated):
                self._headers(403, {"X-Error-Code": "GatedRepo"})
            elif text is None:
                known = any(name.startswith("/".join(path.split("/")[:2]) + "/") for name in files)
                self._headers(404, {"X-Error-Code": "EntryNotFound" if known else "RepoNotFound"})
            else:
                raw = text.encode()
                tag = hashlib.sha1(raw).hexdigest()
                self._headers(200, {"ETag": f'"{tag}"', "X-Repo-Commit": _COMMIT}, len(raw))
                if body:
                    self.wfile.write(raw)

        def _headers(self, status: int, headers: Mapping[str, str], size: int = 0) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(size)}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    with serving(Handler) as address:
        yield address, asked


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server with that handler, on a port of this machine's; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The fetching program with the real huggingface_hub, against a hub on this machine."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from llmtui.services.prefetch import worker
from llmtui.services.prefetch.wanted import Wanted

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("huggingface_hub") is None, reason="needs huggingface_hub: pip install 'llmtui[hub]'"
)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILES = {
    "config.json": b"{}",
    "model.safetensors": b"w" * 70_000,
    "pytorch_model.bin": b"b" * 70_000,
    "original/params.json": b"o",
    "sub/notes [x]?.txt": b"n",
    "onnx/model.onnx": b"x",
}


class Hub(BaseHTTPRequestHandler):
    """Lists one repository and gives its files; `asked` holds the requests and who sent a token."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = unquote(self.path.partition("?")[0])
        self.asked.append((f"{self.command} {path}", self.headers.get("Authorization", "")))
        if path.startswith("/api/models/some/model/tree/"):
            tree = [
                {"type": "file", "path": name, "size": len(data), "oid": hashlib.sha1(data).hexdigest()}
                for name, data in FILES.items()
            ]
            self._send(200, json.dumps(tree).encode(), body, {"Content-Type": "application/json"})
            return
        if path.startswith("/api/models/some/model"):
            sizes = [{"rfilename": name, "size": len(data)} for name, data in FILES.items()]
            found = {"id": "some/model", "modelId": "some/model", "sha": COMMIT, "siblings": sizes}
            self._send(200, json.dumps(found).encode(), body, {"Content-Type": "application/json"})
            return
        name = path.partition(f"/resolve/{COMMIT}/")[2] or path.partition("/resolve/main/")[2]
        data = FILES.get(name)
        if data is None:
            self._send(404, b"", body, {"X-Error-Code": "EntryNotFound" if "some/model" in path else "RepoNotFound"})
            return
        tag = hashlib.sha256(data).hexdigest()
        self._send(200, data, body, {"ETag": f'"{tag}"', "X-Repo-Commit": COMMIT})

    def _send(self, status: int, data: bytes, body: bool, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Hub.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _run(folder: Path, endpoint: str, name: str, **more: str) -> subprocess.CompletedProcess[str]:
    files = worker.files(Wanted("model", name), str(folder), str(folder / "hf"), None)
    (folder / worker.PROGRAM).write_bytes(files[worker.PROGRAM][0])
    environment = {"HF_ENDPOINT": endpoint, "HF_HOME": str(folder / "hf"), "HF_HUB_DISABLE_XET": "1", **more}
    words = [sys.executable, worker.PROGRAM, "model", name]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "http", "HTTP"))}
    return subprocess.run(
        words, cwd=folder, env={**kept, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_weights_come_in_one_format_and_are_found_offline(endpoint: str, tmp_path: Path) -> None:
    done = _run(tmp_path, endpoint, "some/model")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "total").read_text() == f"{70_000 + 2 + 1}\n"
    place = tmp_path / "hf" / "hub" / Wanted("model", "some/model").key
    snapshot = place / "snapshots" / COMMIT
    files = {path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()}
    assert files == {"config.json", "model.safetensors", "sub/notes [x]?.txt"}
    assert (place / "refs" / "main").read_text() == COMMIT, "a job without internet finds the revision by this"
    assert {token for _, token in Hub.asked} == {""}, "no token, none is sent"
    before = [asked for asked, _ in Hub.asked if asked.startswith("GET") and "/resolve/" in asked]
    assert _run(tmp_path, endpoint, "some/model").returncode == 0
    after = [asked for asked, _ in Hub.asked if asked.startswith("GET") and "/resolve/" in asked]
    assert after == before, "what is there is not fetched twice"


def test_the_token_of_the_file_is_sent(endpoint: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hf_canarycanarycanary\n")
    done = _run(tmp_path, endpoint, "some/model", HF_TOKEN_PATH=str(tmp_path / "token"))
    assert done.returncode == 0, done.stderr
    sent = {token for asked, token in Hub.asked if "some/model" in asked}
    assert sent == {"Bearer hf_canarycanarycanary"}, Hub.asked
    assert "canary" not in done.stdout + done.stderr


def test_a_repository_that_is_not_there_is_one_line(endpoint: str, tmp_path: Path) -> None:
    done = _run(tmp_path, endpoint, "no/where")
    (last,) = done.stderr.strip().splitlines()[-1:]
    assert (done.returncode, last.startswith("RepositoryNotFoundError: 404")) == (1, True), done.stderr

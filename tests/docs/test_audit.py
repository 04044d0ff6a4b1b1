"""The check of what is locked: told where something is known, and where nothing can be."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tools.audit import licences, locked, main

ROOT = Path(__file__).resolve().parents[2]


class _Database(BaseHTTPRequestHandler):
    weak = ""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        results = [
            {"vulns": [{"id": "GHSA-test"}]} if q["package"]["name"] == self.weak else {} for q in asked
        ]
        data = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    with HTTPServer(("127.0.0.1", 0), _Database) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_known_weakness_fails_and_none_passes(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", database]) == 0
    monkeypatch.setattr(_Database, "weak", "httpx")
    assert main(["--database", database]) == 1
    assert "httpx" in capsys.readouterr().err


def test_a_database_that_cannot_be_asked_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", "http://127.0.0.1:9"]) == 0
    assert "skipped" in capsys.readouterr().err


def test_everything_is_locked_with_hashes_and_has_a_licence() -> None:
    for file in sorted((ROOT / "requirements").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins and all("==" in line and line.rstrip().endswith("\\") for line in pins), file
        assert "://" not in text.replace("# ", ""), f"{file.name} names an index"
    found = licences(locked([ROOT / "requirements" / "runtime.txt"]))
    assert len(found) > 10 and all(licence != "not stated" for _, _, licence in found), found

"""Sandboxes in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figure import ROOT

__all__ = ["sandbox"]


@contextmanager
def sandbox(script: str = "sandbox_alone", *arguments: str) -> Iterator[str]:
    """The base address of a sandbox in a process of its own; `script` is one of `bench/probes`."""
    command = [sys.executable, "-m", f"bench.probes.{script}", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None and process.stdin is not None
        yield process.stdout.readline().strip()
    finally:
        if process.stdin is not None:
            process.stdin.close()  # which ends it
        process.wait(timeout=20)

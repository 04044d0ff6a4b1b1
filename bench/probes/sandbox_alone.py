"""The sandbox in a process of its own, so that it does not share the interpreter with what is measured."""

import sys

from realme_desktop.sandbox.server import Sandbox

with Sandbox(settle_s=0.05, rate=100_000) as sandbox:
    print(sandbox.base, flush=True)
    sys.stdin.read()

"""Running a copied command as its reader would: sh, openssl, curl (where there is none, a stand-in)."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from realme_desktop.config.credentials import SANDBOX_CREDENTIALS

NEEDED = pytest.mark.skipif(
    not (shutil.which("sh") and shutil.which("openssl") and shutil.which("od") and shutil.which("awk")),
    reason="the copied command is for a POSIX shell with openssl",
)
FILLED_IN = {
    "REALME_APP_TOKEN": SANDBOX_CREDENTIALS.app_token,
    "REALME_APP_KEY": SANDBOX_CREDENTIALS.app_key,
}


async def run(command: str, folder: Path, **given: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    script = folder / "command.sh"
    script.write_text(command, encoding="utf-8")
    path = os.environ["PATH"]
    if shutil.which("curl") is None:
        stand_in = folder / "bin" / "curl"
        stand_in.parent.mkdir(exist_ok=True)
        stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" "$@"\n', encoding="utf-8")
        stand_in.chmod(0o755)
        path = f"{stand_in.parent}{os.pathsep}{path}"
    process = await asyncio.create_subprocess_exec(
        "sh", str(script), cwd=folder, env={"PATH": path, "LANG": "C.UTF-8", **given},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")


async def reply_to(command: str, folder: Path, **given: str) -> dict[str, Any]:
    """What RealMe answers to the command with the sandbox's credentials filled in."""
    code, out, err = await run(command, folder, **(FILLED_IN | given))
    assert code == 0, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def _stand_in(arguments: list[str]) -> None:
    """The few options of curl that the copied commands use."""
    import httpx

    params: list[tuple[str, str]] = []
    headers: dict[str, str] = {}
    url, get = "", False
    left = iter(arguments)
    for argument in left:
        if argument == "--get":
            get = True
        elif argument == "-H":
            name, _, value = next(left).partition(": ")
            headers[name] = value
        elif argument == "--data-urlencode":
            given = next(left)
            at, equals = given.find("@"), given.find("=")
            if equals < 0 or 0 <= at < equals:
                params.append((given[:at], Path(given[at + 1 :]).read_text(encoding="utf-8")))
            else:
                params.append((given[:equals], given[equals + 1 :]))
        elif not argument.startswith("--"):
            url = argument
    body = httpx.QueryParams(params)
    if get:
        reply = httpx.get(url, params=body, headers=headers, trust_env=False)
    else:
        reply = httpx.post(url, content=str(body), headers=headers, trust_env=False)
    sys.stdout.write(reply.text)


if __name__ == "__main__":
    _stand_in(sys.argv[1:])

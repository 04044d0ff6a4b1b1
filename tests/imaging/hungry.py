"""A process that prepares pictures and tells the most memory that it took for it, in bytes; run by
test_memory. `python -m tests.imaging.hungry MAX_PIXELS FILE…`: all the files at once, each on a thread.
`--room BYTES` first: no more address space than that beyond what is taken already."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from tests.imaging.files import BUDGET, encoded, quarters


def status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise RuntimeError(name)


def main(arguments: list[str]) -> None:
    from realme_desktop.imaging.prepare import PictureError, prepare

    for kind in ("JPEG", "PNG", "WEBP", "TIFF"):  # what is loaded once is not what is measured
        prepare(encoded(quarters(), kind, **({"comment": b"x"} if kind == "JPEG" else {})), BUDGET)
    if arguments[0] == "--room":
        import resource

        room = status("VmSize") + int(arguments[1])
        resource.setrlimit(resource.RLIMIT_AS, (room, room))
        arguments = arguments[2:]
    limit, *paths = arguments
    outcomes: list[str] = []

    def work(path: str) -> None:
        try:
            outcomes.append(f"{prepare(Path(path), BUDGET, max_pixels=int(limit)).width}")
        except PictureError as error:
            outcomes.append(error.code)

    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    before = status("VmRSS")
    threads = [threading.Thread(target=work, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps({"taken": status("VmHWM") - before, "outcomes": outcomes}))


if __name__ == "__main__":
    main(sys.argv[1:])

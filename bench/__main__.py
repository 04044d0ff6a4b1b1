"""`dev.py bench [--json FILE] [--only NAME …]`: prints every figure; exits 1 when one misses its target."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench import figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--only", nargs="+", choices=list(figures.ALL), help="take only these")
    arguments = parser.parse_args()
    taken = []
    for name in arguments.only or figures.ALL:
        for figure in figures.ALL[name]():
            print(figure, flush=True)
            taken.append(figure)
    if arguments.json:
        arguments.json.write_text(json.dumps([figure.as_json() for figure in taken], indent=2) + "\n")
    return 0 if all(figure.holds for figure in taken) else 1


if __name__ == "__main__":
    raise SystemExit(main())

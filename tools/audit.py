"""Known weaknesses in what is locked, and under which licences it comes. Standard library only.

    python3 dev.py audit [--database URL] [--licences]

Asks an advisory database in OSV's form (https://osv.dev) for each locked package and version; nothing else
leaves this computer. Where it can't be reached, that is said, and nothing has failed: it is not known then.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "https://api.osv.dev/v1/querybatch"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_WITHIN_S = 20
_AT_ONCE = 200


def locked(files: Iterable[Path]) -> dict[str, set[str]]:
    """Package (normalised) → versions: a lock for several platforms may hold more than one."""
    found: dict[str, set[str]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if pin := _PIN.match(line):
                found.setdefault(re.sub(r"[-_.]+", "-", pin[1]).lower(), set()).add(pin[2])
    return found


def advisories(packages: Mapping[str, set[str]], database: str) -> list[tuple[str, str, str]]:
    """Package, version and the advisory's name, sorted. OSError (URLError is one) and ValueError when the
    database can't be asked."""
    pairs = sorted((name, version) for name, versions in packages.items() for version in versions)
    found = []
    for start in range(0, len(pairs), _AT_ONCE):
        part = pairs[start : start + _AT_ONCE]
        queries = [
            {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in part
        ]
        request = urllib.request.Request(
            database,
            data=json.dumps({"queries": queries}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_WITHIN_S) as answer:
            results = json.load(answer)["results"]
        if len(results) != len(part):
            raise ValueError("the database answered another question")
        for (name, version), result in zip(part, results, strict=True):
            found += [(name, version, str(entry["id"])) for entry in result.get("vulns", ())]
    return sorted(found)


def licences(packages: Iterable[str]) -> list[tuple[str, str, str]]:
    """Package, version and licence of those that are installed here."""
    wanted = set(packages)
    found = []
    for distribution in distributions():
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
        if name in wanted:
            found.append((name, distribution.version, _licence(distribution.metadata)))
    return sorted(set(found))


def _licence(metadata: object) -> str:
    get_all = metadata.get_all  # type: ignore[attr-defined]
    for field in ("License-Expression",):
        if value := get_all(field):
            return str(value[0])
    classes = [entry.rpartition(" :: ")[2] for entry in get_all("Classifier") or () if "License ::" in entry]
    if classes:
        return ", ".join(classes)
    text = str((get_all("License") or [""])[0]).strip().splitlines()
    return text[0][:60] if text else "not stated"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py audit", description=__doc__)
    parser.add_argument("--database", default=DATABASE, metavar="URL")
    parser.add_argument("--licences", action="store_true", help="list the licences only")
    args = parser.parse_args(arguments)
    shipped = locked([ROOT / "requirements" / "runtime.txt"])
    for name, version, licence in licences(shipped):
        print(f"{name} {version}: {licence}")
    if args.licences:
        return 0
    packages = locked(sorted((ROOT / "requirements").glob("*.txt")))
    try:
        found = advisories(packages, args.database)
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        print(
            f"audit: skipped: the advisory database {args.database} could not be asked ({reason}). "
            "Nothing is known of weaknesses in the locked packages; run this again where it can be reached.",
            file=sys.stderr,
        )
        return 0
    for name, version, advisory in found:
        print(f"audit: {name} {version} has a known weakness: {advisory}", file=sys.stderr)
    print(f"audit: {len(packages)} packages asked for, {len(found)} advisories", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

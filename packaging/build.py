"""`dev.py package`: from the checkout to what is rolled out, on the platform it runs on. Output in dist/.

* `--with heic,camera`: build these extras in
* `--check`: afterwards the frozen smoke test and sizes; of a whole build also first paint, the wheel and, on
  Linux, the .deb on a clean Debian
* `--twice`: build twice and compare every file
* `--commit`: what is committed, without the changes of the work tree
* `--folder-only`: the folder of the frozen program, without installers
* `--version X.Y.Z`: for trying an upgrade: another version than the tag says
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from artefacts import Signer, write_sums
from contents import EXTRAS
from freezing import freeze
from staging import environment, stage
from versions import Version, version_of

ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    print(f"package: {text}", file=sys.stderr, flush=True)


def extras_of(text: str) -> tuple[str, ...]:
    names = tuple(sorted({name for name in text.split(",") if name}))
    if unknown := [name for name in names if name not in EXTRAS]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not an extra; there are {', '.join(EXTRAS)}")
    return names


def arguments_of(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dev.py package", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--with", dest="extras", type=extras_of, default=(), metavar="NAMES")
    for name in ("check", "twice", "commit", "folder-only"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--version", metavar="X.Y.Z")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def build(arguments: argparse.Namespace, version: Version, dist: Path, work: Path) -> list[Path]:
    """One whole build into `dist`, which is emptied before. Returns what is to be rolled out."""
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir(parents=True)
    shutil.rmtree(work, ignore_errors=True)
    source = work / "source"
    say(f"staging version {version.public}")
    stage(ROOT, source, version, commit=arguments.commit)
    say("freezing (a minute)")
    folder = freeze(source, work, version, arguments.extras)
    signer = Signer.configured(ROOT)
    if arguments.folder_only:
        shutil.move(folder, dist / "realme-desktop")
        return [dist / "realme-desktop"]
    say("packing")
    if sys.platform == "linux":
        from debian import build_deb
        from tarball import build_tarball

        made = [build_deb(folder, source, work, dist, version), build_tarball(folder, source, dist, version)]
        for name in ("deploy.sh",):
            made.append(Path(shutil.copy(source / "packaging" / "linux" / name, dist / name)))
    elif sys.platform == "win32":
        from windows_setup import build_setup

        made = build_setup(folder, source, work, dist, version, signer)
    else:
        from macos_image import build_image

        made = build_image(work / "frozen" / "RealMe Desktop.app", source, dist, version)
    made.append(build_wheel(source, dist, version))
    made.append(Path(shutil.copy(work / "sbom.cdx.json", dist / f"realme-desktop-{version.file}.cdx.json")))
    made.append(
        Path(shutil.copy(folder / "files.sha256", dist / f"realme-desktop-{version.file}.files.sha256"))
    )
    for file in made:
        signer.sign(file)
    made.append(write_sums(dist))
    signer.sign(made[-1])
    shutil.move(folder, dist / "realme-desktop")
    return made


def build_wheel(source: Path, dist: Path, version: Version) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist.resolve())],
        cwd=source, env=environment(version), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return next(dist.glob("*.whl"))


def main(argv: list[str]) -> int:
    arguments = arguments_of(argv)
    work = ROOT / "build" / "package"
    try:
        version = version_of(ROOT, commit_only=arguments.commit)
        if arguments.version:
            version = replace(version, public=arguments.version)
        made = build(arguments, version, arguments.dist, work)
        if arguments.twice:
            from twice import compare

            say("building again, to compare")
            build(arguments, version, work.parent / "second", work.parent / "package-second")
            if not compare(arguments.dist, work.parent / "second"):
                return 1
        for path in made:
            if path.is_file():
                print(f"{path.stat().st_size / 1e6:9.2f} MB  {path}")
        if arguments.check:
            from checking import check

            return check(arguments.dist, version, timed=not arguments.folder_only)
    except (ValueError, subprocess.CalledProcessError, OSError) as error:
        say(f"stopped: {error}. What is in {arguments.dist.name}/ is not complete.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

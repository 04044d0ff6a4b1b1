"""`realme-desktop` and `python -m realme_desktop`: the console, and the commands that need no window.

Nothing heavy is imported before the arguments are read: `--help` and the console's first paint wait for it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; returns the exit code (`cli.EXIT_CODES`)."""
    from realme_desktop import cli

    cli.prepare_streams()
    args = cli.parser().parse_args(argv)
    if args.command is None:
        from realme_desktop import app

        return app.main(args)
    if args.command == "smoke-test":
        from realme_desktop import smoke

        return smoke.smoke_test(args)
    if argv is None:  # a process of our own
        from realme_desktop.config.logs import tell_errors_redacted
        from realme_desktop.config.process import harden

        harden()
        tell_errors_redacted()
    return cli.run(args)


if __name__ == "__main__":
    sys.exit(main())

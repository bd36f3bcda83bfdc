"""The command line: one file a command; parses options, calls one workflow, prints.

The only place that reads the clock and the environment.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the ``lawcheck`` command."""
    from lawcheck.cli.app import run

    sys.exit(run(sys.argv[1:]))

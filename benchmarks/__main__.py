"""`python -m benchmarks [--peers] [section …]`: runs the benchmarks and prints their tables as Markdown.

Without names all sections run, in less than a quarter of an hour. All loads go to 127.0.0.1, are bounded in count,
and end by themselves.
"""

import argparse
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version

SECTIONS = ("peers", "throughput", "inprocess", "startup", "memory", "suites", "growth", "webhooks", "log", "profiles")
SHOWN = ("voice-mockserver", "uvicorn", "uvloop", "httptools", "starlette", "msgspec")


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="./scripts/bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="section", help=f"of {', '.join(SECTIONS)}; else all")
    parser.add_argument("--peers", action="store_true", help="install other mock servers into .bench/ first")
    given = parser.parse_args()
    unknown = sorted(set(given.sections) - set(SECTIONS))
    if unknown:
        parser.error(f"there is no section {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    if given.peers:
        import_module("benchmarks.peers").install()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {_processors()} cores (shared); versions: "
    )
    print(", ".join(f"{name} {version(name)}" for name in SHOWN), end="\n\n")
    for section in given.sections or SECTIONS:
        began = time.perf_counter()
        for table in import_module(f"benchmarks.{section}").tables():
            print(table, end="\n\n", flush=True)
        print(f"{section}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _processors() -> int:
    import os

    return os.cpu_count() or 1


if __name__ == "__main__":
    main()

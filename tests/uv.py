"""New virtual environments by uv, which makes and fills them in a fraction of pip's time.

new_environment(folder, wheel, "pytest") ─► folder/bin/python, folder/bin/mockserver, …
"""

import os
import re
import subprocess
import sys
from pathlib import Path

UV = Path(sys.executable).with_name("uv")
_PASSED_ON = re.compile(r"UV_\w+|SSL_\w+|\w+_(proxy|PROXY)|LANG|TMPDIR")


def uv_environment(home: Path) -> dict[str, str]:
    """Return the variables of a process that runs uv: nothing of this environment but how to reach an index."""
    kept = {name: value for name, value in os.environ.items() if _PASSED_ON.fullmatch(name)}
    return kept | _package_index() | {"PATH": os.defpath, "HOME": str(home), "UV_PYTHON": sys.executable}


def new_environment(folder: Path, *packages: str | Path, options: tuple[str, ...] = ()) -> Path:
    """Create a virtual environment with these packages, and return the folder of its commands."""
    for command in (
        ["venv", folder],
        ["pip", "install", "--compile-bytecode", "--python", folder, *options, *packages],
    ):
        done = subprocess.run(
            [UV, "--quiet", *command], env=uv_environment(folder.parent), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "bin"


def _package_index() -> dict[str, str]:
    """Return what tells uv the package index of pip, whose settings it does not read."""
    if "UV_DEFAULT_INDEX" in os.environ:
        return {}
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    configured = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    index = os.environ.get("PIP_INDEX_URL") or configured
    return {"UV_DEFAULT_INDEX": index} if index else {}

"""No file contains paths of a developer's machine or hosts of package registries.

The patterns are built from pieces, so this file passes its own test.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SKIPPED = re.compile(r"\.(?!ci$|dockerignore$|gitignore$).*|__pycache__|node_modules|dist|build")
MACHINES = "|".join(rf"(?<![\w.:/-])/{folder}/" for folder in ("wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers"))
SHARED = r"\.\./" + "shared"
REGISTRIES = "|".join(
    re.escape(host)
    for host in ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com")
)
FOREIGN = re.compile(f"{MACHINES}|{SHARED}|{REGISTRIES}")


def files() -> list[Path]:
    """Return all files that are, or would be, tracked; without git, all files outside of the usual build folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        paths = [ROOT / name for name in listed]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not any(map(SKIPPED.fullmatch, path.relative_to(ROOT).parts))]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in files():
        text = path.read_bytes().decode(errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)

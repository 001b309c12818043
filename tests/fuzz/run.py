"""Runs schemathesis against a live server: requests made from each provider's OpenAPI document, good ones and bad ones.

    server (profile lenient | standard) ─► /w/PROFILE/PROVIDER/openapi.json ─► schemathesis: coverage, fuzzing, links

In profile `lenient` everything that matches the document must be accepted. Profile `standard` also checks forms that
a schema cannot express, so there only refusals of bad data count. The number of examples and the seed are fixed, so
runs are bounded and repeatable. Arguments: the providers to test; all by default.

Two warnings of schemathesis are expected in profile `standard`, and are no findings:

    Missing test data           random ids get 404, unless a chain of operations has created them; profile `lenient`
                                creates what is missing, so there these operations are tested in depth
    Schema validation mismatch  valid data by the schema is refused by a check of forms (E.164, https, base64, …)
"""

import os
import subprocess
import sys
from pathlib import Path

from mockserver.providers import PROVIDERS
from mockserver.providers.samples import key_headers
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples, Profile, Settings

HERE = Path(__file__).parent
EXAMPLES = 12  #: per operation, and of chains of operations
KEY = "fuzz-key"
FUZZED: tuple[Profile, ...] = ("lenient", "standard")


def main(names: list[str]) -> int:
    """Test these providers (all by default) in these profiles. Return 0 if nothing was found."""
    failed = [f"{name} ({profile})" for profile in FUZZED for name in names or PROVIDERS if not fuzz(name, profile)]
    print(f"Found something: {', '.join(failed)}" if failed else "Nothing found.")  # noqa: T201
    return 1 if failed else 0


def fuzz(name: str, profile: Profile) -> bool:
    """Test one provider in one profile and print the findings. Return whether there are none."""
    settings = Settings(profile=profile, mode=Mode.MANUAL, api_keys=(KEY,), examples=Examples.NONE)
    with Server(build(settings)) as server:
        (text,) = key_headers(PROVIDERS.named(name), KEY).values()
        header = f"{PROVIDERS[name].security.get('name', 'Authorization')}: {text}"  # schemathesis looks at the case
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(HERE / f"{profile}.toml"), "--no-color"),
            *("run", f"{server.url}/{name}/openapi.json", "--header", header),
            *("--max-examples", str(EXAMPLES), "--seed", "1", "--suppress-health-check", "all"),
        ]
        own = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
        done = subprocess.run(command, cwd=HERE, env=own, capture_output=True, text=True, check=False)
    print(f"== {name}, profile {profile}")  # noqa: T201
    print(done.stdout if done.returncode else _summary(done.stdout))  # noqa: T201
    return done.returncode == 0


def _summary(output: str) -> str:
    """Return the warnings of a run without findings, and its last line."""
    lines = output.strip().splitlines()
    return "\n".join([*(line for line in lines if line.startswith("  ⚠️")), lines[-1]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

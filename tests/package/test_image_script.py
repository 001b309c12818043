"""`scripts/image` without an engine: a program of the test stands in for it, or there is none.

    PATH = a folder with the tools that the script needs, and perhaps `docker` or `podman`

What happens on a real engine is tested by that script itself (tests/image).
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import mockserver

ROOT = Path(__file__).parents[2]
TOOLS = ("bash", "cat", "date", "dirname", "git", "sed")
NEITHER = "  docker is not installed.\n  podman is not installed.\n"


class Machine:
    """A PATH of its own, and what the engine was asked there."""

    def __init__(self, folder: Path) -> None:
        self.bin, self.asked = folder / "bin", folder / "asked"
        self.bin.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, f"this test needs {tool}"
            (self.bin / tool).symlink_to(found)

    def add_engine(self, *cases: str, name: str = "docker") -> None:
        """Let an engine write down its arguments and do what one of these cases of the shell says."""
        body = "\n".join(cases)
        engine = self.bin / name
        engine.write_text(f'#!{self.bin}/bash\necho "{name} $*" >>{self.asked}\ncase "$1 $2" in\n{body}\nesac\n')
        engine.chmod(0o755)

    def run(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        unset = ("PYTHON_IMAGE", "PIP_INDEX_URL")
        kept = {name: value for name, value in os.environ.items() if name not in unset}
        return subprocess.run(
            [ROOT / "scripts" / "image", *arguments],
            env={**kept, "PATH": str(self.bin), **variables},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_an_engine_it_says_so_and_succeeds(machine: Machine) -> None:
    done = machine.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Skipped: the image was neither built nor tested.\n{NEITHER}"


def test_if_it_is_required_it_fails_without_an_engine(machine: Machine) -> None:
    done = machine.run("--require")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"The image cannot be built and tested:\n{NEITHER}"


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("ps*) echo a hint >&2; echo no daemon is running >&2; exit 1;;", "no daemon is running"),
        ("ps*) exit 1;;", "docker gives no reason."),
    ],
)
def test_an_engine_that_does_not_answer_is_reported_with_its_reason(machine: Machine, case: str, reason: str) -> None:
    machine.add_engine(case)
    assert f"  docker does not answer: {reason}\n  podman is not installed.\n" in machine.run().stdout


def test_a_base_image_that_cannot_be_pulled_is_a_reason_to_skip(machine: Machine) -> None:
    machine.add_engine("'image inspect') exit 1;;", "pull*) echo no such host >&2; exit 1;;")
    done = machine.run(PYTHON_IMAGE="python:3.99")
    assert done.returncode == 0
    assert done.stdout.endswith("docker cannot pull the base image python:3.99: no such host\n")


def test_a_build_that_fails_is_a_failure(machine: Machine) -> None:
    machine.add_engine("build*) echo no space left; exit 1;;")
    done = machine.run()
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        "no space left",
        "docker could not build the image; the lines above say why.",
    ]


def test_the_build_gets_the_base_image_the_index_the_labels_and_further_options(machine: Machine) -> None:
    machine.add_engine("build*) exit 1;;")
    machine.run(
        *("--tag", "mine:1", "--", "--network", "host"),
        PYTHON_IMAGE="python@sha256:1",
        PIP_INDEX_URL="https://mirror.example/simple",
    )
    build = machine.asked.read_text().splitlines()[-1]
    assert build.startswith("docker build --tag mine:1 --build-arg PYTHON_IMAGE=python@sha256:1 ")
    assert f"--build-arg VERSION={mockserver.__version__} " in build
    assert "--build-arg PIP_INDEX_URL=https://mirror.example/simple " in build
    assert {"REVISION", "CREATED"} <= {word.partition("=")[0] for word in build.split()}
    assert build.endswith(" --network host .")


@pytest.mark.parametrize(
    ("docker", "used"),
    [("ps*) exit 0;;\nbuild*) exit 1;;", "docker build --tag"), ("ps*) exit 1;;", "podman build --tag")],
)
def test_podman_is_used_if_docker_does_not_answer(machine: Machine, docker: str, used: str) -> None:
    machine.add_engine(docker)
    machine.add_engine("build*) exit 1;;", name="podman")
    assert machine.run().returncode == 1
    build = machine.asked.read_text().splitlines()[-1]
    assert build.startswith(used)
    assert ("--format docker" in build) is used.startswith("podman")  # the format of OCI has no health check


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--push"], "Unknown argument '--push'. Allowed: --tag NAME, --sbom FILE, --require, -- OPTIONS OF BUILD."),
        (["--tag"], "--tag needs a name"),
    ],
)
def test_a_wrong_argument_is_refused(machine: Machine, arguments: list[str], message: str) -> None:
    done = machine.run(*arguments)
    assert done.returncode == 1
    assert message in done.stderr

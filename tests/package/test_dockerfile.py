"""The container image, as far as it can be checked without a Docker engine.

The tests parse the Dockerfile and execute its COPY and RUN steps with the same commands. Temporary folders replace the
absolute paths of the image, and a new virtual environment replaces the base image. Then the installed entry point is
started with the settings of the image.
Not tested here: the base image, layers and their cache, the user and its permissions, the read-only root, and what
compose does. `./scripts/image` tests that on an engine (tests/image).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import mockserver

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "examples" / "compose.yaml"
FOLDERS = (
    "opt",
    "src",
    "tools",
    "wheels",
    "scenarios",
    "fixtures",
    "data",
)  #: of the image; replaced by temporary ones
PASSED_ON = re.compile(r"PIP_\w+|SSL_\w+|\w+_(proxy|PROXY)|REQUESTS_CA_BUNDLE|LANG|TMPDIR")


class Step(NamedTuple):
    """One instruction of a Dockerfile."""

    word: str
    rest: str


def steps() -> list[Step]:
    """Return all instructions; continuation lines are joined."""
    lines = (line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    words = (line.strip().partition(" ") for line in joined.splitlines() if line.strip())
    return [Step(word, rest.strip()) for word, _, rest in words]


def stages() -> list[list[Step]]:
    """Return the instructions of each stage."""
    found: list[list[Step]] = []
    for step in steps():
        if step.word == "FROM":
            found.append([])
        if found:
            found[-1].append(step)
    return found


def only(steps: list[Step], word: str) -> str:
    """Return the arguments of the only instruction of that name."""
    (rest,) = (step.rest for step in steps if step.word == word)
    return rest


def settings(steps: list[Step]) -> dict[str, str]:
    """Return the environment that a stage sets."""
    pairs = (pair for step in steps if step.word == "ENV" for pair in re.findall(r'(\w+)=("[^"]*"|\S+)', step.rest))
    return {name: value.strip('"') for name, value in pairs}


def unsent() -> list[str]:
    """Return the names that .dockerignore excludes at any depth."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line.removeprefix("**/") for line in lines if line.startswith("**/")]


def health_command(steps: list[Step]) -> list[str]:
    command: list[str] = json.loads(only(steps, "HEALTHCHECK").split("CMD", 1)[1])
    return command


def test_both_stages_use_the_same_base_which_is_slim_unless_an_argument_names_another() -> None:
    assert steps()[0] == Step("ARG", "PYTHON_IMAGE=python:3.13-slim")
    bases = [only(stage, "FROM").split() for stage in stages()]
    assert bases == [["${PYTHON_IMAGE}", "AS", "build"], ["${PYTHON_IMAGE}"]]


def test_every_label_has_the_prefix_of_oci_and_every_argument_is_used_in_one() -> None:
    labels = dict(re.findall(r'(\S+)="([^"]*)"', only(stages()[-1], "LABEL")))
    assert {name.rpartition(".")[0] for name in labels} == {"org.opencontainers.image", "org.opencontainers.image.base"}
    arguments = {step.rest.partition("=")[0] for step in stages()[-1] if step.word == "ARG"}
    assert {value for value in labels.values() if "$" in value} == {f"${{{name}}}" for name in arguments}


def test_the_image_runs_as_an_unprivileged_numeric_user() -> None:
    user, _, group = only(stages()[-1], "USER").partition(":")
    assert int(user) >= 1000
    assert int(group) >= 1000


def test_the_image_starts_the_server_and_has_a_health_check() -> None:
    final = stages()[-1]
    assert json.loads(only(final, "ENTRYPOINT")) == ["mockserver"]
    assert json.loads(only(final, "CMD")) == ["serve"]
    assert health_command(final) == ["mockserver", "healthcheck"]
    assert only(final, "EXPOSE") == "4010"


def test_the_image_is_reachable_from_outside_and_writes_no_byte_code() -> None:
    environment = settings(stages()[-1])
    assert environment["MOCKSERVER_HOST"] == "0.0.0.0"
    assert environment["MOCKSERVER_PORT"] == "4010"
    assert environment["MOCKSERVER_SCENARIOS"] == "/scenarios"
    assert environment["MOCKSERVER_FIXTURES"] == "/fixtures"
    assert environment["MOCKSERVER_DATA"] == "/data"
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_no_volume_is_declared_and_nothing_needs_buildkit() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert not [step for step in steps() if step.word in {"VOLUME", "ADD"}]
    assert not re.search(r"--mount|--link|--chmod|<<|^#\s*syntax", text, re.MULTILINE)


def test_the_docker_context_contains_what_the_first_stage_copies() -> None:
    sent = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    copied = {name for step in stages()[0] if step.word == "COPY" for name in step.rest.split()[:-1]}
    assert copied == sent
    assert all((ROOT / name).exists() for name in copied)


def test_modules_of_the_dashboards_tools_are_not_sent() -> None:
    assert {"node_modules", "__pycache__"} <= set(unsent())


def test_compose_starts_a_client_when_the_simulator_is_healthy() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    assert set(services) == {"mockserver", "client"}
    assert services["client"]["depends_on"] == {"mockserver": {"condition": "service_healthy"}}
    assert services["client"]["environment"]["MOCKSERVER_URL"] == "http://mockserver:4010"
    assert services["mockserver"]["read_only"] is True
    assert services["mockserver"]["cap_drop"] == ["ALL"]
    assert services["mockserver"]["tmpfs"] == ["/tmp"]
    assert services["mockserver"]["extra_hosts"] == ["host.docker.internal:${HOST_GATEWAY:-host-gateway}"]
    assert (COMPOSE.parent / services["mockserver"]["build"] / "Dockerfile").is_file()


def test_everything_that_compose_mounts_exists_and_is_read_only() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    mounts = [mount.split(":") for service in services.values() for mount in service["volumes"]]
    assert len(mounts) == 2
    for source, _, mode in mounts:
        assert (COMPOSE.parent / source).exists()
        assert mode == "ro"


class Image:
    """Temporary folders that replace the file system of the image."""

    def __init__(self, folder: Path) -> None:
        self.root, self.built, self.base = folder / "image", folder / "built", folder / "base"
        subprocess.run([sys.executable, "-m", "venv", self.base], check=True)
        self.environment = {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}
        self.environment |= {"PATH": f"{self.base}/bin:{os.defpath}", "HOME": str(folder)}

    def real(self, text: str) -> str:
        """Return `text` with the absolute paths of the image replaced by temporary ones."""
        return re.sub(rf'(?<![^\s"=:(])/({"|".join(FOLDERS)})(?![\w.-])', rf"{self.root}/\1", text)

    def build(self) -> None:
        """Execute the Dockerfile stage by stage; each stage starts with empty folders."""
        for stage in stages():
            if self.root.exists():
                self.root.rename(self.built)
            self.root.mkdir()
            where = self.root
            for step in stage:
                if step.word == "WORKDIR":
                    where = Path(self.real(step.rest))
                    where.mkdir(parents=True, exist_ok=True)
                elif step.word == "COPY":
                    self.copy(step.rest.split(), where)
                elif step.word == "RUN":
                    self.run(["/bin/sh", "-c", self.real(step.rest)], where)

    def copy(self, words: list[str], where: Path) -> None:
        """Copy from the repository, without what is not sent to the engine, or from the first stage."""
        if words[0] == "--from=build":
            source = self.real(words[1]).replace(str(self.root), str(self.built), 1)
            shutil.copytree(source, self.real(words[2]), symlinks=True)
            return
        for name in words[:-1]:
            source_path, target = ROOT / name, where / words[-1]
            if source_path.is_dir():
                shutil.copytree(source_path, target, ignore=shutil.ignore_patterns(*unsent()))
            else:
                shutil.copy(source_path, target)

    def run(self, command: list[str], where: Path) -> str:
        """Run one command with the environment of the image; if it fails, show its output."""
        done = subprocess.run(
            command, cwd=where, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def configure(self) -> None:
        """Set the environment of the final stage, with a free port instead of 4010."""
        environment = settings(stages()[-1])
        path = self.real(environment.pop("PATH")).replace("$PATH", os.defpath)
        self.environment |= {name: self.real(value) for name, value in environment.items()}
        self.environment |= {"PATH": path, "MOCKSERVER_PORT": "0"}

    @contextmanager
    def started(self) -> Iterator[int]:
        """Run the process of the container, yield its port, and stop it with SIGTERM."""
        words = json.loads(only(stages()[-1], "ENTRYPOINT")) + json.loads(only(stages()[-1], "CMD"))
        words[0] = str(self.root / "opt" / "venv" / "bin" / words[0])
        with subprocess.Popen(words, cwd=self.root, env=self.environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                printed = []
                for line in process.stdout:
                    printed.append(line)
                    if line.startswith("Ready"):
                        break
                port = re.search(r"http://[\w.]+:(\d+)", "".join(printed))
                assert port, "".join(printed)
                yield int(port[1])
            finally:
                process.terminate()
                process.communicate(timeout=60)
        assert process.returncode == 0


@pytest.mark.slow
def test_the_steps_of_the_dockerfile_build_a_server_that_the_client_of_compose_can_use(tmp_path: Path) -> None:
    image = Image(tmp_path)
    image.build()
    image.configure()
    mounted = ROOT / "examples" / "docker_client" / "scenarios"
    shutil.copytree(mounted, image.root / "scenarios", dirs_exist_ok=True)
    with image.started() as port:
        image.environment["MOCKSERVER_PORT"] = str(port)
        health = health_command(stages()[-1])
        image.run([str(image.root / "opt" / "venv" / "bin" / health[0]), *health[1:]], image.root)
        image.environment["MOCKSERVER_URL"] = f"http://127.0.0.1:{port}"
        output = image.run(["python", str(ROOT / "examples" / "docker_client" / "client.py")], image.root)
    words = [line.split(": ")[1] for line in output.splitlines()]
    assert words[-1] == "completed"
    assert set(words) <= {"queued", "ringing", "in_progress", "completed"}
    assert not list((image.root / "scenarios").rglob("*.pyc"))
    bill = json.loads((image.root / "opt" / "sbom.cdx.json").read_text())
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "voice-mockserver")
    assert bill["metadata"]["component"]["version"] == mockserver.__version__
    (dashboard,) = (image.root / "opt" / "venv" / "lib").glob("*/site-packages/mockserver/dashboard")
    assert {path.name for path in dashboard.iterdir()} - {"__pycache__"} == {"__init__.py", "files.py", "static"}

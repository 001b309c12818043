"""The image, as far as it can be checked without a Docker engine.

No engine is used here. The structure of the Dockerfile is read; its COPY and RUN steps are then done by the same
commands in temporary folders that stand for the image's absolute paths, with a fresh virtual environment in place of
the base image, and the installed entry point is started with the image's own settings.
Not exercised, therefore: the base image, layers and their cache, the user and its rights, the read-only root, the
timing of the health check, and everything that compose does.
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

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "examples" / "compose.yaml"
FOLDERS = ("opt", "src", "wheels", "scenarios", "fixtures")  #: of the image, and stood in for by temporary ones
PASSED_ON = re.compile(r"PIP_\w+|SSL_\w+|\w+_(proxy|PROXY)|REQUESTS_CA_BUNDLE|LANG|TMPDIR")


class Step(NamedTuple):
    """One instruction of a Dockerfile."""

    word: str
    rest: str


def stages() -> list[list[Step]]:
    """The instructions of each stage; lines that go on are joined."""
    lines = (line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.lstrip().startswith("#"))
    found: list[list[Step]] = []
    for line in re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append([])
        if word:
            found[-1].append(Step(word, rest.strip()))
    return found


def only(steps: list[Step], word: str) -> str:
    """What stands behind the one instruction of that name."""
    (rest,) = (step.rest for step in steps if step.word == word)
    return rest


def settings(steps: list[Step]) -> dict[str, str]:
    """The environment that a stage sets."""
    pairs = (pair for step in steps if step.word == "ENV" for pair in re.findall(r'(\w+)=("[^"]*"|\S+)', step.rest))
    return {name: value.strip('"') for name, value in pairs}


def health_command(steps: list[Step]) -> list[str]:
    command: list[str] = json.loads(only(steps, "HEALTHCHECK").split("CMD", 1)[1])
    return command


def test_there_are_two_stages_on_one_slim_base_of_a_named_minor_version() -> None:
    bases = [only(steps, "FROM").split() for steps in stages()]
    assert len(bases) == 2
    assert {base[0] for base in bases} == {"python:3.13-slim"}
    assert bases[0][1:] == ["AS", "build"]


def test_the_image_runs_as_a_numeric_user_without_rights() -> None:
    user, _, group = only(stages()[-1], "USER").partition(":")
    assert int(user) >= 1000
    assert int(group) >= 1000


def test_the_image_starts_the_server_and_knows_when_it_is_well() -> None:
    final = stages()[-1]
    assert json.loads(only(final, "ENTRYPOINT")) == ["mockserver"]
    assert json.loads(only(final, "CMD")) == ["serve"]
    assert health_command(final) == ["mockserver", "healthcheck"]
    assert only(final, "EXPOSE") == "4010"


def test_the_image_can_be_reached_from_outside_and_writes_no_byte_code() -> None:
    environment = settings(stages()[-1])
    assert environment["MOCKSERVER_HOST"] == "0.0.0.0"
    assert environment["MOCKSERVER_PORT"] == "4010"
    assert environment["MOCKSERVER_SCENARIOS"] == "/scenarios"
    assert environment["MOCKSERVER_FIXTURES"] == "/fixtures"
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_no_volume_is_declared_and_nothing_needs_buildkit() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert not [step for steps in stages() for step in steps if step.word in {"VOLUME", "ADD"}]
    assert not re.search(r"--mount|--link|--chmod|<<|^#\s*syntax", text, re.MULTILINE)


def test_what_the_first_stage_copies_is_sent_to_the_engine() -> None:
    sent = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    copied = {name for step in stages()[0] if step.word == "COPY" for name in step.rest.split()[:-1]}
    assert copied == sent
    assert all((ROOT / name).exists() for name in copied)


def test_compose_starts_a_client_when_the_simulator_is_well() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    assert set(services) == {"mockserver", "client"}
    assert services["client"]["depends_on"] == {"mockserver": {"condition": "service_healthy"}}
    assert services["client"]["environment"]["MOCKSERVER_URL"] == "http://mockserver:4010"
    assert services["mockserver"]["read_only"] is True
    assert services["mockserver"]["cap_drop"] == ["ALL"]
    assert services["mockserver"]["tmpfs"] == ["/tmp"]
    assert (COMPOSE.parent / services["mockserver"]["build"] / "Dockerfile").is_file()


def test_everything_that_compose_mounts_is_there_and_read_only() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    mounts = [mount.split(":") for service in services.values() for mount in service["volumes"]]
    assert len(mounts) == 2
    for source, _, mode in mounts:
        assert (COMPOSE.parent / source).exists()
        assert mode == "ro"


class Image:
    """Temporary folders that stand for the file system of the image."""

    def __init__(self, folder: Path) -> None:
        self.root, self.built, self.base = folder / "image", folder / "built", folder / "base"
        subprocess.run([sys.executable, "-m", "venv", self.base], check=True)
        self.environment = {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}
        self.environment |= {"PATH": f"{self.base}/bin:{os.defpath}", "HOME": str(folder)}

    def real(self, text: str) -> str:
        """`text` with the image's absolute paths turned into temporary ones."""
        return re.sub(rf'(?<![^\s"=:])/({"|".join(FOLDERS)})(?![\w.-])', rf"{self.root}/\1", text)

    def build(self) -> None:
        """Do what the Dockerfile says, stage by stage; each stage begins with empty folders."""
        for steps in stages():
            if self.root.exists():
                self.root.rename(self.built)
            self.root.mkdir()
            where = self.root
            for step in steps:
                if step.word == "WORKDIR":
                    where = Path(self.real(step.rest))
                    where.mkdir(parents=True, exist_ok=True)
                elif step.word == "COPY":
                    self.copy(step.rest.split(), where)
                elif step.word == "RUN":
                    self.run(["/bin/sh", "-c", self.real(step.rest)], where)

    def copy(self, words: list[str], where: Path) -> None:
        """COPY out of the repository, or out of the first stage."""
        if words[0] == "--from=build":
            source = self.real(words[1]).replace(str(self.root), str(self.built), 1)
            shutil.copytree(source, self.real(words[2]), symlinks=True)
            return
        for name in words[:-1]:
            source_path, target = ROOT / name, where / words[-1]
            if source_path.is_dir():
                shutil.copytree(source_path, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            else:
                shutil.copy(source_path, target)

    def run(self, command: list[str], where: Path) -> str:
        """Run one command with the image's environment; what it says on failure is shown."""
        done = subprocess.run(
            command, cwd=where, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def settle(self) -> None:
        """Take over the environment of the final stage; the port is free instead of 4010."""
        environment = settings(stages()[-1])
        path = self.real(environment.pop("PATH")).replace("$PATH", os.defpath)
        self.environment |= {name: self.real(value) for name, value in environment.items()}
        self.environment |= {"PATH": path, "MOCKSERVER_PORT": "0"}

    @contextmanager
    def started(self) -> Iterator[int]:
        """The container's process; gives the port on which it listens, and ends it with SIGTERM."""
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
def test_the_steps_of_the_dockerfile_make_a_server_that_compose_and_its_client_can_use(tmp_path: Path) -> None:
    image = Image(tmp_path)
    image.build()
    image.settle()
    mounted = ROOT / "examples" / "docker_client" / "scenarios"
    shutil.copytree(mounted, image.root / "scenarios", dirs_exist_ok=True)
    with image.started() as port:
        image.environment["MOCKSERVER_PORT"] = str(port)
        health = health_command(stages()[-1])
        image.run([str(image.root / "opt" / "venv" / "bin" / health[0]), *health[1:]], image.root)
        image.environment["MOCKSERVER_URL"] = f"http://127.0.0.1:{port}"
        said = image.run(["python", str(ROOT / "examples" / "docker_client" / "client.py")], image.root)
    words = [line.split(": ")[1] for line in said.splitlines()]
    assert words[-1] == "completed"
    assert set(words) <= {"queued", "ringing", "in_progress", "completed"}
    assert not list((image.root / "scenarios").rglob("*.pyc"))

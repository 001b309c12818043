"""What the image says about itself: labels, and the bill of materials (SBOM) with all its distributions."""

import importlib
import json
import os
import re
from datetime import datetime
from typing import Any

import pytest

import mockserver
from tests.image.engine import Engine

LABEL = "org.opencontainers.image."
LIST = """
import sysconfig
from importlib.metadata import distributions

print(*(f"{found.name}=={found.version}" for found in distributions(path=[sysconfig.get_path("purelib")])))
"""


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def sbom(engine: Engine) -> str:
    code, text = engine.once("--entrypoint", "cat", arguments=("/opt/sbom.cdx.json",))
    assert code == 0, text
    return text


def test_the_labels_say_what_the_image_is(engine: Engine) -> None:
    labels: dict[str, str] = json.loads(engine.inspect(engine.image, "{{json .Config.Labels}}"))
    own = {name.removeprefix(LABEL): value for name, value in labels.items() if name.startswith(LABEL)}
    created, revision = own.pop("created"), own.pop("revision")
    assert datetime.fromisoformat(created).year >= 2025
    assert re.fullmatch("[0-9a-f]{40}|unknown", revision)
    assert own.pop("description").startswith("A local simulator")
    assert own == {
        "title": "mockserver",
        "licenses": "MIT",
        "version": mockserver.__version__,
        "base.name": os.environ["PYTHON_IMAGE"],
    }


def test_the_bill_of_materials_is_valid(sbom: str) -> None:
    validation, schema = (importlib.import_module(f"cyclonedx.{name}") for name in ("validation.json", "schema"))
    validator = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    assert validator.validate_str(sbom) is None
    assert validator.validate_str(sbom.replace('"version"', '"versio"')) is not None


def test_the_bill_of_materials_has_every_installed_distribution(engine: Engine, sbom: str) -> None:
    code, printed = engine.once("--entrypoint", "python", arguments=("-c", LIST))
    assert code == 0, printed
    installed = {(normalized(name), version) for name, version in (word.split("==") for word in printed.split())}
    content: dict[str, Any] = json.loads(sbom)
    listed = [content["metadata"]["component"], *content["components"]]
    assert {(normalized(item["name"]), item["version"]) for item in listed} == installed
    assert ("voice-mockserver", mockserver.__version__) in installed
    assert {"trustme", "prometheus-client", "watchfiles"} <= {name for name, _ in installed}


def test_the_bill_of_materials_has_the_licences(sbom: str) -> None:
    content: dict[str, Any] = json.loads(sbom)
    assert [item["name"] for item in content["components"] if not item.get("licenses")] == []

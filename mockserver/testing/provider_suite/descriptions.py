"""Is the provider described completely: its words, its table of operations, its documents, its samples?

These tests read the `Provider` value and its folder; only one of them sends requests.
"""

import re

import msgspec
from openapi_spec_validator import OpenAPIV31SpecValidator

from mockserver.calls.events import EndReason, Phase
from mockserver.control.settings_schema import settings_schema
from mockserver.gateway.fixtures import EXAMPLES, read_fixtures
from mockserver.providers import PROVIDERS
from mockserver.providers.openapi import describe
from mockserver.providers.samples import operation_of
from mockserver.testing.api_client import AppClient
from mockserver.testing.provider_suite.base import SuiteBase
from mockserver.world.orders import Options
from mockserver.world.settings import Examples


class DescriptionTests(SuiteBase):
    """The description of a provider."""

    def test_the_provider_is_installed(self) -> None:
        errors = [str(error) for error in PROVIDERS.errors if error.name == self.provider.name]
        assert PROVIDERS.get(self.provider.name) is self.provider, " ".join(errors) or (
            f"{self.provider.name} is not among the installed providers. Install its package (pip install -e .); "
            'pyproject.toml needs [project.entry-points."mockserver.providers"].'
        )

    # -- words and operations ----------------------------------------------------------------------

    def test_phases_and_ends_are_all_translated(self) -> None:
        assert set(self.provider.phases) == set(Phase)
        assert set(self.provider.ends) == set(EndReason)
        assert set(self.provider.phases.values()) <= set(self.provider.vocabulary)

    def test_some_words_of_the_vocabulary_are_ends(self) -> None:
        assert any(meaning.phase is Phase.ENDED for meaning in self.provider.vocabulary.values())

    def test_each_operation_has_a_unique_name(self) -> None:
        names = [operation.name for operation in self.provider.operations]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"\w+(\.\w+)+", name) for name in names), "names have the form `resource.verb`"

    def test_the_operations_on_calls_exist(self) -> None:
        names = {operation.name for operation in self.provider.operations}
        assert {name for name in self.provider.calls if name is not None} <= names
        assert operation_of(self.provider, self.provider.calls.create).makes
        for name in (self.provider.calls.get, self.provider.calls.cancel):
            assert name is None or "{id}" in operation_of(self.provider, name).template
        assert operation_of(self.provider, self.provider.calls.get).reads, "step mode needs `reads`"

    def test_the_environment_of_its_clients_is_known(self) -> None:
        assert set(self.provider.environment.values()) <= {"url", "key"}

    # -- options -----------------------------------------------------------------------------------

    def test_each_option_is_described(self) -> None:
        name = self.provider.name
        options = Options(providers={name: self.provider.options()})
        described = settings_schema({name: self.provider}, options)["properties"][name]["properties"]
        bare = [option for option, schema in described.items() if not schema.get("description")]
        assert not bare, f"write their types as Annotated[TYPE, msgspec.Meta(description='…')]: {', '.join(bare)}"

    def test_the_readme_names_every_option(self) -> None:
        text = (self.provider.folder / "README.md").read_text("utf-8")
        options = [field.encode_name for field in msgspec.structs.fields(self.provider.options)]
        assert [option for option in options if not re.search(rf"`{re.escape(option)}[`:]", text)] == []

    # -- OpenAPI -----------------------------------------------------------------------------------

    def test_the_openapi_document_is_valid(self) -> None:
        OpenAPIV31SpecValidator(describe(self.provider, "http://mock.test")).validate()

    def test_every_operation_is_described_with_its_types(self) -> None:
        paths = describe(self.provider, "http://mock.test")["paths"].values()
        described = {row["operationId"]: row for path in paths for row in path.values()}
        assert list(described) == [operation.name for operation in self.provider.operations]
        for name, row in described.items():
            assert row["summary"], f"the endpoint of {name} has no docstring"
            for status, response in row["responses"].items():
                ((media, content),) = response["content"].items()
                assert content.get("schema") if media == "application/json" else not content, (name, status)

    def test_links_lead_to_operations_that_take_the_id(self) -> None:
        paths = describe(self.provider, "http://mock.test")["paths"].values()
        rows = [row for path in paths for row in path.values()]
        replies = [response for row in rows for response in row["responses"].values()]
        links = [link for response in replies for link in response.get("links", {}).values()]
        assert links
        assert {link["operationId"] for link in links} <= {row["operationId"] for row in rows if row["parameters"]}
        assert all(re.fullmatch(r"\$response\.body#(/\w+)+", link["parameters"]["id"]) for link in links)

    def test_the_document_is_served_without_a_key_and_names_the_world(self) -> None:
        name = self.provider.name
        with self.checked(AppClient()) as client:
            reply = client.get(f"/w/mine/{name}/openapi.json", authorization="", x_api_key="")
            assert reply.status == 200
            (server,) = reply.json["servers"]
            assert server["url"].startswith(f"http://mock.test:4010/w/mine/{name}")
            template = next(path for path, row in reply.json["paths"].items() if "get" in row and "{" not in path)
            path = server["url"].removeprefix("http://mock.test:4010") + template
            assert client.get(path).status == 200

    # -- files -------------------------------------------------------------------------------------

    def test_the_readme_names_every_endpoint(self) -> None:
        lines = (self.provider.folder / "README.md").read_text("utf-8").splitlines()
        missing = [
            f"{row.method} {row.template}"
            for row in self.provider.operations
            if not any(_names(line, row.method, row.template) for line in lines)
        ]
        assert not missing

    def test_its_examples_can_be_read_by_id(self) -> None:
        name = self.provider.name
        found = read_fixtures([self.provider.folder / EXAMPLES], {name: self.provider}).read()
        client = self.client(examples=Examples.BY_ID)
        client.checks.clear()  # the examples are raw values from the documentation
        assert {kind.partition(".")[0] for kind in found.documents} <= {name}
        for call_id in found.calls:
            assert self.read(client, call_id).status == 200, call_id


def _names(line: str, method: str, template: str) -> bool:
    """Return whether a line contains the method and the whole path."""
    whole = re.compile(rf"{re.escape(template)}(?![\w/{{-])")
    return whole.search(line) is not None and re.search(rf"\b{method}\b", line) is not None

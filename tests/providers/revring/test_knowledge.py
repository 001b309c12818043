"""`/v1/knowledge-bases`: their content, how a source becomes ready, and which agents are linked."""

from typing import Any

import pytest

from mockserver.providers.revring.knowledge import LINKS
from mockserver.providers.revring.knowledge_sources import SOURCES
from mockserver.simulation.clock import Mode
from tests.providers.revring.client import RevRingClient

PDF = b"%PDF-1.7 \x00\xff\r\n\n binary"
TEXT = {"sourceType": "text", "displayName": "Hours", "content": "We open at nine."}
PAGE = {"sourceType": "url", "displayName": "Shop", "url": "https://example.com/shop"}


@pytest.fixture
def base(api: RevRingClient) -> Any:
    """Return a knowledge base."""
    reply = api.post("/knowledge-bases", {"name": "Product FAQ", "description": "All questions"})
    assert reply.status == 201
    return reply.data


def add(api: RevRingClient, base: Any, body: Any) -> Any:
    reply = api.post(f"/knowledge-bases/{base['id']}/sources", body)
    assert reply.status == 201, reply
    return reply.data


def upload(api: RevRingClient, base: Any, content: bytes, filename: str | None = "faq.pdf", **texts: str) -> Any:
    """Send a form with a file."""
    named = "" if filename is None else f'; filename="{filename}"'
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'.encode() for name, text in texts.items()]
    parts.append(f'Content-Disposition: form-data; name="file"{named}\r\n\r\n'.encode() + content)
    body = b"".join(b"--XX\r\n" + part + b"\r\n" for part in parts) + b"--XX--\r\n"
    path = f"/knowledge-bases/{base['id']}/sources"
    return api.post(path, body, content_type="multipart/form-data; boundary=XX")


def read(api: RevRingClient, source: Any) -> Any:
    return api.get(f"/knowledge-bases/{source['knowledgeBaseId']}/sources/{source['id']}").data


# -- knowledge bases -------------------------------------------------------------------------------


def test_a_new_knowledge_base_is_empty_and_can_be_read(api: RevRingClient, base: Any) -> None:
    at = "2026-01-05T15:00:00.000Z"
    facts = {"name": "Product FAQ", "description": "All questions", "sourceCount": 0, "createdAt": at, "updatedAt": at}
    assert base == {"id": base["id"], **facts, "sources": []}
    assert api.get(f"/knowledge-bases/{base['id']}").data == base
    other = api.post("/knowledge-bases", {"name": "Other"}).data
    assert other["description"] is None
    listed = api.get("/knowledge-bases").data
    assert listed == [{key: row[key] for key in row if key != "sources"} for row in (base, other)]


def test_a_knowledge_base_is_renamed(api: RevRingClient, base: Any) -> None:
    api.advance(9)
    path = f"/knowledge-bases/{base['id']}"
    renamed = api.patch(path, {"name": "FAQ", "description": None}).data
    assert renamed == base | {"name": "FAQ", "description": None, "updatedAt": "2026-01-05T15:00:09.000Z"}
    assert api.patch(path, {}).data == api.get(path).data == renamed


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "name is required."),
        ({"name": ""}, 'name: expected str of length >= 1 (given: "").'),
        ({"name": "x" * 129}, f'name: expected str of length <= 128 (given: "{"x" * 79}).'),
        ({"name": "x", "description": "y" * 501}, f'description: expected str of length <= 500 (given: "{"y" * 79}).'),
        ({"name": 7}, "name: expected str, got int (given: 7)."),
    ],
)
def test_an_invalid_field_of_a_knowledge_base_is_named(api: RevRingClient, base: Any, body: Any, message: str) -> None:
    reply = api.post("/knowledge-bases", body)
    assert (reply.status, reply.error["code"], reply.error["message"]) == (400, "VALIDATION_ERROR", message)
    if body:
        assert api.patch(f"/knowledge-bases/{base['id']}", body).error["message"] == message


def test_the_longest_name_and_description_are_accepted(api: RevRingClient) -> None:
    assert api.post("/knowledge-bases", {"name": "x" * 128, "description": "y" * 500}).status == 201


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_an_unknown_knowledge_base_is_404_and_created_in_profile_lenient(api: RevRingClient, method: str) -> None:
    body: Any = {} if method == "PATCH" else None
    reply = api.request(method, "/knowledge-bases/nothing", body)
    assert (reply.status, reply.error["message"]) == (404, "There is no knowledge base 'nothing'.")
    lenient = RevRingClient(profile="lenient")
    assert lenient.request(method, "/knowledge-bases/nothing", body).data["id"] == "nothing"
    assert [row["id"] for row in lenient.get("/knowledge-bases").data] == ["nothing"]


def test_deleting_a_knowledge_base_deletes_its_sources_and_links(api: RevRingClient, base: Any) -> None:
    source = add(api, base, TEXT)
    api.place_call(agentId="a")
    api.post("/agents/a/knowledge-bases", {"knowledgeBaseId": base["id"]})
    assert api.delete(f"/knowledge-bases/{base['id']}").data == {"id": base["id"]}
    assert api.get(f"/knowledge-bases/{base['id']}").status == 404
    assert not len(SOURCES.of(api.world)) + len(LINKS.of(api.world))
    assert api.get(f"/knowledge-bases/{base['id']}/sources/{source['id']}").status == 404


@pytest.mark.parametrize(("method", "path"), [("GET", "/knowledge-bases/x/files"), ("POST", "/trunks")])
def test_guessed_endpoints_do_not_exist(api: RevRingClient, method: str, path: str) -> None:
    reply = api.request(method, path, {})
    assert (reply.status, reply.error["code"]) == (404, "NOT_FOUND")


# -- sources ---------------------------------------------------------------------------------------


def test_a_text_is_queued_processed_and_ready_by_virtual_time(api: RevRingClient, base: Any) -> None:
    source = add(api, base, TEXT)
    assert source == {
        "id": source["id"],
        "knowledgeBaseId": base["id"],
        "sourceType": "text",
        "displayName": "Hours",
        "status": "queued",
        "createdAt": "2026-01-05T15:00:00.000Z",
        "updatedAt": "2026-01-05T15:00:00.000Z",
        "content": "We open at nine.",
        "originalUrl": None,
        "mimeType": "text/plain",
        "fileSize": 16,
        "errorMessage": None,
    }
    seen = []
    for seconds in (0.999, 0.001, 2.999, 0.001, 1000):
        api.advance(seconds)
        found = read(api, source)
        seen.append((found["status"], found["updatedAt"][-8:]))
    assert seen == [
        ("queued", ":00.000Z"),
        ("processing", ":01.000Z"),
        ("processing", ":01.000Z"),
        ("ready", ":04.000Z"),
        ("ready", ":04.000Z"),
    ]
    whole = api.get(f"/knowledge-bases/{base['id']}").data
    assert (whole["sourceCount"], whole["sources"]) == (1, [read(api, source)])


def test_the_durations_can_be_set_and_do_not_change_afterwards(api: RevRingClient, base: Any) -> None:
    api.set_options(source_queued_seconds=0, source_processing_seconds=60)
    source = add(api, base, TEXT)
    assert source["status"] == "processing"
    api.set_options(source_processing_seconds=1)
    api.advance(59)
    assert read(api, source)["status"] == "processing"
    api.advance(1)
    assert read(api, source)["status"] == "ready"


@pytest.mark.parametrize("mode", [Mode.STEP, Mode.AUTO])
def test_a_polling_client_sees_every_status_on_a_clock_that_does_not_wait(mode: Mode) -> None:
    api = RevRingClient(mode=mode)
    base = api.post("/knowledge-bases", {"name": "KB"}).data
    source = add(api, base, TEXT)
    assert [read(api, source)["status"] for _ in range(3)] == ["processing", "ready", "ready"]


def test_a_page_has_its_url_and_fails_if_its_host_is_unknown(api: RevRingClient, base: Any) -> None:
    page, lost = add(api, base, PAGE), add(api, base, PAGE | {"url": "https://nowhere.invalid/x"})
    assert (page["originalUrl"], page["content"], page["mimeType"]) == ("https://example.com/shop", None, None)
    assert lost["errorMessage"] is None
    api.advance(4)
    assert read(api, page)["status"] == "ready"
    failed = read(api, lost)
    assert failed["status"] == "failed"
    assert failed["errorMessage"] == "Could not fetch https://nowhere.invalid/x: the host cannot be found."


def test_the_url_of_a_page_has_two_names(api: RevRingClient, base: Any) -> None:
    body = {"sourceType": "url", "displayName": "Shop", "originalUrl": "http://example.com"}
    assert add(api, base, body)["originalUrl"] == "http://example.com"


GOOD_FILES = {
    "faq.pdf": (PDF, "application/pdf"),
    "faq.TXT": (b"hello", "text/plain"),
    "faq.docx": (b"PK\x03\x04rest", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "faq.md": ("# Grüße".encode(), "text/markdown"),
    "faq.csv": (b"a,b\n1,2", "text/csv"),
    "faq.json": (b'{"a": 1}', "application/json"),
}


@pytest.mark.parametrize("name", GOOD_FILES)
def test_each_kind_of_file_is_accepted(api: RevRingClient, base: Any, name: str) -> None:
    content, media = GOOD_FILES[name]
    reply = upload(api, base, content, name)
    assert reply.status == 201, reply
    source = reply.data
    facts = (source["sourceType"], source["displayName"], source["mimeType"], source["fileSize"], source["status"])
    assert facts == ("file", name, media, len(content), "queued")
    api.advance(4)
    assert read(api, source)["status"] == "ready"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"no", "The file is not a PDF document."),
        ("a.docx", b"no", "The file is not a DOCX document."),
        ("a.txt", b"\xff\xfe\x00", "The file is not text in UTF-8."),
        ("a.json", b"{", "The file is not valid JSON."),
        ("a.md", b" \n", "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_fails(
    api: RevRingClient, base: Any, name: str, content: bytes, message: str
) -> None:
    source = upload(api, base, content, name).data
    api.advance(4)
    failed = read(api, source)
    assert (failed["status"], failed["errorMessage"]) == ("failed", message)


def test_a_file_can_have_another_display_name(api: RevRingClient, base: Any) -> None:
    assert upload(api, base, PDF, displayName="Ours").data["displayName"] == "Ours"
    assert upload(api, base, PDF, "Übersicht.pdf", sourceType="file").data["displayName"] == "Übersicht.pdf"


@pytest.mark.parametrize(
    ("filename", "texts", "message"),
    [
        (None, {}, "file is required, as a form part with a filename."),
        ("a.exe", {}, "The file name is 'a.exe'; expected one of .pdf, .txt, .docx, .md, .csv, .json."),
        (
            "a.pdf",
            {"sourceType": "text"},
            "sourceType is 'text'; a form must hold a 'file'. Send other sources as JSON.",
        ),
        (
            "a.pdf",
            {"displayName": "x" * 257},
            f"displayName is '{'x' * 80}…'; expected at most 256 characters, not 257.",
        ),
    ],
)
def test_an_invalid_field_of_a_form_is_named(
    api: RevRingClient, base: Any, filename: str | None, texts: dict[str, str], message: str
) -> None:
    reply = upload(api, base, b"%PDF-", filename, **texts)
    assert (reply.status, reply.error["message"]) == (400, message)
    assert api.get(f"/knowledge-bases/{base['id']}").data["sourceCount"] == 0


def test_a_body_that_is_not_a_form_despite_its_content_type_is_refused(api: RevRingClient, base: Any) -> None:
    path = f"/knowledge-bases/{base['id']}/sources"
    reply = api.post(path, b"hello", content_type="multipart/form-data; boundary=XX")
    assert (reply.status, reply.error["code"]) == (400, "INVALID_JSON")
    reply = api.post(path, b"hello", content_type="text/plain")
    assert (reply.status, reply.error["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert "expected 'application/json' or 'multipart/form-data'" in reply.error["message"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "sourceType is required. displayName is required."),
        ({"sourceType": "text"}, "displayName is required. content is required when sourceType is 'text'."),
        ({"sourceType": "text", "content": 5}, "content: expected str, got int (given: 5). displayName is required."),
        ({**TEXT, "sourceType": "file"}, 'sourceType: expected one of text, url (given: "file").'),
        ({**TEXT, "displayName": ""}, 'displayName: expected str of length >= 1 (given: "").'),
        ({**TEXT, "displayName": "x" * 257}, f'displayName: expected str of length <= 256 (given: "{"x" * 79}).'),
        ({**TEXT, "content": "x" * 100_001}, f'content: expected str of length <= 100000 (given: "{"x" * 79}).'),
        ({"sourceType": "text", "displayName": "T"}, "content is required when sourceType is 'text'."),
        ({"sourceType": "url", "displayName": "T"}, "url is required when sourceType is 'url'."),
        (
            {**PAGE, "url": "ftp://example.com"},
            "url is 'ftp://example.com'; expected a URL such as https://example.com/hook.",
        ),
    ],
)
def test_an_invalid_field_of_a_source_is_named(api: RevRingClient, base: Any, body: Any, message: str) -> None:
    reply = api.post(f"/knowledge-bases/{base['id']}/sources", body)
    assert (reply.status, reply.error["message"]) == (400, message)


def test_the_longest_name_and_content_are_accepted(api: RevRingClient, base: Any) -> None:
    assert add(api, base, TEXT | {"displayName": "x" * 256, "content": "y" * 100_000})["fileSize"] == 100_000


def test_a_knowledge_base_has_at_most_ten_sources(api: RevRingClient, base: Any) -> None:
    first, *_ = [add(api, base, TEXT) for _ in range(10)]
    reply = api.post(f"/knowledge-bases/{base['id']}/sources", TEXT)
    assert (reply.status, reply.error["code"]) == (400, "SOURCE_LIMIT_REACHED")
    path = f"/knowledge-bases/{base['id']}/sources/{first['id']}"
    assert api.delete(path).data == {"id": first["id"]}
    assert add(api, base, TEXT)["status"] == "queued"
    assert api.get(path).status == 404


def test_a_source_belongs_to_one_knowledge_base(api: RevRingClient, base: Any) -> None:
    source = add(api, base, TEXT)
    other = api.post("/knowledge-bases", {"name": "Other"}).data
    reply = api.get(f"/knowledge-bases/{other['id']}/sources/{source['id']}")
    assert (reply.status, reply.error["message"]) == (404, f"There is no source {source['id']!r}.")


def test_in_profile_lenient_sources_are_created_without_limit_and_formats_are_not_checked() -> None:
    api = RevRingClient(profile="lenient")
    base = api.post("/knowledge-bases", {"name": "KB"}).data
    for _ in range(11):
        add(api, base, {"sourceType": "url", "displayName": "x"})
    path = f"/knowledge-bases/{base['id']}/sources/nothing"
    for _ in range(2):
        assert api.delete(path).data == {"id": "nothing"}
    assert upload(api, base, b"text", None).data["fileSize"] == 4


def test_a_source_of_a_fixture_does_not_change(api: RevRingClient, base: Any) -> None:
    row = {"id": "s", "knowledgeBaseId": base["id"], "status": "failed", "errorMessage": "Too odd."}
    api.world.collection("revring.sources").load({"s": row})
    found = read(api, row)
    assert {key: found[key] for key in row} == row


# -- links -----------------------------------------------------------------------------------------


def test_a_link_shows_its_knowledge_base(api: RevRingClient, base: Any) -> None:
    add(api, base, TEXT)
    api.place_call(agentId="a")
    reply = api.post("/agents/a/knowledge-bases", {"knowledgeBaseId": base["id"]})
    assert (reply.status, reply.data) == (
        201,
        {
            "id": reply.data["id"],
            "agentId": "a",
            "knowledgeBaseId": base["id"],
            "createdAt": "2026-01-05T15:00:00.000Z",
            "knowledgeBase": {
                "id": base["id"],
                "name": "Product FAQ",
                "description": "All questions",
                "sourceCount": 1,
            },
        },
    )
    again = api.post("/agents/a/knowledge-bases", {"knowledgeBaseId": base["id"]})
    assert (again.status, again.data) == (200, reply.data)


def test_a_link_can_be_deleted(api: RevRingClient, base: Any) -> None:
    api.place_call(agentId="a")
    link = api.post("/agents/a/knowledge-bases", {"knowledgeBaseId": base["id"]}).data
    path = f"/agents/a/knowledge-bases/{base['id']}"
    assert api.delete(path).data == {"id": link["id"]}
    reply = api.delete(path)
    assert (reply.status, reply.error["message"]) == (404, f"There is no link to a knowledge base {base['id']!r}.")


def test_links_are_copied_and_deleted_with_their_agent(api: RevRingClient, base: Any) -> None:
    api.place_call(agentId="a")
    api.post("/agents/a/knowledge-bases", {"knowledgeBaseId": base["id"]})
    copy = api.post("/agents/a/duplicate").data["id"]
    api.delete("/agents/a")
    (left,) = LINKS.of(api.world)
    assert (left.agent_id, left.knowledge_base_id) == (copy, base["id"])


@pytest.mark.parametrize(
    ("agent", "body", "status", "message"),
    [
        ("a", {"knowledge_base_id": "x"}, 400, "knowledgeBaseId is required."),
        ("a", {"knowledgeBaseId": "x"}, 404, "There is no knowledge base 'x'."),
        ("b", {"knowledgeBaseId": "x"}, 404, "There is no agent 'b'."),
    ],
)
def test_both_ends_of_a_link_must_exist(api: RevRingClient, agent: str, body: Any, status: int, message: str) -> None:
    api.place_call(agentId="a")
    reply = api.post(f"/agents/{agent}/knowledge-bases", body)
    assert reply.status == status
    assert reply.error["message"].startswith(message)


def test_in_profile_lenient_links_are_created() -> None:
    api = RevRingClient(profile="lenient")
    for _ in range(2):
        assert api.delete("/agents/a/knowledge-bases/k").data == {"id": "k"}
    link = api.post("/agents/a/knowledge-bases", {"knowledgeBaseId": "k"}).data
    assert api.delete("/agents/a/knowledge-bases/k").data == {"id": link["id"]}

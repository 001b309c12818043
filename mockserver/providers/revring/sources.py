"""Where each operation of RevRing is documented: a page of docs.revring.ai (below api-reference unless the text says
otherwise), or another source.

Only the table of docs/providers.md and the OpenAPI document use it.
"""

SOURCES: dict[str, str] = {
    "calls.create": "calls/send",
    "calls.list": "no page; known from a real client",
    "calls.batch_get": "calls/batch-get",
    "calls.retrieve": "calls/get",
    "calls.cancel": "calls/cancel",
    "agents.create": "agents/create",
    "agents.list": "agents/list",
    "agents.batch_get": "agents/batch-get",
    "agents.retrieve": "agents/get",
    "agents.update": "agents/update",
    "agents.delete": "no page (choice)",
    "agents.duplicate": "agents/duplicate",
    "agents.custom_tools.list": "no page; known from a real client",
    "agents.custom_tools.create": "agents/create-custom-tool",
    "agents.custom_tools.update": "agents/update-custom-tool",
    "agents.custom_tools.delete": "no page (choice)",
    "knowledge_bases.create": "knowledge-bases/create",
    "knowledge_bases.list": "no page (choice)",
    "knowledge_bases.retrieve": "no page (choice)",
    "knowledge_bases.update": "knowledge-bases/update",
    "knowledge_bases.delete": "no page (choice)",
    "knowledge_bases.sources.create": "knowledge-bases/add-source",
    "knowledge_bases.sources.retrieve": "knowledge-bases/get-source",
    "knowledge_bases.sources.delete": "platform/knowledge-bases, only in prose",
    "agents.knowledge_bases.create": "agents/link-knowledge-base",
    "agents.knowledge_bases.delete": "no page (choice)",
    "messages.create": "messages/send",
    "messages.list": "platform/two-way-messaging, only in prose",
    "messages.retrieve": "messages/get",
    "messages.inbound": "platform/two-way-messaging",
    "web_calls.create": "package @revring/webrtc-sdk",
}

"""Where each operation of Ringyo is documented: a page of docs.ringyo.ai (below api-reference unless the text says
otherwise), or another source.

Only the table of docs/providers.md and the OpenAPI document use it.
"""

SOURCES: dict[str, str] = {
    "calls.create": "calls/create; concepts/calls for `to` and `context`",
    "calls.list": "calls/list",
    "calls.get": "calls/get",
    "agents.create": "agents/create",
    "agents.list": "agents/list",
    "agents.get": "agents/get",
    "agents.update": "agents/update",
    "agents.delete": "agents/delete",
    "phone_numbers.list": "phone-numbers/list",
    "phone_numbers.get": "phone-numbers/get",
    "webhooks.create": "webhooks/create; concepts/webhooks for the guide's response",
    "webhooks.list": "webhooks/list",
    "webhooks.update": "the curl command of webhooks/delete",
    "webhooks.delete": "webhooks/delete",
}

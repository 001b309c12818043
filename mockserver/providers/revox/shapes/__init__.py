"""The response types of Revox that are not stored: one `TypedDict` per object, one file per topic.

Renderers return these types, so mypy proves that every key is present. Stored resources are returned as their own type.
The OpenAPI document is made from both. Every key of the newest schema is always sent, null if there is no value
(docs.getrevox.com; SDK 0.5.0), plus the keys that strict clients of older versions need.
"""

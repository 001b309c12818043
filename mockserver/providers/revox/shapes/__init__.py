"""The response types of Revox: one file per resource, one `TypedDict` per object.

Renderers return these types, so mypy proves that every key is present. The OpenAPI document is made from them. Every
key of the newest schema is always sent, null if there is no value (docs.getrevox.com; SDK 0.5.0), plus the keys that
strict clients of older versions need. Parts that are returned as they were sent have the types of the request.
"""

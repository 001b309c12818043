"""What Revox answers, as types: one file per resource, one `TypedDict` per object.

Renderers return these types, so mypy proves that every key is there; the OpenAPI document is made of them. Every key of
the newest schema is always sent, null where there is nothing (docs.getrevox.com; SDK 0.5.0), and beside it what strict
clients of older versions want. A part of a request that is shown exactly as it was taken is the same type here.
"""

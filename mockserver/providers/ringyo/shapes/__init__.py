"""The types of Ringyo's responses: renderers return them, and the OpenAPI document is built from them.

The reference and the guides have two dialects (README.md); where they differ, an operation's reply is the union of
both. Keys that are always present are required; keys that responses may leave out are optional.
"""

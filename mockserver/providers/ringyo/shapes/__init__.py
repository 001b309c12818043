"""What Ringyo answers, as types: renderers return them, and the OpenAPI document is made of them.

The reference and the guides speak two dialects (README.md); where they differ an operation's reply is the union of
both. Keys that are always there are required; what is left out as long as it does not apply is not.
"""

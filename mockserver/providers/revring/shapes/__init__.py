"""The types of RevRing's responses: renderers return them, and the OpenAPI document is built from them.

One file per resource; `envelopes` holds the envelopes and the refusal. `words` holds the enumerations.
"""

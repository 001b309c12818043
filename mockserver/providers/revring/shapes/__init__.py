"""What RevRing answers, as types: renderers return them, and the OpenAPI document is made of them.

One file per resource; `envelopes` holds the envelopes and the refusal. Enumerations stand in `words`.
"""

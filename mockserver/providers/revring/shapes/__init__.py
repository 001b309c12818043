"""The types of RevRing's responses that are not stored resources: calls, the envelopes, and the refusal.

Renderers return them, and the OpenAPI document is built from them. `words` holds the enumerations.
"""

"""Scenario files: what a call lives through, as YAML.

    text ─ reading ─▶ Scenario ─ book ─▶ which one a call plays ─ compile ─▶ Plan (offsets since the dial)

`schema` is the file format, `lint` and `diagram` look at scenarios without playing them. Nothing in this package
knows a clock, a call or a provider: providers hand in what their status words mean.
"""

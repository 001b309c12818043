"""The state of one isolated account: its calls, documents, lines, webhooks, journal and time.

It depends on `scenarios` and what lies below, and knows no provider. Start reading with `world`, then `orders`.
"""

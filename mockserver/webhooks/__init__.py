"""What is sent to a customer's server, to which hosts, and in which order.

It depends on `calls` and `simulation`; nothing here sends a byte. Start reading with `messages`, then
`delivery_queue`.
"""

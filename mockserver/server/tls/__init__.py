"""TLS and the proxy, on the port of plain HTTP.

    connection ─► first_bytes ─┬─► transport ─► HTTP          https, also in a tunnel (CONNECT)
                               └─► HTTP
    setup ─► certificates      whose certificate, for which hosts, and what a failed handshake means

Nothing of it is imported by a server without TLS.
"""

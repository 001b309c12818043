"""Scenarios as diagrams: Mermaid text, and pictures (SVG) that are drawn here, without any other program.

    scenario ─► graph ─┬─► mermaid                                            text
                       └─► svg ─► layout ─► ranks, placement; text_widths     picture

It depends on the other modules of `scenarios`; none of them depends on it. Start reading with `graph`.
"""

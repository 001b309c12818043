"""Virtual time and chance: the clock of a world, the queue of what is due, durations, seeded random values.

It knows nothing of calls and depends on nothing but `errors`. Start reading with `clock`, then `event_queue`.
"""

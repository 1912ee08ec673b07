"""Mutated calendars, feeds and requests, by the thousand and from a seed: `scripts/fuzz`.

`mutations` spoils texts and values; `calendars`, `feeds` and `requests` each make an input from a number, give it to
the code and say what went wrong; `running` counts, times and reports.
"""

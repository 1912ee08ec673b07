"""A faithful stand-in for every upstream, on one loopback port: `python -m tests.simulator --port 9300`.

It checks requests strictly and answers in the vendor's own shapes, with settable latency and faults. One module in
`upstreams/` per vendor; `server.py` speaks HTTP, `state.py` holds what can be set and what was recorded.
"""

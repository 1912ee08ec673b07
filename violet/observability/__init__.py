"""What the people on call see: logs, metrics, traces, and what must never be in them. Leaves, all of them."""

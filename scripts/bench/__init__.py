"""The bench: what the server does on this machine, beside yardsticks measured in the same run. `scripts/bench/all`."""

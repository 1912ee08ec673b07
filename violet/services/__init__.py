"""The use cases: plain typed functions that speak Protocols. No Flask here; every commit is theirs."""

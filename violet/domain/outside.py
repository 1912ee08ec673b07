"""All that the pure rooms know of the world outside: that it may not answer."""

from __future__ import annotations


class OutsideError(Exception):
    """Somebody outside could not answer. `ports.ProviderError` says who and why."""

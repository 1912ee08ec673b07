"""URL builders that the apps of one test process share.

werkzeug compiles two functions for each of the 300 routes, which is two thirds of what making an app takes. A server does
that once; the suite makes an app for most of its tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


def share_url_builders() -> None:
    compile_builder = Rule._compile_builder
    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults: dict[str, Any] = dict(rule.defaults or {})
        key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = compile_once  # type: ignore[method-assign, assignment]

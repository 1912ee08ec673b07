"""Compiled URL rules that the apps of one test process share.

werkzeug takes apart each of the 300 routes and compiles two functions for it, which is most of what making an app takes.
A server does that once; the suite makes an app for most of its tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from werkzeug.routing import Rule


@dataclass(frozen=True)
class _Compiled:
    """What `Rule.compile` leaves in a rule; nobody changes it afterwards."""

    parts: list[Any]
    trace: list[tuple[bool, str]]
    converters: dict[str, Any]
    arguments: frozenset[str]
    build: Any
    build_unknown: Any


def share_url_rules() -> None:
    compile_rule = Rule.compile
    compiled: dict[tuple[object, ...], _Compiled] = {}

    def compile_once(rule: Rule) -> None:
        assert rule.map is not None
        place = (rule.rule, rule.host, rule.subdomain, repr(rule.defaults))
        key = (*place, rule.merge_slashes, rule.map.host_matching, *rule.map.converters.values())
        known = compiled.get(key)
        if known is None:
            compile_rule(rule)
            known = compiled[key] = _Compiled(
                parts=rule._parts,
                trace=rule._trace,
                converters=rule._converters,
                arguments=frozenset(rule.arguments),
                build=rule._build.__func__,  # type: ignore[attr-defined]
                build_unknown=rule._build_unknown.__func__,  # type: ignore[attr-defined]
            )
        rule._parts, rule._trace, rule._converters = known.parts, known.trace, known.converters
        rule.arguments = set(known.arguments)
        rule._build = known.build.__get__(rule, None)
        rule._build_unknown = known.build_unknown.__get__(rule, None)

    Rule.compile = compile_once  # type: ignore[method-assign, assignment]

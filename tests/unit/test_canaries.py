"""The net that looks for keys in everything the tests make the server say catches them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response

from tests.canaries import shows_key, take_leaks

KEY = "canary" + "-key-1234"

pytest_plugins = ("pytester",)


@pytest.fixture
def app() -> Flask:
    app = Flask("leaky")

    @app.get("/body")
    def body() -> dict[str, str]:
        return {"photo_url": f"https://example.com/?key={KEY}"}

    @app.get("/headers")
    def headers() -> tuple[str, dict[str, str]]:
        return "fine", {"Location": f"https://example.com/?key={KEY}"}

    @app.get("/stream")
    def stream() -> Response:
        def pieces() -> Iterator[str]:
            yield KEY[:5]
            yield KEY[5:]

        return Response(pieces(), mimetype="text/event-stream")

    @app.get("/clean")
    def clean() -> str:
        return "nothing to see"

    return app


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/body", ["response body"]),
        ("/headers", ["response headers"]),
        ("/stream", ["streamed response"]),
        ("/clean", []),
    ],
)
def test_a_key_in_a_response_is_found(app: Flask, path: str, where: list[str]) -> None:
    assert app.test_client().get(path).data
    assert take_leaks() == where


def test_a_test_that_logs_a_key_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makepyfile(
        f"""
        import sys

        def test_leaky():
            print("{KEY}", file=sys.stderr)

        def test_clean():
            print("all is well")
        """
    )
    plugins = ("-p", "tests.canaries", "-p", "no:xdist", "-p", "no:cacheprovider")
    result = pytester.runpytest_subprocess(*plugins, "--tb=no", "--show-capture=no")
    result.assert_outcomes(passed=1, failed=1)
    assert shows_key(KEY)

"""`python -m tests.simulator --port 9300`: develop with "keys" and no internet."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress

from tests.simulator.admin import PREFIX
from tests.simulator.running import base_url_environment
from tests.simulator.server import serve
from tests.simulator.state import State
from tests.simulator.upstreams import all_upstreams

INTRODUCTION = """# Upstreams on {url}, doors under {doors}. In the server's environment:
export GOOGLE_API_KEY=simulated GEMINI_API_KEY=simulated OPENWEATHER_KEY=simulated
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=9300)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--no-latency", action="store_true", help="answer at once")
    options = parser.parse_args()
    url = f"http://{options.host}:{options.port}"
    sys.stdout.write(INTRODUCTION.format(url=url, doors=url + PREFIX))
    sys.stdout.writelines(f"export {name}='{value}'\n" for name, value in base_url_environment(url).items())
    sys.stdout.flush()
    state = State(all_upstreams(), usual_latency=not options.no_latency)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(state, host=options.host, port=options.port))


if __name__ == "__main__":
    main()

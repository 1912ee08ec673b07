"""Stands in for curl, with the options that the documentation uses, where there is none: `python curl.py [options] URL`.

Cookies are kept as JSON rather than in curl's own format; nobody but this program reads them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import requests


def main() -> None:
    options = parser().parse_args()
    session = requests.Session()
    jar = Path(options.cookie) if options.cookie else None
    if jar is not None and jar.is_file():
        session.cookies.update(json.loads(jar.read_text()))
    headers = dict(line.split(": ", 1) for line in options.header)
    method = options.method or ("GET" if options.data is None else "POST")
    body = None if options.data is None else options.data.encode()
    answer = session.request(method, options.url, data=body, headers=headers, timeout=30)
    if options.cookie_jar:
        Path(options.cookie_jar).write_text(json.dumps(session.cookies.get_dict()))
    sys.stdout.write(answer.text)


def parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(description=__doc__)
    described.add_argument("-s", action="store_true")
    described.add_argument("-N", action="store_true")
    described.add_argument("-X", dest="method")
    described.add_argument("-H", dest="header", action="append", default=[])
    described.add_argument("-d", dest="data")
    described.add_argument("-b", dest="cookie")
    described.add_argument("-c", dest="cookie_jar")
    described.add_argument("url")
    return described


if __name__ == "__main__":
    main()

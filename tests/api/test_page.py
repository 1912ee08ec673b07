"""The page as it is served: where its files are, how long they are kept, what it may load, and its log-in."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

from tests.api.people import PASSWORD, Person, sign_up
from tests.conftest import make_settings
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.extensions import db
from violet.settings import Settings
from violet.web.files import FIRST, FIRST_VENDOR, STATIC, VENDOR, own, vendored

GZIP = {"Accept-Encoding": "gzip"}
OURS = {"X-Violet-Page": "1"}
SESSION = "/api/v1/auth/session"
MAX_FIRST_BYTES = 250_000


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


@pytest.fixture
def page(client: FlaskClient) -> str:
    return client.get("/").text


def _policy(answer: TestResponse) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split("; ")]
    return {name: values for name, *values in parts}


def _named_files(page: str) -> Iterator[str]:
    yield from re.findall(r'(?:src|href)="(/[^"]+)"', page)


def test_every_file_that_the_page_names_is_there_and_kept_for_ever(client: FlaskClient, page: str):
    named = [name for name in _named_files(page) if name.startswith("/assets/")]
    assert len(named) >= 9
    for name in named:
        answer = client.get(name)
        assert answer.status_code == 200, name
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_module_imports_only_files_that_are_there(client: FlaskClient):
    names = re.compile(r"""(?:from|import\()\s*["'`]([^"'`]+\.m?js)["'`]""")
    modules = {f"{bundle.root}/{name}" for bundle in (own(), vendored()) for name in bundle.files}
    imports = 0
    for name, file in own().files.items():
        if name.endswith(".js"):
            for target in names.findall(file.content.decode()):
                path = target.replace("${config.vendor}", vendored().root)
                resolved = posixpath.normpath(posixpath.join(own().root, posixpath.dirname(name), path))
                assert resolved in modules, (name, target)
                imports += 1
    assert imports > 15


def test_modules_are_javascript_to_a_browser_that_does_not_guess(client: FlaskClient, page: str):
    for name in re.findall(r'"(/assets/[^"]+\.m?js)"', page):
        assert client.get(name).mimetype == "text/javascript"


def test_an_address_of_another_version_is_not_found(client: FlaskClient):
    for path in (
        "/assets/0000/app.js",
        f"{own().root}/../secrets.py",
        f"{own().root}/nothing.js",
        "/assets/map/nyu/1.json",
        "/assets/map/nowhere/1.json",
    ):
        assert client.get(path).status_code == 404


def test_the_page_itself_is_asked_for_anew_and_answers_that_it_is_the_same(client: FlaskClient):
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get("/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_file_comes_compressed_to_whoever_takes_that(client: FlaskClient):
    path = f"{own().root}/chat.js"
    packed, plain = client.get(path, headers=GZIP), client.get(path)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_the_first_screen_is_small(client: FlaskClient, page: str):
    names = [name for name in _named_files(page) if name.startswith("/assets/")] + ["/", f"{own().root}/text/en.json"]
    size = sum(len(client.get(name, headers=GZIP).data) for name in dict.fromkeys(names))
    assert size < MAX_FIRST_BYTES / 2, "the rest is for what other screens load"
    whole = sum(len(file.compressed or file.content) for file in own().files.values())
    whole += sum(len(vendored().files[name].compressed or b"") for name in FIRST_VENDOR)
    assert whole < MAX_FIRST_BYTES


def test_only_the_page_may_ask_where_somebody_is_and_loads_from_here_alone(client: FlaskClient):
    for path in ("/", "/sw.js", f"{own().root}/app.js", f"{vendored().root}/maplibre-gl-worker.mjs"):
        answer = client.get(path)
        assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
        policy = _policy(answer)
        assert policy["default-src"] == ["'none'"]
        assert policy["script-src"] == ["'self'"]
        assert policy["connect-src"] == ["'self'"]
        assert policy["frame-ancestors"] == ["'none'"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    for path in ("/api/v1/weather", "/health/live", "/api/docs/", "/nowhere"):
        assert "geolocation=()" in client.get(path).headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["v1/{z}/{x}/{y}.png?key=a", "cities/new-york.pmtiles"])
def test_tiles_may_be_loaded_from_where_the_setting_says(sqlite_database: str, path: str):
    url = f"https://tiles.example.org:8443/{path}"
    app = create_app(make_settings(database_url=sqlite_database, map_tiles_url=url))
    answer = app.test_client().get("/")
    assert _policy(answer)["img-src"][-1] == "https://tiles.example.org:8443"
    assert _policy(answer)["connect-src"] == ["'self'", "https://tiles.example.org:8443"]
    assert json.loads(_config(answer.text))["map"]["tiles"] == url


def _config(page: str) -> str:
    found = re.search(r'<script type="application/json" id="config">(.*?)</script>', page, re.DOTALL)
    assert found
    return found[1]


def test_what_a_campus_says_of_itself_cannot_end_the_data_in_the_page(app: DocumentedApp, page: str):
    config = json.loads(_config(page))
    campus = app.extensions["violet"].campus
    assert config["campus"]["name"] == campus.name
    assert config["campus"]["location"] == {"lat": campus.home.lat, "lng": campus.home.lng}
    hostile = campus.model_copy(update={"name": "</script><img src=x onerror=alert(1)>"})
    other = create_app(app.extensions["violet"].settings)
    object.__setattr__(other.extensions["violet"], "campus", hostile)
    text = other.test_client().get("/").text
    assert "<img src=x" not in text
    assert json.loads(_config(text))["campus"]["name"] == hostile.name


def test_the_page_offers_only_what_the_server_has(app: DocumentedApp, page: str):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    offers = json.loads(_config(page))["offers"]
    assert offers["rooms"] is ("/api/v1/rooms" in rules)
    assert offers["history"] is ("/api/v1/chat/history" in rules)
    assert offers["weather"] is False, "there is no key"


def test_the_map_holds_the_campuss_streets_parks_water_and_places(client: FlaskClient, page: str, app: DocumentedApp):
    config = json.loads(_config(page))["map"]
    answer = client.get(config["data"])
    assert answer.mimetype == "application/geo+json"
    features = answer.get_json(force=True)["features"]
    kinds = {feature["properties"]["what"] for feature in features}
    assert kinds == {"street", "main", "path", "park", "water", "place"}
    places = [feature for feature in features if feature["properties"]["what"] == "place"]
    assert len(places) == len(app.extensions["violet"].campus.places)
    home = app.extensions["violet"].campus.home
    for feature in features:
        for lng, lat in _points(feature["geometry"]["coordinates"]):
            assert abs(lat - home.lat) < 0.5
            assert abs(lng - home.lng) < 0.5
    assert config["attribution"], "whose data it is has to be shown"
    assert len(client.get(config["data"], headers=GZIP).data) < 400_000


def _points(coordinates: list[object]) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], float | int):
        yield coordinates[0], coordinates[1]  # type: ignore[misc]
        return
    for inner in coordinates:
        yield from _points(inner)  # type: ignore[arg-type]


def test_the_page_of_a_campus_is_at_its_name_and_speaks_of_it(sqlite_database: str):
    app = create_app(make_settings(database_url=sqlite_database, campuses=("nyu", "unimelb")))
    client = app.test_client()
    configs = {name: json.loads(_config(client.get(f"/?campus={name}").text)) for name in ("nyu", "unimelb", "nowhere")}
    assert configs["unimelb"]["campus"]["timezone"] == "Australia/Melbourne"
    assert configs["unimelb"]["campus"]["chosen"] is True
    assert (configs["nowhere"]["campus"]["id"], configs["nowhere"]["campus"]["chosen"]) == ("nyu", False)
    assert {one["id"] for one in configs["nyu"]["campuses"]} == {"nyu", "unimelb"}
    maps = {name: client.get(configs[name]["map"]["data"]).get_json(force=True) for name in ("nyu", "unimelb")}
    assert len(maps["unimelb"]["features"]) > 10
    assert maps["unimelb"] != maps["nyu"]


def test_the_page_can_be_installed_and_opened_without_a_network(client: FlaskClient):
    manifest = client.get("/manifest.webmanifest").get_json(force=True)
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).mimetype == icon["type"]
    worker = client.get("/sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", worker.text)[1])  # type: ignore[index]
    assert {f"{own().root}/{name}" for name in FIRST} <= set(files)
    for file in files:
        assert client.get(file).status_code == 200


def test_a_shared_walks_page_is_kept_out_of_search_engines_and_caches(client: FlaskClient):
    for path in ("/s/some-token", "/c/some-token"):  # made by the server: tests/api/together
        answer = client.get(path)
        assert answer.status_code == 404
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_each_text_is_there_in_every_language_with_the_same_blanks():
    texts = {path.stem: json.loads(path.read_text()) for path in (STATIC / "text").iterdir()}
    assert set(texts) == {"en", "es", "zh"}
    blanks = {tag: {key: set(re.findall(r"\{\w+\}", text)) for key, text in of.items()} for tag, of in texts.items()}
    assert blanks["es"] == blanks["zh"] == blanks["en"]
    written = "".join(path.read_text() for path in STATIC.glob("*.js"))
    used = set(re.findall(r"""\bt\(["']([\w.]+)["']""", written))
    assert len(used) > 100
    assert used - texts["en"].keys() == set()


def test_every_library_comes_with_its_license():
    licenses = {path.stem for path in (VENDOR / "licenses").iterdir()}
    assert licenses >= {"preact", "htm", "maplibre-gl", "pmtiles", "socket.io-client"}
    assert "Permission is hereby granted" in vendored().files["licenses.txt"].content.decode()


def test_no_file_of_the_page_puts_markup_together_or_keeps_a_token():
    for path in STATIC.glob("*.js"):
        text = path.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            path
        )
        for stored in re.findall(r"(?:local|session)Storage\.setItem\(([^)]*)\)", text):
            assert "token" not in stored.lower(), path


# ---- The page's log-in.


def _tokens(person: Person) -> dict[str, str]:
    return {"refresh_token": person.refresh_token}


def _cookie(answer: TestResponse) -> str:
    found = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("violet_page=")]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return sign_up(client)


def test_a_log_in_becomes_a_cookie_that_no_script_reads(client: FlaskClient, person: Person):
    given = _tokens(person)
    answer = client.post(SESSION, json=given, headers=OURS)
    cookie = _cookie(answer)
    assert {"HttpOnly", "SameSite=Strict", f"Path={SESSION}"} <= {part.strip() for part in cookie.split(";")}
    assert set(answer.get_json()) == {"token"}
    assert given["refresh_token"] not in cookie, "the page has seen that one"
    headers = {"Authorization": f"Bearer {answer.get_json()['token']}"}
    assert client.get("/api/v1/user/me", headers=headers).get_json()["email"] == person.email
    again = client.post(SESSION, json={}, headers=OURS)
    assert again.get_json()["token"]
    assert parse_cookie(_cookie(again))["violet_page"] != parse_cookie(cookie)["violet_page"]


def test_the_cookie_opens_nothing_but_the_pages_session(client: FlaskClient, person: Person):
    client.post(SESSION, json=_tokens(person), headers=OURS)
    for path in ("/api/v1/user/me", "/api/v1/notifications", "/api/v1/user/export"):
        assert client.get(path).status_code == 401
    assert client.delete("/api/v1/user/me", json={"password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Violet-Page": "1", "Sec-Fetch-Site": "cross-site"}, {"X-Violet-Page": "1", "Sec-Fetch-Site": "same-site"}],
)
def test_no_other_site_can_have_a_session_opened_or_closed(
    client: FlaskClient, person: Person, headers: dict[str, str]
):
    client.post(SESSION, json=_tokens(person), headers=OURS)
    for method in ("POST", "DELETE"):
        answer = client.open(SESSION, method=method, json={}, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
        assert "Set-Cookie" not in answer.headers
    assert client.post(SESSION, json={}, headers=OURS).get_json()["token"]


def test_without_a_log_in_there_is_no_token_and_no_error(client: FlaskClient):
    answer = client.post(SESSION, json={}, headers=OURS)
    assert (answer.status_code, answer.get_json()) == (200, {"token": None})


def test_a_closed_log_in_opens_no_session_and_its_cookie_is_dropped(client: FlaskClient, person: Person):
    opened = client.post(SESSION, json=_tokens(person), headers=OURS).get_json()
    client.post("/api/v1/auth/logout", headers={"Authorization": f"Bearer {opened['token']}"})
    answer = client.post(SESSION, json={}, headers=OURS)
    assert answer.get_json() == {"token": None}
    assert "Max-Age=0" in _cookie(answer)
    refused = client.post(SESSION, json={"refresh_token": "forged"}, headers=OURS)
    assert (refused.status_code, refused.get_json()["code"]) == (401, "unauthorized")


def test_a_session_that_is_closed_leaves_no_cookie(client: FlaskClient, person: Person):
    client.post(SESSION, json=_tokens(person), headers=OURS)
    assert "Max-Age=0" in _cookie(client.delete(SESSION, headers=OURS))
    assert client.post(SESSION, json={}, headers=OURS).get_json() == {"token": None}


@pytest.fixture(autouse=True)
def _closed(app: DocumentedApp) -> Iterator[None]:
    yield
    with app.app_context():
        db.engine.dispose()


def test_the_vendored_files_name_no_map_of_their_sources():
    assert [path.name for path in Path(VENDOR).glob("*.mjs") if "sourceMappingURL=" in path.read_text()] == []

"""The page in a real browser: it answers, it draws, it is quick, everybody can use it, and it asks nobody else."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.conftest import HERE, MakeVisit, ask, sign_up
from tests.browser.looking import shoot
from tests.browser.typist import SENTENCES

QUESTION = "quiet place to study"
MAX_FIRST_BYTES = 250_000
MAX_READY_MS = 1500
MAX_SHIFT = 0.1
HOSTILE = '"><img src=x onerror="window.hit=1"></script><b>\u202eevil\u202c'


def test_a_question_is_answered_with_words_cards_pins_and_a_drawn_walk(visit: MakeVisit):
    person = visit()
    page = person.open()
    ask(page, QUESTION)
    cards = page.locator(".turn .card")
    expect(cards.first).to_be_visible()
    reply = page.locator(".reply")
    person.site.typist.go_on(3)
    expect(reply).to_contain_text("Enjoy your afternoon there. Enjoy")
    half = len(reply.inner_text())
    person.site.typist.go_on()
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    assert len(reply.inner_text()) > half, "the words came one after the other"
    beside = page.get_by_role("region", name="Map of the campus")
    expect(page.locator(".map[data-idle]")).to_be_visible()
    expect(beside.locator(".pin")).to_have_count(cards.count())
    assert int(page.locator(".map").get_attribute("data-walk") or 0) > 2
    shoot(page, "chat-desktop-light")
    page.get_by_role("button", name="Why these?").click()
    dialog = page.get_by_role("dialog", name="Why these?")
    expect(dialog.locator("meter").first).to_be_visible()
    shoot(page, "why-desktop-light")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    second = cards.nth(1)
    second.get_by_role("button", pressed=False).first.click()
    expect(second).to_have_class(re.compile("selected"))
    page.reload()
    expect(page.locator(".question")).to_have_text(f"You asked: {QUESTION}")
    expect(page.locator(".turn .card")).to_have_count(cards.count())


def test_an_answer_that_is_cut_off_goes_on_without_a_word_lost(visit: MakeVisit):
    person = visit(phone=True, expected=("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED"))
    page = person.open()
    ask(page, QUESTION)
    expect(page.locator(".turn .card").first).to_be_visible()
    person.site.typist.go_on(3)
    expect(page.locator(".reply")).to_contain_text("there. Enjoy")
    person.context.set_offline(True)
    person.site.typist.go_on()
    person.context.set_offline(False)
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    assert page.locator(".reply").inner_text().count("Enjoy") == SENTENCES


def test_what_others_wrote_is_shown_as_text_everywhere(visit: MakeVisit):
    """Every text of every answer replaced: names of places and events, reasons, descriptions, the reply, the inbox."""
    # No process tells of news at once here: the room asks again and again instead.
    expected = ("Service Worker registration blocked", "WebSocket connection")
    page = visit(service_workers="block", expected=expected).open("/#/you")
    sign_up(page, "Mallory")
    page.get_by_role("link", name="Together").click()
    page.get_by_role("button", name="Open a room").click()
    expect(page.locator(".code")).to_be_visible()
    routes = "events|quick_recs|notifications|user/me|dashboard|calendar|saved|rooms|contacts|guides"
    page.route(re.compile(rf"/api/v1/({routes})\b"), _poison)
    page.route(re.compile(r"/api/v1/chat$"), _poison_stream)
    page.get_by_role("link", name="Chat").click()
    ask(page, HOSTILE)
    expect(page.locator(".question")).to_contain_text(HOSTILE)
    expect(page.locator(".card h3").first).to_contain_text(HOSTILE)
    expect(page.locator(".reply")).to_contain_text(HOSTILE)
    assert page.locator(".card bdi").count() > 2, "the direction of a name ends with the name"
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("region", name="Events").locator("h3").first).to_contain_text(HOSTILE)
    page.get_by_role("link", name="Together").click()
    expect(page.get_by_role("listitem").first).to_contain_text(HOSTILE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".panel h2").first).to_contain_text(HOSTILE)
    expect(page.get_by_role("listitem").first).to_contain_text(HOSTILE)
    page.get_by_role("link", name="You").click()
    page.reload()
    expect(page.locator(".screen-head")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src='x']").count() == 0
    assert page.locator("main b").count() == 0
    page.unroute_all(behavior="ignoreErrors")


def _poisoned(part: Any, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _poisoned(inner, name) for name, inner in part.items()}
    if isinstance(part, list):
        return [_poisoned(inner, key) for inner in part]
    kept = key.endswith(("_at", "_id", "_until", "start", "end")) or key in (
        "id",
        "type",
        "kind",
        "token",
        "next",
        "polyline",
        "state",
    )
    return HOSTILE if isinstance(part, str) and not kept else part


def _poison(route: Route) -> None:
    answer = route.fetch()
    try:
        body = json.dumps(_poisoned(answer.json()))
    except ValueError:
        body = answer.text()
    route.fulfill(response=answer, body=body)


def _poison_stream(route: Route) -> None:
    card = {"id": 1, "place_id": "x", "type": "place", "location": None, "walk_time": "1", "name": HOSTILE, "address": HOSTILE, "why": [HOSTILE], "tags": [HOSTILE],
            "diets": [HOSTILE], "unknown": [HOSTILE], "description": HOSTILE, "maps_link": "javascript:window.hit=1", "url": "javascript:window.hit=1", "photo_url": HOSTILE, "score": 1}  # fmt: skip
    done = {"reply": HOSTILE, "places": [card], "turn_id": "0" * 32, "degraded": [], "suggestions": [HOSTILE], "clarify": {"question": HOSTILE, "choices": [HOSTILE]},
            "claims": [{"sentence": HOSTILE, "card_id": 1, "field": HOSTILE, "value": HOSTILE, "as_of": HOSTILE}]}  # fmt: skip
    events = [("cards", {"places": [card]}), ("delta", {"text": HOSTILE}), ("done", done)]
    lines = "".join(
        f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n" for number, (name, data) in enumerate(events, 1)
    )
    route.fulfill(status=200, content_type="text/event-stream", headers={"X-Turn-ID": "0" * 32}, body=lines)


def test_the_first_question_can_be_typed_soon_and_nothing_jumps(visit: MakeVisit):
    """On a processor four times slower. Where others keep this machine busy, what counts is the processor's time that
    the page takes, times four."""
    measured: list[float] = []
    for _ in range(3):
        person = visit(phone=True)
        page = person.context.new_page()
        page.add_init_script(
            "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
            " if (!one.hadRecentInput) window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true });"
        )
        cdp = person.context.new_cdp_session(page)
        slow = not measured  # the slowed processor spins, which is counted too: its time is measured without
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4 if slow else 1})
        cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(person.site.url)
        page.get_by_label("Your question").wait_for()
        page.wait_for_load_state("networkidle")
        ready, size, shift = page.evaluate(
            "() => [performance.getEntriesByName('violet-ready')[0].startTime,"
            " performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
            ".reduce((sum, one) => sum + one.encodedBodySize, 0), window.shift]"
        )
        assert 20_000 < size < MAX_FIRST_BYTES
        assert shift < MAX_SHIFT
        metrics = {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}
        measured.append(ready if slow else 4 * 1000 * metrics["TaskDuration"])
        if measured[-1] < MAX_READY_MS:
            break
    assert min(measured) < MAX_READY_MS, measured


def test_where_webgl_is_missing_a_list_says_what_the_map_would(visit: MakeVisit):
    person = visit(geolocation=HERE, permissions=["geolocation"])
    person.site.typist.go_on(SENTENCES)
    person.context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = person.open()
    page.get_by_role("button", name="Use my position").click()
    expect(page.get_by_role("button", name="Stop using my position")).to_be_visible()
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    names = page.locator(".turn .card h3").all_inner_texts()
    page.get_by_role("link", name="Map").click()
    for name in names:
        expect(page.locator(".map-list")).to_contain_text(name)
    assert page.locator(".maplibregl-canvas").count() == 0


def test_it_speaks_spanish_and_chinese_and_remembers_how_it_should_look(visit: MakeVisit):
    person = visit(locale="es-MX")
    page = person.open("/#/you")
    expect(page.get_by_role("heading", name="Iniciar sesión")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "es"
    page.get_by_label("Aspecto").select_option("dark")
    page.get_by_label("Idioma").select_option("zh")
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_label("语言").select_option("en")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_without_a_network_the_shell_opens_and_the_last_answer_is_there(visit: MakeVisit):
    person = visit(expected=("ERR_INTERNET_DISCONNECTED", "Failed to load resource"))
    person.site.typist.go_on(SENTENCES)
    page = person.open()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    page.reload()
    expect(page.locator(".turn .card").first).to_be_visible()
    expect(page.locator(".map[data-idle]")).to_be_visible()
    person.context.set_offline(True)
    page.reload()
    expect(page.get_by_label("Your question")).to_be_visible()
    expect(page.locator(".turn .card").first).to_be_visible()
    expect(page.locator(".map[data-idle]")).to_be_visible()


def test_the_link_of_a_mail_asks_for_a_new_password(visit: MakeVisit):
    person = visit(expected=("status of 400",))
    page = person.open("/#/reset/forged")
    page.get_by_label("New password").fill("a long walk over the bridge")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()

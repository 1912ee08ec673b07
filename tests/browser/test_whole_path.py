"""One student's whole way, on PostgreSQL, Redis and the realtime process: an account, preferences, a question, an event with
its reminder, a room with a friend in another browser, a walk that somebody watches, and out again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from tests.browser.conftest import HERE, PASSWORD, MakeVisit, Site, ask, sign_up
from tests.browser.looking import require_no_barrier
from tests.browser.typist import SENTENCES
from tests.e2e.serving import KEPT_VARIABLES, wait_for
from tests.warm import WarmProcess
from violet.database import use
from violet.models import OutboxRow, RsvpRow
from violet.services.events.reminders import remind
from violet.services.working.database import reading, writing

SQUARE = {"latitude": 40.7308, "longitude": -73.9973}
PIN = "4711"


@pytest.fixture
def realtime(site: Site, tmp_path: Path) -> Iterator[None]:
    """The process that tells browsers at once."""
    settings = site.container.settings
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ} | {
        "FLASK_ENV": "testing",
        "EMBEDDINGS": "off",
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": str(settings.redis_url),
        "REALTIME_PORT": str(settings.realtime_port),
        "PUBLIC_BASE_URL": site.url,
        "ALLOWED_ORIGINS": site.url,
    }
    log = tmp_path / "realtime.log"
    process = WarmProcess("violet.realtime", env=environment, output=log)
    url = f"http://127.0.0.1:{settings.realtime_port}/health/live"

    def answers() -> bool:
        try:
            return requests.get(url, timeout=1).ok
        except requests.RequestException:
            return False

    try:
        wait_for(answers, 60, "the realtime process did not start", detail=log.read_text)
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.usefixtures("realtime")
def test_from_signing_up_to_deleting_the_account(visit: MakeVisit):
    ada = visit(phone=True, geolocation=HERE, permissions=["geolocation"], expected=("status of 403",))
    page = ada.open("/#/you")
    email = sign_up(page, "Ada")
    _say_what_is_liked(page)
    ada.site.typist.go_on(SENTENCES)
    page.get_by_role("link", name="Chat").click()
    ask(page, "lunch near here")
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    _go_to_an_event(page, ada.site)
    _be_together(page, visit)
    _walk_home(page, visit)
    _stay_logged_in(page, email)
    _delete(page)


def _be_together(hers: Page, visit: MakeVisit) -> None:
    bo = visit(geolocation=SQUARE, permissions=["geolocation"], dark=True)
    his = bo.open("/#/you")
    sign_up(his, "Bo")
    code = _open_room(hers)
    his.goto(f"{bo.site.url}/#join={code}")
    his.reload()
    expect(his.locator(".code")).to_have_text(code)
    expect(hers.get_by_role("listitem").filter(has_text="Bo")).to_be_visible()
    _see_each_other(hers, his)
    _vote(hers, his)
    _meet(hers)
    require_no_barrier(hers, "room")
    his.close()


def _open_room(page: Page) -> str:
    page.get_by_role("link", name="Together").click()
    page.get_by_label("Name of the room").fill("Study break")
    page.get_by_role("button", name="Open a room").click()
    expect(page.get_by_role("heading", name="Study break")).to_be_visible()
    return page.locator(".code").inner_text()


def _see_each_other(hers: Page, his: Page) -> None:
    hers.get_by_role("button", name="Share my position").click()
    expect(his.get_by_role("img", name="Ada")).to_be_visible()
    his.get_by_role("button", name="Share my position").click()
    expect(hers.get_by_role("img", name="Bo")).to_be_visible()


def _vote(hers: Page, his: Page) -> None:
    hers.get_by_label("Question", exact=True).fill("What first?")
    hers.get_by_label("Choices, one a line").fill("Coffee\nA walk")
    hers.get_by_role("button", name="Ask", exact=True).click()
    his.get_by_role("group", name="What first?").get_by_label("A walk").check()
    expect(hers.locator(".poll label").filter(has_text="A walk")).to_contain_text("1")


def _meet(page: Page) -> None:
    page.get_by_label("What you would like").fill("coffee")
    page.get_by_role("button", name="Find a fair place").click()
    card = page.locator(".card").first
    expect(card).to_contain_text("Ada:")
    expect(card).to_contain_text("Bo:")


def _walk_home(page: Page, visit: MakeVisit) -> None:
    """A friend is asked whether to be told; whoever has the link sees where she is, until she has arrived."""
    _have_a_contact(page, visit)
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Start walking").click()
    state = page.locator(".walk-state")
    expect(state).to_contain_text("On the way")
    page.evaluate(
        "navigator.share = undefined; navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    page.get_by_role("button", name="Share the link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    link = str(page.evaluate("window.copied"))
    watcher = visit(expected=("status of 410",))
    seen = watcher.open(link.removeprefix(watcher.site.url))
    expect(seen.get_by_role("heading", level=1)).to_contain_text("Ada")
    require_no_barrier(page, "walk")
    require_no_barrier(seen, "share")
    page.get_by_label("PIN").fill("0000")
    page.get_by_role("button", name="I'm there").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="I'm there").click()
    expect(page.get_by_role("button", name="Start walking")).to_be_visible()
    seen.reload()
    expect(seen.get_by_role("heading", level=1)).to_contain_text("over")
    require_no_barrier(seen, "share-over")


def _have_a_contact(page: Page, visit: MakeVisit) -> None:
    page.get_by_role("textbox", name="Name", exact=True).fill("Mom")
    page.get_by_label("E-mail", exact=True).fill("mom@example.com")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("listitem").filter(has_text="Mom")).to_contain_text("asked")
    mom = visit()
    use(mom.site.container.engine)
    with reading() as connection:
        asked = select(OutboxRow.data).where(OutboxRow.subject.startswith("contact:")).order_by(OutboxRow.id.desc())
        link = str(connection.execute(asked).scalars().all()[0]["url"])
    seen = mom.open(link.removeprefix(mom.site.url))
    expect(seen.get_by_role("heading", level=1)).to_contain_text("Ada")
    require_no_barrier(seen, "consent")
    seen.get_by_role("button").first.click()
    require_no_barrier(seen, "consent-answered")
    page.reload()
    page.get_by_role("link", name="Together").click()
    expect(page.get_by_role("listitem").filter(has_text="Mom")).to_contain_text("confirmed")


def _say_what_is_liked(page: Page) -> None:
    page.get_by_text("vegan", exact=True).click()
    page.get_by_label("Longest walk (minutes)").fill("15")
    page.locator("form", has=page.get_by_label("Interests")).get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Longest walk (minutes)")).to_have_value("15")
    expect(page.get_by_label("vegan", exact=True)).to_be_checked()


def _go_to_an_event(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Today").click()
    events = page.get_by_role("region", name="Events")
    event = events.locator(".card").last
    name = event.get_by_role("heading").inner_text()
    event.get_by_role("button", name="I'm going").click()
    page.get_by_role("button", name="1 hour before").click()
    expect(page.get_by_role("status").filter(has_text="We remind you")).to_be_visible()
    expect(event.get_by_role("button", name="Going", exact=True)).to_be_visible()
    use(site.container.engine)
    now = site.container.clock()
    with writing() as connection:
        connection.execute(update(RsvpRow).values(remind_at=now - timedelta(minutes=1)))
    assert remind(now, site.container.here.zone) == 1
    page.get_by_role("link", name="You").click()
    inbox = page.locator("#inbox")
    expect(inbox.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator(".badge")).to_have_text("1")
    inbox.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".badge")).to_be_hidden()


def _stay_logged_in(page: Page, email: str) -> None:
    """By a cookie that the page's scripts do not see; and what they keep opens nothing."""
    page.get_by_role("link", name="Chat").click()
    page.reload()
    expect(page.locator(".question")).to_contain_text("lunch near here")
    page.get_by_role("link", name="You").click()
    expect(page.get_by_text(email)).to_be_visible()
    seen = page.evaluate("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert not re.search(r"eyJ|violet_page|token", seen)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    assert email in download.value.path().read_text()


def _delete(page: Page) -> None:
    page.get_by_role("button", name="Delete the account").click()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()

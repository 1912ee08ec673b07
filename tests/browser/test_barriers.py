"""Everybody can use the page: by the rules of WCAG on every screen, and by the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeVisit, ask, sign_up
from tests.browser.looking import require_no_barrier
from tests.browser.typist import SENTENCES

QUESTION = "quiet place to study"


def test_no_screen_has_a_serious_barrier(visit: MakeVisit):
    person = visit()
    person.site.typist.go_on(SENTENCES)
    page = person.open()
    expect(page.get_by_label("Your question")).to_be_visible()
    require_no_barrier(page, "welcome")
    ask(page, "cheap ramen nearby")
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    expect(page.locator(".map[data-idle]")).to_be_visible()
    require_no_barrier(page, "answer")
    _look_at_sheets(page)
    page.get_by_role("link", name="Map").click()
    expect(page.locator(".map[data-idle]")).to_be_visible()
    require_no_barrier(page, "map")
    page.get_by_role("link", name="You").click()
    expect(page.get_by_label("E-mail", exact=True)).to_be_visible()
    require_no_barrier(page, "log-in")
    sign_up(page, "Ada")
    expect(page.get_by_label("Longest walk")).to_be_visible()
    page.get_by_role("button", name="Delete the account").click()
    require_no_barrier(page, "you")
    page.get_by_role("link", name="Today").click()
    expect(page.locator(".card").first).to_be_visible()
    require_no_barrier(page, "today")
    page.get_by_role("button", name="I'm going").last.click()
    require_no_barrier(page, "rsvp")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Together").click()
    expect(page.get_by_role("heading", name="Rooms")).to_be_visible()
    require_no_barrier(page, "together")
    page.goto(f"{person.site.url}/#/reset/forged")
    expect(page.get_by_label("New password")).to_be_visible()
    require_no_barrier(page, "mailed")


def _look_at_sheets(page: Page) -> None:
    """What opens above an answer."""
    dialog = page.get_by_role("dialog")
    for button, screen in (("Why these?", "why"), ("Bad answer", "thumbs"), ("Something is wrong with", "report")):
        page.get_by_role("button", name=button).first.click()
        expect(dialog).to_be_visible()
        if screen == "why":
            expect(dialog.locator("meter").first).to_be_visible()
        require_no_barrier(page, screen)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    cited = page.locator(".cite")
    if cited.count():
        cited.first.click()
        expect(page.get_by_role("note")).to_be_visible()
        require_no_barrier(page, "citation")


def test_the_keyboard_alone_asks_opens_a_card_and_shares(visit: MakeVisit):
    person = visit(permissions=["clipboard-read", "clipboard-write"])
    person.site.typist.go_on(SENTENCES)
    page = person.open()
    expect(page.get_by_label("Your question")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "Your question")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    first = page.locator(".turn .card").nth(1)
    name = first.get_by_role("heading").inner_text()
    page.get_by_label("Your question").focus()
    _tab_to(page, name, back=True)
    page.keyboard.press("Enter")
    expect(first).to_have_class(re.compile("selected"))
    page.evaluate("navigator.share = undefined")
    _tab_to(page, f"Share {name}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert name in page.evaluate("navigator.clipboard.readText()")


def _tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Presses Tab until what is called so has the focus."""
    read = """() => { const at = document.activeElement;
        return at.getAttribute('aria-label') || (at.labels?.[0]?.innerText) || at.innerText; }"""
    for _ in range(60):
        if page.evaluate(read).strip() == name:
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"no way to {name} by keyboard")

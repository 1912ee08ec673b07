"""The page of editors in a real browser: from a student's report to what the student sees, by keys alone where they do."""

from __future__ import annotations

import uuid
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeVisit, Visit, ask, sign_up
from tests.browser.looking import require_no_barrier
from violet.database import use
from violet.domain.roles import Role
from violet.services.accounts.roles import Grant, set_role

# What each screen has when it has loaded.
SHOWS = {"Overview": "Turns by intent", "Jobs": "None.", "Guides": "New", "Events": "New"}
PASSWORD = "a long walk over the bridge"
# Whoever has fewer rights is told so by the server, which a browser writes to its console.
REFUSED = ("403 (FORBIDDEN)", "401 (UNAUTHORIZED)")


def signed_up(visit: Visit, role: Role = "user") -> dict[str, Any]:
    """An account with a role, and its token."""
    site, email = visit.site, f"{uuid.uuid4().hex[:12]}@nyu.edu"
    answer = visit.context.request.post(f"{site.url}/api/v1/auth/signup", data={"email": email, "password": PASSWORD})
    assert answer.ok, answer.text()
    if role != "user":
        use(site.container.engine)
        set_role(site.container.identity.people, email, Grant(role), at=site.container.clock())
        use(None)
    return {"email": email, "headers": {"Authorization": f"Bearer {answer.json()['token']}"}}


def at_work(visit: Visit, role: Role) -> Page:
    """Somebody with a role, signed in on the page."""
    person = signed_up(visit, role)
    page = visit.open("/admin")
    page.get_by_label("E-mail").fill(person["email"])
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Screens").get_by_role("link").first).to_be_visible()
    return page


def test_a_report_goes_all_the_way_to_what_the_student_sees(visit: MakeVisit) -> None:
    student = visit()
    page = as_student(student)
    bobst = page.locator(".turn .card").first
    bobst.get_by_role("button", name="Something is wrong with").click()
    report = page.get_by_role("dialog")
    report.get_by_text("Wrong hours").click()
    report.get_by_label("What would be right?").fill("Closed on Sunday nights <b>now</b>.")
    report.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").filter(has_text="Thank you")).to_be_visible()

    moderator = at_work(visit(expected=REFUSED), "moderator")
    expect(moderator.get_by_role("heading", name="Queue")).to_be_visible()
    expect(moderator.get_by_label("The item")).to_contain_text("Closed on Sunday nights <b>now</b>.")
    require_no_barrier(moderator, "admin-queue")
    moderator.get_by_role("main").focus()
    moderator.keyboard.press("y")
    expect(moderator.get_by_text("Nothing is open.")).to_be_visible()

    author = at_work(visit(expected=REFUSED), "editor")
    author.get_by_role("main").focus()
    author.keyboard.press("g")
    author.keyboard.press("p")
    author.get_by_role("list", name="Documents").get_by_role("button", name="Bobst").click()
    _move_the_pin(author)
    for day in ("Monday", "Tuesday", "Sunday"):
        author.get_by_label(f"Open on {day}").check()
    author.get_by_label("Sunday, from").fill("10:00")
    author.get_by_label("Sunday, to").fill("23:00")
    author.get_by_label("About").fill(
        "Open through the night but for Sundays, as a student has found out for all of us."
    )
    author.keyboard.press("Control+s")
    expect(author.get_by_role("region", name="Versions")).to_contain_text("Version 2")
    expect(author.get_by_role("region", name="Versions")).to_contain_text("Mo-Tu 09:00-17:00, Su 10:00-23:00")
    require_no_barrier(author, "admin-document")
    author.get_by_role("button", name="Submit for review").click()
    expect(author.get_by_role("region", name="The document").locator(".state")).to_have_text("In review")

    reviewer = at_work(visit(expected=REFUSED), "editor")
    reviewer.get_by_role("link", name="Places").click()
    reviewer.get_by_role("list", name="Documents").get_by_role("button", name="Bobst").click()
    reviewer.get_by_role("button", name="Approve").click()
    reviewer.get_by_role("button", name="Publish now").click()
    expect(reviewer.get_by_text("students see version 2")).to_be_visible()

    ask(page, "tell me about Bobst Library")
    expect(page.locator(".turn").last.locator(".card").first).to_contain_text("but for Sundays")


def as_student(visit: Visit) -> Page:
    """Somebody who has signed up, and looks at a place."""
    visit.site.typist.go_on(1000)
    page = visit.open("/#/you")
    sign_up(page, "Ada")
    page.get_by_role("link", name="Chat").click()
    ask(page, "tell me about Bobst Library")
    expect(page.locator(".turn .card").first).to_contain_text("Bobst")
    expect(page.get_by_role("button", name="Why these?")).to_be_visible()
    return page


def _move_the_pin(page: Page) -> None:
    """By a click, by dragging and by the keyboard; the fields say where it is."""
    latitude, longitude = page.get_by_label("Latitude"), page.get_by_label("Longitude")
    before = (latitude.input_value(), longitude.input_value())
    box, pin = page.locator(".map-box"), page.locator(".map-box .pin")
    expect(box.locator(".map[data-idle]")).to_be_visible()
    box.scroll_into_view_if_needed()
    expect(pin).to_be_visible()
    box.click(position={"x": 40, "y": 60})
    expect(longitude).not_to_have_value(before[1])
    assert float(longitude.input_value()) < float(before[1])
    assert float(latitude.input_value()) > float(before[0])
    clicked = float(longitude.input_value())
    at = pin.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + 12)
    page.mouse.down()
    page.mouse.move(at["x"] + 90, at["y"] + 30, steps=4)
    page.mouse.up()
    expect(longitude).not_to_have_value(str(clicked))
    assert float(longitude.input_value()) > clicked
    south = float(latitude.input_value())
    box.locator("canvas").focus()
    page.keyboard.press("ArrowUp")
    expect(latitude).to_have_value(f"{south + 0.0001:.6f}".rstrip("0"))
    latitude.fill(before[0])
    longitude.fill(before[1])


def test_a_draft_of_an_event_is_seen_as_students_would(visit: MakeVisit) -> None:
    author = at_work(visit(expected=REFUSED), "editor")
    author.get_by_role("link", name="Events").click()
    author.get_by_role("link", name="New").click()
    author.get_by_label("Title").fill("Kettle Tasting")
    author.get_by_label("Starts at").fill("2030-12-02T18:00:00-05:00")
    author.get_by_role("button", name="Show the map").click()
    expect(author.locator(".map-box .map[data-idle]")).to_be_visible()
    author.locator(".map-box").click(position={"x": 200, "y": 100})
    expect(author.get_by_label("Latitude")).not_to_have_value("")
    author.get_by_role("button", name="Save").click()
    seen = author.get_by_role("region", name="As students would see it")
    expect(seen).to_contain_text("Kettle Tasting is")
    expect(seen.locator(".card")).to_contain_text("Kettle Tasting")
    require_no_barrier(author, "admin-event")


def test_an_administrator_gives_rights_and_sees_how_everything_is_doing(visit: MakeVisit) -> None:
    somebody = signed_up(visit())
    admin = at_work(visit(), "admin")
    admin.get_by_role("link", name="Users").click()
    admin.get_by_label("E-mail or name").fill(somebody["email"])
    admin.keyboard.press("Enter")
    admin.get_by_role("list", name="Accounts").get_by_role("button").click()
    account = admin.get_by_role("region", name="The account")
    account.get_by_label("Role").select_option("editor")
    account.get_by_role("button", name="Give this role").click()
    expect(account.locator(".state").first).to_have_text("editor")
    require_no_barrier(admin, "admin-users")
    admin.get_by_role("link", name="Audit").click()
    expect(admin.get_by_role("table")).to_contain_text("role.changed")
    require_no_barrier(admin, "admin-audit")
    for screen in SHOWS:
        admin.get_by_role("link", name=screen).click()
        expect(admin.get_by_role("heading", name=screen, level=1)).to_be_visible()
        expect(admin.get_by_text(SHOWS[screen]).first).to_be_visible()
        require_no_barrier(admin, f"admin-{screen.lower()}")

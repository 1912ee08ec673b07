"""Looking at a screen as different people do: by daylight at a desk, at night on a phone, and by the rules of axe."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize

AXE = (Path(__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENS = Path(__file__).parents[2] / "build" / "screens"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
LOOKS: tuple[tuple[str, ViewportSize, Literal["light", "dark"]], ...] = (
    ("desktop-light", DESKTOP, "light"),
    ("phone-dark", PHONE, "dark"),
)


def shoot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, in build/screens."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.jpg", type="jpeg", quality=85)


def require_no_barrier(page: Page, screen: str) -> None:
    """Nothing that axe calls serious or worse by WCAG 2.2 AA, light at a desk and dark on a phone; with a picture of
    each. The page is left as it was."""
    before = page.viewport_size
    for looks, size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = _barriers(page)
        assert found == [], f"{screen}, {looks}: {found}"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{screen}, {looks}: too wide"
        shoot(page, f"{screen}-{looks}")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    if before is not None:
        page.set_viewport_size(before)


def _barriers(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]

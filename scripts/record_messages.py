"""Writes docs/messages.md: every push, text message and mail as somebody gets it, to be read by people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from violet.services.accounts import messages as account
from violet.services.notify.courier import CONTACT_TEXT, MAIL_TEXT
from violet.services.notify.words import clock_time, say, when

TARGET = Path(__file__).parents[1] / "docs" / "messages.md"
READ_ON = "2026-11-29"
LANGUAGES = ("en", "es")
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=ZONE)
SIX, SEVEN = NOW.replace(hour=18), NOW.replace(hour=19)
SITE = "https://violet.example.com"
TABLE = "| title | text |\n|---|---|\n"
ON_A_WALK = (("contact", "contact_title"), ("escalated", "escalated_contact_title"), ("alarm", "alarm_contact_title"))
HEAD = """# Messages as people get them

Every push, text message and mail, whole, with the facts of an example: a Wednesday at 3 PM, an event at six. Read
through on {read_on}; written by `python -m scripts.record_messages`, and a test compares. What goes where and when is
in [notifications.md](notifications.md).
"""


def document() -> str:
    """The whole file."""
    parts = [HEAD.format(read_on=READ_ON)]
    parts += [f"## Pushes ({each})\n\n{TABLE}" + "\n".join(pushes(each)) + "\n" for each in LANGUAGES]
    parts += [f"## Text messages ({each})\n\n" + "\n".join(f"> {one}\n" for one in texts(each)) for each in LANGUAGES]
    parts.append("## Mails\n\n" + "\n".join(_shown(*mail) for mail in mails()))
    return "\n".join(parts)


def pushes(language: str) -> Iterator[str]:
    def told(key: str, **facts: object) -> str:
        return say(language, key, **facts)

    six, seven = (when(language, moment, ZONE, now=NOW) for moment in (SIX, SEVEN))
    jazz, kimmel = "Jazz night", "Kimmel Center"
    body = f"{told('gap_event', name=jazz, when=clock_time(language, SIX, ZONE))} · {told('gap_walk', minutes=4)}"
    place = f"{told('gap_place', name='Think Coffee')} · {told('gap_walk', minutes=6)}"
    free = told("gap_title", when=clock_time(language, SEVEN, ZONE))
    walk = {"place": "Alumni Hall", "when": six, "name": "Mom"}
    rows = [
        (jazz, f"{told('reminder', when=six)} · {kimmel}"),
        (jazz, f"{told('reminder_walk', when=six, minutes=4)} · {kimmel}"),
        (jazz, told("leave_now", minutes=4, place=kimmel)),
        *((jazz, told(key, when=seven, place="Bobst")) for key in ("moved", "venue", "venue_unknown", "cancelled")),
        (jazz, told("revived", when=seven)),
        (told("many_title", count=4), told("many_body", titles="Jazz night, Open mic, Chess ...")),
        (free, body),
        (free, place),
        (told("password_title"), told("password_body", when=six)),
        *((told(f"{key}_title", **walk), told(f"{key}_body", **walk)) for key in ("due", "near", "escalated")),
        (told("unreachable_title", **walk), told("unreachable_body", **walk)),
    ]
    return (f"| {title} | {text} |" for title, text in rows)


def texts(language: str) -> Iterator[str]:
    facts = _of_a_walk(language)
    for key in ("contact_sms", "escalated_sms", "alarm_sms"):
        yield say(language, key, **facts)


def mails() -> Iterator[tuple[str, str]]:
    """Subject and text."""
    facts = _of_a_walk("en")
    link = {"link": f"{SITE}/...", "minutes": 30}
    for subject, text in (
        (account.VERIFY_SUBJECT, account.VERIFY_TEXT),
        (account.RESET_SUBJECT, account.RESET_TEXT),
    ):
        yield subject, text.format(**link)
    body = say("en", "password_body", when=when("en", NOW, ZONE, now=NOW))
    yield say("en", "password_title"), MAIL_TEXT.format(body=body, url="").replace("\n\n\n\n", "\n\n")
    for key, title in ON_A_WALK:
        body = say("en", f"{key}_mail", **facts)
        yield say("en", title, **facts), CONTACT_TEXT.format(body=body, url=facts["url"], stop=f"{SITE}/c/...")


def _of_a_walk(language: str) -> dict[str, str]:
    return {
        "who": "Ada", "place": "Alumni Hall", "when": when(language, SIX, ZONE, now=NOW), "url": f"{SITE}/s/k3...",
        "seen": say(language, "seen", when=when(language, NOW, ZONE, now=NOW)), "emergency": "911",
    }  # fmt: skip


def _shown(subject: str, text: str) -> str:
    return f"**{subject}**\n\n```text\n{text.strip()}\n```\n"


def main() -> None:
    TARGET.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()

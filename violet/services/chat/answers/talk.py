"""Small talk, what is out of scope, and safety: kind words, no cards, no model needed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from violet.providers.guide.schema import Safety
from violet.services.chat.answers.base import Answer, Turn
from violet.services.chat.replies.grounds import Grounds

SMALLTALK: Mapping[str, tuple[str, ...]] = {
    "greeting": (
        "Hi! What are you in the mood for: food, coffee, a place to study, or something to do?",
        "Hey there! Tell me what you need, say a quiet study spot or a quick lunch, and I'll find it nearby.",
        "Hello! I know the places around NYU. What are you looking for?",
    ),
    "thanks": ("Anytime! Shout if you need anything else.", "Happy to help. Enjoy!", "You're welcome!"),
    "goodbye": ("See you around campus!", "Bye! Come back when you're hungry or bored.", "Take care!"),
    "how_are_you": ("Doing great, thanks for asking! What can I find for you?", "All good here. What are you up for?"),
    "who_are_you": (
        "I'm Violet, a concierge for NYU students. I know places and events around campus.",
        "Violet, your campus concierge. I'm software, but I know my way around NYU.",
    ),
    "abilities": (
        "I find places around NYU: study spots, coffee, food, bars, museums, parks and events, with walking times. Ask me anything like \"quiet cafe with outlets\" or \"cheap dinner near Tandon\".",
    ),
    "nothing_before": (
        "I haven't shown you anything yet. What are you looking for: food, coffee, a place to study, or something to do?",
        "There is nothing to go back to yet. Tell me what you need and I'll find it nearby.",
    ),
    "joke": (
        "Why did the student bring a ladder to class? To get to high school reunions early. I'm better at finding coffee.",
        "I'd tell you a subway joke, but it would be delayed. Can I find you something nearby instead?",
    ),
    "other": (
        "I'm best at finding places and events around NYU. What are you in the mood for?",
        "Happy to chat, but I shine at finding food, study spots and things to do. What do you need?",
    ),
}  # fmt: skip
OUT_OF_SCOPE = (
    "That's outside what I can do. I find places and events around NYU: want food, coffee, a study spot or something fun?",
    "I can't help with that one, but I know the neighborhood well. Looking for somewhere to eat, study or hang out?",
    "Not my field, sorry! Ask me about places, events, walking directions or the weather around campus.",
)
IN_LANGUAGE: Mapping[str, str] = {
    "es": "¡Hola! Soy Violet. Conozco los lugares cerca de NYU: comida, café, sitios para estudiar y planes. ¿Qué buscas?",
    "zh": "你好!我是 Violet,熟悉 NYU 周围的地方:吃饭、咖啡、自习和活动。你想找什么?",
    "hi": "नमस्ते! मैं Violet हूँ। NYU के आसपास खाने, कॉफ़ी, पढ़ने और घूमने की जगहें बता सकती हूँ। क्या चाहिए?",
}


def answer_smalltalk(turn: Turn) -> Answer:
    if turn.intent.language in IN_LANGUAGE and turn.intent.smalltalk in (
        "greeting",
        "other",
        "abilities",
        "who_are_you",
    ):
        return Answer(template=IN_LANGUAGE[turn.intent.language])
    return Answer(template=_pick(SMALLTALK.get(turn.intent.smalltalk, SMALLTALK["other"]), turn.seed))


def answer_out_of_scope(turn: Turn) -> Answer:
    return Answer(template=IN_LANGUAGE.get(turn.intent.language) or _pick(OUT_OF_SCOPE, turn.seed))


def answer_safety(turn: Turn) -> Answer:
    """Numbers first, then where help is. Never left to a model, never ranked."""
    safety = turn.deps.guide.safety
    if turn.intent.smalltalk == "crisis":
        return Answer(template=_crisis_words(safety))
    numbers = f"If you are in danger, call {safety.emergency} now. {safety.name} is at {safety.phone}, day and night."
    if turn.intent.smalltalk == "lost":
        words = (
            f"If you feel unsafe, call {safety.emergency}; {safety.name} is at {safety.phone}, day and night. "
            "Stay where it is lit and busy. Tell me a campus building or a street near you, or share your location, and I'll give you directions."
        )
    else:
        words = f"{numbers} Go somewhere lit with people around, like an open shop or a campus lobby. I can give you directions as soon as you are safe."
    return Answer(template=words, grounds=Grounds())


def _crisis_words(safety: Safety) -> str:
    return (
        f"I'm really glad you told me. You don't have to go through this alone: call or text {safety.crisis} now, day or "
        f"night, or call {safety.counselling_name} at {safety.counselling_phone}. If you are in danger right now, call "
        f"{safety.emergency}; {safety.name} is at {safety.phone}."
    )


def _pick(wordings: tuple[str, ...], seed: str) -> str:
    digest = hashlib.blake2b(seed.encode(), digest_size=2).digest()
    return wordings[int.from_bytes(digest, "big") % len(wordings)]

"""How long a healthy adult answers: questions, taps and keys on a phone, and words to read.

Run ``python benchmarks/intake_length.py``. A real server and a Chromium as large as a phone; every
tap and key is made and counted. Their time is the keystroke-level model's, as in
``measuring_typed.py``. Reading is apart: 238 words a minute for English non-fiction (Brysbaert
2019, doi 10.1016/j.jml.2019.104047, abstract read). Lists of signs are looked through for
something that fits; how fast that goes nobody has measured here, so both ends are shown.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from playwright.sync_api import Browser  # noqa: E402

from endrange.knowledge import load  # noqa: E402
from tests.journeys.answering import Answering  # noqa: E402
from tests.journeys.conftest import Server, serving  # noqa: E402
from tests.journeys.pair import PHONE  # noqa: E402

WORDS_A_MINUTE = 238
MOST_QUESTIONS, MOST_SECONDS = 25, 180
CATALOGUE = load()


def answered(server: Server, browser: Browser) -> Answering:
    """From the link to what is sent."""
    token = server.run("-m", "tests.journeys.to_answer").strip()
    width, height = PHONE
    size = {"width": width, "height": height}
    page = browser.new_context(viewport=size, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{server.url}/intake/{token}/")
    client = Answering(page)
    client.tap(page.get_by_role("button", name="I agree. Begin"))
    for part in dict.fromkeys(question.part for question in CATALOGUE.questions.values()):
        client.next(part)
        client.part()
    client.next("Look over and send")
    client.tap(page.get_by_role("button", name="Send my answers"))
    page.get_by_role("heading", name="Your answers have arrived").wait_for()
    page.context.close()
    return client


def words(questions: list[str], *, choices: bool) -> int:
    """Of the questions that were asked, with the words of what can be chosen or without."""
    asked = [CATALOGUE.questions[id_] for id_ in questions]
    texts = [one.text for one in asked]
    if choices:
        texts += [choice.text for one in asked if not one.asks_pain for choice in one.choices]
    return sum(len(text.split()) for text in texts)


def main() -> None:
    with serving() as (server, browser):
        _print(answered(server, browser))


def _print(client: Answering) -> None:
    asked = client.questions
    plain, whole = words(asked, choices=False), words(asked, choices=True)
    rows = {
        "answering alone": (0, client.seconds),
        "with every question read": (plain, client.seconds + plain * 60 / WORDS_A_MINUTE),
        "with every sign of every list read too": (
            whole,
            client.seconds + whole * 60 / WORDS_A_MINUTE,
        ),
    }
    print("| a healthy adult | questions | taps | keys | words | s | bound, s |")
    print("|---|---|---|---|---|---|---|")
    for name, (read, seconds) in rows.items():
        counts = (len(asked), client.taps, client.keys, read, f"{seconds:.0f}", MOST_SECONDS)
        print(f"| {name} | {' | '.join(map(str, counts))} |")
    assert len(asked) <= MOST_QUESTIONS
    assert rows["with every question read"][1] < MOST_SECONDS


if __name__ == "__main__":
    main()

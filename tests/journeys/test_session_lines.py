"""A session on bad lines, after a power cut, by keys, and at every size."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessible import check_accessible
from tests.journeys.legible import check_legible
from tests.journeys.pair import (
    CUT,
    PHONE,
    TABLET,
    join_by_code,
    press,
    status_of,
    wait_for,
)

pytestmark = pytest.mark.browser
SAY_ALOUD = "Say stop aloud: the other screen may not hear this."

TOUCHING = """
() => {
  const names = [".where", ".phase", ".count", ".effort", ".breath", ".say", ".then", ".door"];
  const boxes = names.map((name) => document.querySelector(`.stage ${name}`))
    .filter((place) => place?.checkVisibility() && place.textContent.trim())
    .map((place) => [place.className, place.getBoundingClientRect()]);
  const pairs = boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([two]) => `${one} ${two}`));
  return pairs;
}
"""
"""Parts of the stage that lie over one another by more than the edge of a letter."""


@pytest.mark.deep
def test_a_stop_before_the_first_word_from_the_server_counts(two):
    """The page is there, the line is not: the stop is shown, kept, and sent once there is one."""
    pair = two(excused=CUT)
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.helper, "running")
    cut = [True]
    pair.client.route_web_socket(
        "**/live/join/**", lambda line: line.close() if cut else line.connect_to_server()
    )
    pair.client.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    pair.client.reload()  # and this device has kept nothing
    expect(pair.client.get_by_text(SAY_ALOUD)).to_be_visible()

    press(pair.client, "Stop")

    pair.client.wait_for_selector('body[data-status="joining"][data-look="stopped"]')
    assert status_of(pair.helper) == "running"
    cut.clear()
    wait_for(pair.helper, "stopped")
    wait_for(pair.client, "stopped")


@pytest.mark.deep
def test_a_phone_that_dropped_out_finds_its_way_back(two):
    pair = two(excused=CUT)
    rejoin = pair.helper.locator(".rejoin")
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.helper, "running")
    expect(rejoin).to_be_hidden()

    pair.client.goto("about:blank")

    expect(rejoin).to_be_visible()
    expect(pair.helper.get_by_text("Phone not reachable", exact=True)).to_be_visible()
    code = pair.info["code"]
    expect(rejoin).to_contain_text(f"{code[:3]} {code[3:]}")
    join_by_code(pair.client, pair.server, code, "running")
    expect(rejoin).to_be_hidden()


KEYS = [
    ("Space", "paused"),
    ("Space", "running"),
    ("ArrowRight", "running"),
    ("ArrowDown", "running"),
    ("ArrowLeft", "running"),
    ("Escape", "stopped"),
]


def test_keys_and_pedals_do_what_the_buttons_do(two):
    pair = two()
    pair.helper.locator("main").focus()
    pair.helper.keyboard.press("Space")
    wait_for(pair.helper, "running")

    for key, status in KEYS:
        pair.helper.keyboard.press(key)
        wait_for(pair.client, status)
    pair.helper.wait_for_timeout(300)

    kinds = ["start", "pause", "resume", "next", "ease_off", "back", "stop"]
    assert [kind for role, kind in pair.kinds() if role == "helper"] == kinds


@pytest.mark.deep
def test_both_screens_count_the_same_second(two):
    pair = two()
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running", look="lengthen")

    changes = """() => new Promise((done) => {
      const count = document.querySelector('[data-live="count"]');
      const times = {};
      new MutationObserver(() => { times[count.textContent] ??= Date.now(); })
        .observe(count, { childList: true, characterData: true, subtree: true });
      setTimeout(() => done(times), 2500);
    })"""
    handles = [
        page.evaluate_handle(f"window.counted = ({changes})(); 0")
        for page in (pair.helper, pair.client)
    ]
    assert handles
    helper, client = (page.evaluate("window.counted") for page in (pair.helper, pair.client))

    shared = set(helper) & set(client)
    assert len(shared) >= 2
    apart = sorted(abs(helper[second] - client[second]) for second in shared)
    assert apart[len(apart) // 2] <= 60  # two browsers on two cores, with one busy drawing


@pytest.mark.deep
def test_a_power_cut_loses_nothing(own_server, two):
    """The server is killed in mid-session; both screens go on; back again, all of it is there."""
    pair = two(own_server, excused=CUT)
    helper, client = pair.helper, pair.client
    helper.get_by_role("button", name="Start").click()
    wait_for(client, "running", look="lengthen")

    own_server.kill()
    expect(helper.get_by_text("Maya’s stop cannot reach you. Listen.")).to_be_visible()
    expect(helper.get_by_text("Phone not reachable", exact=True)).to_be_visible()
    expect(helper.get_by_text("Phone connected")).to_be_hidden()
    expect(client.get_by_text(SAY_ALOUD)).to_be_visible()
    _fits(client, "the phone, cut off")
    wait_for(client, "running", look="push")  # the clock goes on, on both screens
    wait_for(helper, "running", look="push")
    _fits(client, "the phone, cut off, in a push")
    client.get_by_role("button", name="Stretch: more").click()
    helper.keyboard.press("ArrowDown")
    client.wait_for_timeout(500)
    press(client, "Stop")  # obeyed here at once, there as soon as there is a way
    wait_for(client, "stopped")

    own_server.start()
    wait_for(helper, "stopped")
    expect(helper.get_by_text("Stopped by Maya.", exact=True)).to_be_visible()
    expect(helper.locator('.gauge [data-live="stretch"]')).to_have_text("1")
    client.get_by_role("button", name="Only a break").click()
    client.get_by_role("button", name="I am ready to go on").click()
    helper.get_by_role("button", name="Go on").click()
    wait_for(client, "running", look="ready")
    helper.wait_for_timeout(300)

    kinds = pair.kinds()
    before, cut_off, after = kinds[:2], kinds[2:-3], kinds[-3:]
    assert before == [("client", "join"), ("helper", "start")]
    assert sorted(cut_off) == [("client", "comfort"), ("client", "stop"), ("helper", "ease_off")]
    assert cut_off.index(("client", "comfort")) < cut_off.index(("client", "stop"))
    assert after == [("client", "sensation"), ("client", "ready"), ("helper", "resume")]
    numbers = own_server.rows("select number from storage_runevent order by number")
    assert numbers == [(number,) for number in range(1, len(kinds) + 1)]


@pytest.mark.deep
def test_what_was_not_sent_survives_a_reload(two):
    pair = two(excused=CUT)
    pair.helper.get_by_role("button", name="Start").click()
    wait_for(pair.client, "running")
    pair.client.context.set_offline(True)
    expect(pair.client.get_by_label("Working on its own")).to_be_visible()
    press(pair.client, "Stop")
    wait_for(pair.client, "stopped")
    assert status_of(pair.helper) == "running"

    pair.client.context.set_offline(False)
    pair.client.reload()

    wait_for(pair.helper, "stopped")
    wait_for(pair.client, "stopped")
    assert [kind for kind in pair.written("stop") if kind[1] == "stop"] == [("client", "stop")]


def test_a_wrong_code_and_a_spent_one_get_the_same_answer(server, stage, open_page):
    info = stage(server)
    page = open_page(*PHONE)
    page.goto(f"{server.url}/join/")
    page.get_by_label("Code").fill("AAAAAA")
    page.get_by_role("button", name="Join").click()

    expect(page.get_by_text("This code opens no session.")).to_be_visible()
    assert info["code"] not in page.content()


SIZES = {
    "helper": {"tablet": TABLET, "upright": (820, 1180), "phone": PHONE, "small": (320, 640)},
    "client": {"phone": PHONE, "small": (320, 568), "tablet": TABLET},
}


@pytest.mark.deep
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_phase_is_readable_at_every_size(two, pictures: Path, scheme):
    """Pictures of all of it; nothing wider than its screen, stop always in view, axe content."""
    pair = two(pace=20, color_scheme=scheme, reduced_motion="reduce")
    pages = {"helper": pair.helper, "client": pair.client}
    seen: list[str] = []

    def look_at(name: str) -> None:
        seen.append(name)
        for role, page in pages.items():
            page.wait_for_selector(f'body[data-look="{name}"]')
            check_accessible(page, f"{role} {name}")
            for size, (width, height) in reversed(SIZES[role].items()):
                page.set_viewport_size({"width": width, "height": height})
                page.screenshot(path=pictures / f"{role}-{name}-{size}-{scheme}.png")
                _fits(page, f"{role} {name} {size}")
                if (role, size) == ("helper", "tablet"):
                    check_legible(page, f"{name} {scheme}")

    look_at("waiting")
    pair.helper.keyboard.press("Space")
    wait_for(pair.helper, "running")
    while (look := pair.helper.evaluate("document.body.dataset.look")) != "ended":
        if look not in seen:
            look_at(look)
        if look == "rest":
            pair.helper.keyboard.press("Space")
            look_at("paused")
            press(pair.client, "Stop")
            look_at("stopped")
            break
        pair.helper.keyboard.press("ArrowRight")
        pair.helper.wait_for_timeout(30)
    pair.client.get_by_role("button", name="End the session").click()
    look_at("ended")

    phases = {"ready", "lengthen", "push", "relax", "hold", "rest", "switch", "turn"}
    assert phases <= set(seen)


def _fits(page: Page, what: str) -> None:
    """Nothing is wider than the screen, no text leaves the stage, stop can be seen and reached."""
    wide, tall = page.evaluate(
        """() => {
          const stage = document.querySelector(".stage");
          return [document.scrollingElement.scrollWidth - innerWidth,
            stage.scrollHeight - stage.clientHeight];
        }"""
    )
    assert wide <= 0, f"{what}: {wide} px wider than the screen"
    assert tall <= 1, f"{what}: {tall} px of the stage are cut off"
    touching = page.evaluate(TOUCHING)
    assert touching == [], f"{what}: {touching} overlap"
    if status_of(page) in ("running", "paused"):
        stop = page.get_by_role("button", name="Stop", exact=True)
        box, screen = stop.bounding_box(), page.viewport_size
        assert box
        assert screen
        assert box["height"] >= 96, f"{what}: stop is {box['height']:.0f} px high"
        assert box["y"] >= 0, what
        assert box["y"] + box["height"] <= screen["height"], f"{what}: stop is below the edge"

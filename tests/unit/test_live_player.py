"""The session on one device, as the browser runs it: what it keeps, sends again, holds on to."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "src/endrange_app/web/static/js"
BEGIN = """
import { Player } from "./player.js";
import { Outbox } from "./outbox.js";
const SEGMENT = { index: 0, start: 0, seconds: 60, phase: "hold", act: "hold", item: 0,
  side: "left", repetition: 1, repetitions: 1, cues: { helper: "h", client: "c" }, say: "",
  effort_percent: null, deepens: false, cues_if_not_deeper: null };
const CARD = { joint: "hip", limits: { stretch_sensation: 6, pain: 2 },
  cues_if_stopped: { helper: "h", client: "c" } };
const TIMELINE = { seconds: 60, cards: [CARD], segments: [SEGMENT] };
const time = { now: 0 };
const clock = { now: () => time.now, local: () => time.now };
const sent = [];
const early = [];
const player = new Player({ run: "r", role: "client", clock, onChange: () => {},
  send: (message) => sent.push(message.event), onEarly: () => early.push("shown") });
const hello = (events = []) => player.hear({ type: "hello", timeline: TIMELINE, events,
  present: { helper: 1, client: 1 }, now: time.now });
const at = (kind, sequence, more = {}) => ({ device: "helper-1", sequence, at: 0, role: "helper",
  kind, stretch: null, pain: null, ...more });
const started = [{ number: 1, event: at("start", 0) }];
const say = (result) => console.log(JSON.stringify(result));
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The scripts, where node takes them for modules."""
    place = tmp_path_factory.mktemp("js")
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, place)
    (place / "package.json").write_text('{"type": "module"}')
    return place


def run(folder: Path, script: str) -> Any:
    node = shutil.which("node")
    if node is None:
        without = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        without("NO NODE FOUND: the browser's player was not tested. Install node.")
    (folder / "case.js").write_text(BEGIN + script)
    command = [node, "case.js"]
    done = subprocess.run(  # what went wrong is told below
        command, cwd=folder, capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ('player.act("stop")', "stopped"),
        ('player.act("hurts")', "stopped"),
        ('player.act("comfort", { pain: 6 })', "stopped"),
        ('player.act("pause")', "running"),
    ],
)
def test_only_what_is_not_urgent_is_taken_back_when_refused(folder, act, status):
    script = f"""hello(started); {act};
    player.hear({{ type: "refused", because: "ended", device: sent[0].device, sequence: 0 }});
    time.now = 60_000; player.resend();
    say([player.state.status, sent.length]);"""

    assert run(folder, script) == [status, 1]


def test_a_refusal_meant_for_another_takes_no_stop_back(folder):
    script = """hello(started); const stop = at("stop", 1);
    player.hear({ type: "urgent", event: stop });
    player.hear({ type: "refused", because: "ended", device: stop.device, sequence: 1 });
    say(player.state.status);"""

    assert run(folder, script) == "stopped"


def test_before_the_hello_a_stop_is_kept_shown_and_sent_and_nothing_else_is(folder):
    script = """player.act("ready"); player.act("stop");
    const before = sent.length; hello(started);
    say([before, early.length, sent.map((event) => event.kind), player.state.status]);"""

    assert run(folder, script) == [1, 1, ["stop", "stop"], "stopped"]


def test_what_is_not_confirmed_is_sent_ever_more_rarely_but_a_stop_is_not(folder):
    script = """hello(started); player.act("comfort", { stretch: 1 }); player.act("stop");
    const times = { comfort: [], stop: [] };
    sent.length = 0;
    for (time.now = 1000; time.now <= 60_000; time.now += 1000) {
      player.resend();
      for (const { kind } of sent.splice(0)) times[kind].push(time.now / 1000);
    }
    say([times.comfort, times.stop.slice(0, 3), times.stop.length]);"""

    assert run(folder, script) == [[3, 9, 21, 45], [3, 6, 9], 20]


def test_a_stop_nobody_has_confirmed_is_known_as_unheard(folder):
    script = """hello(started); player.act("comfort", { stretch: 1 });
    time.now = 3000; const calm = player.unheard;
    player.act("stop"); const soon = player.unheard; time.now = 5500; const late = player.unheard;
    player.hear({ type: "event", number: 2, event: sent.at(-1) });
    say([calm, soon, late, player.unheard]);"""

    assert run(folder, script) == [False, False, True, False]


PAIN = [
    ([], True),
    (["stop"], False),
    (["hurts"], False),
    (["hurts", "pain"], True),
    (["pain", "hurts"], False),
    (["pain", "stop", "stretch"], False),
]


@pytest.mark.parametrize(("said", "known"), PAIN)
def test_after_a_stop_the_pain_said_before_is_past(folder, said, known):
    acts = {"pain": 'player.act("comfort", { pain: 0 })'}
    acts["stretch"] = 'player.act("comfort", { stretch: 4 })'
    acts |= {kind: f'player.act("{kind}")' for kind in ("stop", "hurts")}
    script = "hello(started);" + ";".join(acts[one] for one in said) + "; say(player.painSaid);"

    assert run(folder, script) is known

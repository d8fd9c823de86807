"""``endrange screen``, ``plan``, ``questions`` and ``catalogue check``, as programs see them."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from endrange.knowledge import REGIONS, load
from endrange.knowledge.loader import SHIPPED
from endrange_app.cli import main

LETTERS = set("PMCNE")
Cli = Callable[..., tuple[int, str, str]]

WELL: dict[str, Any] = {
    "consent": "yes",
    "feedback": "yes",
    "age": 34,
    "pregnancy": "no",
    "bones": "not_told",
    "supple": "no",
    "blood_pressure": "normal",
}


def well(**changes: Any) -> dict[str, Any]:
    """Somebody with nothing to tell: every question that is always put has its quiet answer."""
    put = [q.id for q in load().questions.values() if not q.only_if]
    return {**dict.fromkeys(put, "no"), **WELL, **changes}


WORD: dict[str, Any] = {
    "by": "Dr Example",
    "registration": "12345",
    "precautions": ["SX-TKR-0"],
    "modes": ["PAS", "END"],
    "given": "2026-11-10",
}


def case(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "setting": "clinic", "on": "2026-11-20", "answers": well(), **changes}


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    def run(command: str, given: object, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "case.json"
        file.write_text(json.dumps(given))
        with pytest.raises(SystemExit) as left:
            main([command, str(file), *options])
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, said.out, said.err

    return run


SORE_KNEE: dict[str, Any] = {
    "hurt": [{"place": "knee_L", "now": 5, "worst": 6, "characters": ["dull"]}],
    "hurt_since": ["aches"],
    "limb_flags": "no",
}


class TestScreen:
    @pytest.fixture
    def printed(self, cli: Cli) -> dict[str, Any]:
        code, out, _ = cli("screen", case(answers=well(**SORE_KNEE)), "--json")
        assert code == 0
        return dict(json.loads(out))

    def test_has_the_fields_of_the_contract(self, printed: dict[str, Any]) -> None:
        keys = {"version", "catalogue", "urgency", "regions", "stretches", "findings"}
        regions = {
            name
            for part in REGIONS
            for name in ((f"{part}_L", f"{part}_R") if part.is_paired else (str(part),))
        }

        assert printed.keys() == keys
        assert printed["regions"].keys() == regions
        for region in printed["regions"].values():
            assert region.keys() == {"AA", "PAS", "END", "ISO", "modifiers", "caps"}
            assert {region[mode] for mode in ("AA", "PAS", "END", "ISO")} <= LETTERS
            assert all(isinstance(degrees, int) for degrees in region["caps"].values())

    def test_has_every_stretch_side_and_technique(self, printed: dict[str, Any]) -> None:
        for stretch in load().stretches.values():
            sides = printed["stretches"][stretch.id]
            assert sides.keys() == {str(side) for side in stretch.sides}
            for techniques in sides.values():
                assert techniques.keys() == set(stretch.techniques)
                assert set(techniques.values()) <= LETTERS

    def test_every_finding_has_its_reasons(self, printed: dict[str, Any]) -> None:
        assert printed["findings"]
        for finding in printed["findings"]:
            assert finding.keys() == {"rule", "because", "grade", "sources", "would_change_if"}
            assert all(finding.values())
            assert finding["rule"] in load().precautions
            assert set(finding["sources"]) <= set(load().sources)

    def test_the_hurt_knee_is_worse_off_than_the_other(self, printed: dict[str, Any]) -> None:
        order = "PMCNE".index
        left, right = (printed["regions"][f"KNEE_{side}"] for side in "LR")

        assert order(left["END"]) > order(right["END"])

    def test_an_emergency_is_urgent(self, cli: Cli) -> None:
        _, out, _ = cli("screen", case(answers=well(chest_or_breath="yes")), "--json")

        assert json.loads(out)["urgency"] == "call_now"

    def test_an_emergency_comes_first_for_people_too(self, cli: Cli) -> None:
        _, out, _ = cli("screen", case(answers=well(chest_or_breath="yes")))

        assert out.startswith("STOP EVERYTHING, AND GET HELP: call now.")

    def test_no_answers_are_never_a_quiet_no(self, cli: Cli) -> None:
        _, quiet, _ = cli("screen", case(), "--json")
        _, silent, _ = cli("screen", case(answers={}), "--json")

        allowed = [
            sum(
                letter in "PM"
                for sides in json.loads(out)["stretches"].values()
                for techniques in sides.values()
                for letter in techniques.values()
            )
            for out in (quiet, silent)
        ]
        assert allowed[0] > 0
        assert allowed[1] == 0

    @pytest.mark.parametrize(
        ("answered", "is_old"),
        [
            (None, False),
            ("2026-11-20", False),
            ("2026-08-29", False),
            ("2026-08-28", True),
            ("2026-11-21", True),
            ("unknown", True),
        ],
    )
    def test_answers_of_twelve_weeks_ago_close_everything(
        self, cli: Cli, answered: str | None, is_old: bool
    ) -> None:
        _, out, _ = cli("screen", case(answered=answered), "--json")

        said = json.loads(out)
        assert (said["regions"]["HIP_L"]["AA"] == "N") is is_old
        assert ("RESCREEN" in {one.get("reason") for one in said["findings"]}) is is_old

    def test_a_lock_of_the_setting_says_so(self, cli: Cli) -> None:
        _, out, _ = cli("screen", case(setting="home"), "--json")

        said = json.loads(out)
        reasons = {one["rule"]: one.get("reason") for one in said["findings"]}
        assert said["regions"]["NECK"]["PAS"] == "N"
        assert reasons["SET-NECK-HOME"] == "SETTING"
        assert reasons["NCK-06"] is None

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"precautions": ["X-1"]}, "clearances.0.precautions: nothing is called 'X-1'"),
            ({"techniques": ["magic"]}, "clearances.0.techniques: nothing is called 'magic'"),
            ({"registration": ""}, "clearances.0.registration"),
            ({"modes": []}, "clearances.0.modes"),
            ({"given": "soon"}, "clearances.0.given"),
        ],
    )
    def test_a_word_on_what_there_is_not_is_refused(
        self, cli: Cli, changes: dict[str, Any], says: str
    ) -> None:
        code, _, said = cli("screen", case(clearances=[WORD | changes]))

        assert code == 2
        assert says in said

    def test_a_word_opens_what_waits_for_one(self, cli: Cli) -> None:
        operated = well(
            operations=[{"what": "knee_replacement", "side": "left", "on": "2026-11-01"}]
        )
        operated["operation_signs"] = "no"
        _, shut, _ = cli("screen", case(answers=operated), "--json")
        _, opened, _ = cli("screen", case(answers=operated, clearances=[WORD]), "--json")

        knees = [json.loads(out)["regions"]["KNEE_L"] for out in (shut, opened)]
        assert [knee["PAS"] for knee in knees] == ["C", "M"]
        assert [knee["END"] for knee in knees] == ["N", "N"]

    def test_does_not_wait_for_django(self, tmp_path: Path) -> None:
        file = tmp_path / "case.json"
        file.write_text(json.dumps(case()))
        script = (
            "import sys; from endrange_app.cli import main\n"
            f"try: main(['screen', {str(file)!r}, '--json'])\n"
            "except SystemExit: print([m for m in ('django', 'numpy') if m in sys.modules])"
        )

        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert done.stdout.endswith("[]\n")


def request(**changes: Any) -> dict[str, Any]:
    wanted: dict[str, Any] = {"minutes": 25, "goals": ["tight_hamstrings"]}
    return {"version": 1, "screen": case(), "request": wanted, **changes}


def reading(**changes: Any) -> dict[str, Any]:
    return {
        "measure": "hip_flexion_slr",
        "side": "left",
        "value": 58,
        "trials": [57, 58, 59],
        "active": False,
        "instrument": "inclinometer",
        "examiner": "NH",
        "end_criterion": "first firm resistance",
        "taken_at": "2026-11-20T09:00:00Z",
        **changes,
    }


class TestPlan:
    def test_prints_a_plan_that_fits(self, cli: Cli) -> None:
        code, out, _ = cli("plan", request(readings=[reading()]), "--json")

        made = json.loads(out)
        assert code == 0
        assert made["version"] == 1
        assert made["urgency"] is None
        assert 0 < made["seconds"] <= 25 * 60
        assert all(item["because"] for item in made["items"])
        assert all(omission["because"] for omission in made["omissions"])

    def test_prints_a_timeline_as_long_as_the_plan(self, cli: Cli) -> None:
        _, plan, _ = cli("plan", request(), "--json")
        _, timeline, _ = cli("plan", request(), "--timeline")

        assert json.loads(timeline)["seconds"] == json.loads(plan)["seconds"]

    def test_stays_out_of_an_abnormal_end(self, cli: Cli) -> None:
        code, out, _ = cli("plan", request(readings=[reading(end_feel="springy")]), "--json")

        refused = {one["because"] for one in json.loads(out)["omissions"]}
        assert code == 0
        assert "Not now: Not into an abnormal end." in refused

    def test_people_read_reasons(self, cli: Cli) -> None:
        code, out, _ = cli("plan", request())

        assert code == 0
        assert "of 25 minutes" in out
        assert "because" in out

    @pytest.mark.parametrize(
        ("setting", "says", "helper"),
        [
            ("clinic", {}, "practitioner"),
            ("home", {}, "lay"),
            ("team", {}, "lay"),
            ("home", {"helper": "practitioner"}, "practitioner"),
        ],
    )
    def test_at_home_and_in_a_team_nobody_is_a_practitioner(
        self, cli: Cli, setting: str, says: dict[str, str], helper: str
    ) -> None:
        """What only a practitioner may do is then left out, and no plan holds it."""
        wanted = {"minutes": 60, "goals": sorted(load().goals)}
        _, out, _ = cli(
            "plan", request(screen=case(setting=setting), request=wanted | says), "--json"
        )
        same = request(screen=case(setting=setting), request=wanted | {"helper": helper})

        assert out == cli("plan", same, "--json")[1]
        other = {"practitioner": "lay", "lay": "practitioner"}[helper]
        different = request(screen=case(setting=setting), request=wanted | {"helper": other})
        assert out != cli("plan", different, "--json")[1]

    def test_an_emergency_leaves_nothing_to_plan(self, cli: Cli) -> None:
        hurt = request(screen=case(answers=well(chest_or_breath="yes")))

        _, out, _ = cli("plan", hurt, "--json")
        assert json.loads(out)["urgency"] == "call_now"
        assert json.loads(out)["items"] == []

        _, out, _ = cli("plan", hurt)
        assert out.startswith("STOP EVERYTHING")
        assert "Nothing can be planned" in out

        code, _, err = cli("plan", hurt, "--timeline")
        assert code == 2
        assert "the plan is empty" in err

    REFUSED: ClassVar = {
        "too long": (request(request={"minutes": 500}), "request.minutes: "),
        "no minutes": (request(request={}), "request.minutes: is missing"),
        "an unknown goal": (request(request={"minutes": 25, "goals": ["fly"]}), "no goal"),
        "an unknown technique": (
            request(request={"minutes": 25, "techniques": ["yank"]}),
            "no technique is called 'yank'",
        ),
        "an unknown stretch": (
            request(request={"minutes": 25, "asked_for": ["split"]}),
            "no stretch is called 'split'",
        ),
        "an unknown measure": (request(readings=[reading(measure="nose")]), "no measure"),
        "an impossible angle": (
            request(readings=[reading(), reading(trials=[700])]),
            "readings.1.trials: lie outside",
        ),
        "a side that is none": (request(readings=[reading(side="up")]), "readings.0.side: "),
        "an answer that cannot be": (
            request(screen=case(answers={"age": 700})),
            "age: 700 lies outside",
        ),
        "a true that is no answer": (
            request(screen=case(answers={"hurt": True})),
            "hurt: True is no answer",
        ),
    }

    @pytest.mark.parametrize(("given", "reason"), REFUSED.values(), ids=REFUSED)
    def test_refuses(self, cli: Cli, given: dict[str, Any], reason: str) -> None:
        code, out, err = cli("plan", given, "--json")

        assert code == 2
        assert out == ""
        assert err.startswith(f"endrange: case.json: {reason}")
        assert err.count("\n") == 1


class TestQuestions:
    def test_lists_every_question_with_the_rules_that_use_it(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as left:
            main(["questions", "--json"])

        listed = json.loads(capsys.readouterr().out)["questions"]
        assert left.value.code == 0
        assert [one["id"] for one in listed] == list(load().questions)
        used = {rule for one in listed for rule in one["rules"]}
        assert used <= set(load().precautions)
        knee = next(one for one in listed if one["id"] == "hurt")
        assert (knee["type"], knee["asked"]) == ("areas", "every_visit")
        assert knee["rules"]


class TestCatalogueCheck:
    def check(self, capsys: pytest.CaptureFixture[str], *folder: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as left:
            main(["catalogue", "check", *folder])
        return left.value.code, capsys.readouterr().out

    def test_counts_what_is_shipped(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out = self.check(capsys)

        assert code == 0
        assert re.search(rf"^ +{len(load().stretches)} stretches\b", out, re.MULTILINE)
        assert out.endswith("No faults found.\n")

    def test_names_every_fault_of_a_folder(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "data"
        shutil.copytree(SHIPPED, folder)
        for name in ("ham_slr_shoulder", "piri_fig4"):
            file = folder / "stretches" / f"{name}.toml"
            file.write_text(re.sub(r"(?m)^difficulty = .*$", "difficulty = 9", file.read_text()))

        code, out = self.check(capsys, str(folder))

        assert code == 1
        for name in ("ham_slr_shoulder", "piri_fig4"):
            assert re.search(rf"^stretches/{name}\.toml: difficulty: .*9", out, re.MULTILINE)
        assert out.endswith("2 faults.\n")

    def test_an_empty_folder_is_no_catalogue(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out = self.check(capsys, str(tmp_path))

        assert code == 1
        assert "no .toml file" in out

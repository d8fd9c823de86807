"""``endrange catalogue check --overlay`` and the start of the application with an overlay."""

from pathlib import Path

import pytest
from django.apps import apps

from endrange.errors import CatalogueFaults
from endrange.knowledge import load, put_in_force
from endrange_app.cli import main


def check(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["catalogue", "check", *words])
    return int(left.value.code or 0), capsys.readouterr().out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "goals.toml").write_text('[running]\nlead = "You run a lot."\n')
    return tmp_path


def test_counts_say_what_nobody_read(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = check(capsys)

    lines = {words[1]: line for line in said.splitlines() if len(words := line.split()) > 1}
    assert lines["joints"].split()[0] == str(len(load().joints))
    assert lines["joints"].endswith(f"{len(load().joints)} on general knowledge only")
    assert "general knowledge" not in lines["sources"]


def test_an_overlay_is_checked_on_top(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, said = check(capsys, "--overlay", str(folder))

    assert f"Catalogue {load().version}+" in said


def test_a_loosening_overlay_is_told_whole(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    text = '[VTE-01]\nverdicts = "P P P P"\n[CON-01]\nwhen = [[]]\n'
    (folder / "precautions.toml").write_text(text)

    code, said = check(capsys, "--overlay", str(folder))

    assert code == 1
    assert "VTE-01.verdicts.PAS" in said
    assert "CON-01.when" in said
    assert "Catalogue" not in said


def test_the_application_starts_with_it_or_not_at_all(settings, folder: Path) -> None:
    settings.OVERLAY = str(folder)
    try:
        apps.get_app_config("web").ready()
        assert load().goals["running"].lead == "You run a lot."
        (folder / "goals.toml").write_text("[running]\nlead = 3\n")
        with pytest.raises(CatalogueFaults):
            apps.get_app_config("web").ready()
        assert load().goals["running"].lead == "You run a lot."
    finally:
        put_in_force(None)

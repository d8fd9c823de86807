"""How often the 80 % interval of a person's forecast holds what is read then, and how far off.

Simulated people on active knee extension: gain factor and course differ from person to person, the
level drifts, readings have an error. Two baselines, then a reading a week while 3 x 30 s are done
five times a week. The shipped bank of courses looks ahead after three readings and more; beside it
stand the figures of the evidence. A true error 1.4 times the one believed shows what
a wrong error costs.
"""

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np

from endrange.physiology import PREDICTION, Z80, Bank, Response, stimulus

TEST, SEM, PEOPLE, WEEKS = Response.ACTIVE_KNEE_EXTENSION, 2.9, 1_500, 12
LEVEL, LEVEL_SD = 30.0, 8.0
COURSE, COURSE_SPREAD = 4.67, 0.31
"""Weeks to 63 % of the gain: median, and spread of its logarithm (5 to 95 %: 2.7 to 7.6)."""
FOLLOW_UPS = 3
DOSE = stimulus(90, 5)
EXPECTED = {"next week": 82, "4 weeks": 84}
EXPECTED_WRONG = {"next week": 67, "4 weeks": 71}
WITHIN = 3
"""Percentage points from the figures of the evidence."""


@dataclass(frozen=True)
class Course:
    """What happened to one person: truth at the end of each week, and readings."""

    truth: np.ndarray
    baselines: np.ndarray
    readings: np.ndarray


def live(rng: np.random.Generator, times: float) -> Course:
    """One person's weeks; readings with an error so many times the one believed."""
    studied, person = PREDICTION.responses[TEST], PREDICTION.person
    factor = rng.normal(1, person.factor_sd)
    weeks = COURSE * exp(rng.normal(0, COURSE_SPREAD))
    usual = 1 - exp(-6 / COURSE)
    scale = studied.scale * usual / (1 - exp(-6 / weeks))
    drift = np.cumsum(rng.normal(0, person.drift, WEEKS))
    level = rng.normal(LEVEL, LEVEL_SD)
    gain = factor * scale * DOSE * (1 - np.exp(-np.arange(1, WEEKS + 1) / weeks))
    truth = level + drift + gain
    error = SEM * times
    return Course(truth, rng.normal(level, error, 2), truth + rng.normal(0, error, len(truth)))


@dataclass
class Score:
    held: int = 0
    looked: int = 0

    def add(self, mean: float, reach: float, came: float) -> None:
        self.held += abs(came - mean) <= reach
        self.looked += 1

    @property
    def percent(self) -> float:
        return 100 * self.held / self.looked


def cover(times: float) -> tuple[dict[str, Score], dict[int, list[float]]]:
    """Coverage by how far ahead, and errors of the week-12 forecast by readings so far."""
    rng = np.random.default_rng(11)
    scores = {name: Score() for name in (*EXPECTED, *(f"{n}, the range itself" for n in EXPECTED))}
    off: dict[int, list[float]] = {count: [] for count in (0, 1, 2, 4)}
    for _ in range(PEOPLE):
        course = live(rng, times)
        bank = Bank.start(TEST, LEVEL, LEVEL_SD)
        for value in course.baselines:
            bank = bank.read(value, SEM)
        for week in range(WEEKS):
            if week in off:
                last = bank.after(WEEKS - week, DOSE).expect().mean
                off[week].append(last - course.truth[-1])
            bank = bank.after(1, DOSE).read(course.readings[week], SEM)
            if week + 1 >= FOLLOW_UPS:
                look(bank, course, week, scores)
    return scores, off


def look(bank: Bank, course: Course, week: int, scores: dict[str, Score]) -> None:
    """Ahead of this week: what will be read, and (unseen) the range itself."""
    for name, ahead in (("next week", 1), ("4 weeks", 4)):
        if week + ahead < WEEKS:
            then = week + ahead
            expected = bank.after(ahead, DOSE).expect()
            reach = Z80 * sqrt(expected.sd**2 + SEM**2)
            scores[name].add(expected.mean, reach, course.readings[then])
            scores[f"{name}, the range itself"].add(
                expected.mean, Z80 * expected.sd, course.truth[then]
            )


def main() -> None:
    right, off = cover(1.0)
    wrong, _ = cover(1.4)
    print(f"{PEOPLE} simulated people; 80 % intervals, percent that held what came\n")
    print("| looking ahead               | held | evidence | error 1.4 times larger | evidence |")
    print("|-----------------------------|------|----------|------------------------|----------|")
    for name, score in right.items():
        known = EXPECTED.get(name, ""), EXPECTED_WRONG.get(name, "")
        print(
            f"| {name:27} | {score.percent:4.0f} | {known[0]:8} "
            f"| {wrong[name].percent:22.0f} | {known[1]:8} |"
        )
    learning(off)
    misses = [
        f"{name}: {score[name].percent:.0f}, evidence {figures[name]}"
        for score, figures in ((right, EXPECTED), (wrong, EXPECTED_WRONG))
        for name in figures
        if abs(score[name].percent - figures[name]) > WITHIN
    ]
    if misses:
        raise SystemExit(f"more than {WITHIN} points from the evidence: {'; '.join(misses)}")


def learning(off: dict[int, list[float]]) -> None:
    """What each reading after the baselines is worth; the evidence has 14, 30 and 51 %."""
    none = sqrt(np.mean(np.square(off[0])))
    print("\nError of the forecast for week 12 (RMS), by readings after the baselines\n")
    print(
        "| readings | degrees | less than with none |\n|----------|---------|---------------------|"
    )
    for count, errors in off.items():
        rms = sqrt(np.mean(np.square(errors)))
        print(f"| {count:8} | {rms:7.1f} | {100 * (1 - rms / none):17.0f} % |")


if __name__ == "__main__":
    main()

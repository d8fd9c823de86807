"""How often "improved" is said without any change, and how often it is found when there is one.

SEM 3, two baselines, ten visits up a straight ramp, independent Gaussian error. Our filter, read
after every visit, beside two naive rules.
"""

import numpy as np

from endrange.assessment import Z95
from endrange.progress import follow

SEM, VISITS, PEOPLE = 3.0, 10, 2_000


def histories(gain: float, rng: np.random.Generator) -> np.ndarray:
    """Return readings, one row a person: two baselines, then ten visits up a ramp."""
    ramp = np.concatenate([[0.0, 0.0], np.linspace(gain / VISITS, gain, VISITS)])
    return ramp + rng.normal(0.0, SEM, (PEOPLE, VISITS + 2))


def filtered(row: np.ndarray) -> bool:
    for last in range(3, len(row) + 1):
        belief = follow(list(row[:last]), [SEM] * last)
        if belief.change - Z95 * belief.change_sd > 0:
            return True
    return False


def any_beyond_mdc(row: np.ndarray) -> bool:
    return bool((row[2:] - row[0] > Z95 * 2**0.5 * SEM).any())


def any_rise(row: np.ndarray) -> bool:
    return bool(row[-1] > row[0])


RULES = {
    "Endrange, read after every visit": filtered,
    "any visit beyond MDC95 of one baseline": any_beyond_mdc,
    "last higher than first": any_rise,
}


def main() -> None:
    rng = np.random.default_rng(7)
    worlds = {gain: histories(gain, rng) for gain in (0.0, 6.0, 9.0)}
    print(f"{PEOPLE} people, SEM {SEM:g}, {VISITS} visits; share called improved, percent")
    print(f"{'rule':42} {'no change':>10} {'+6':>8} {'+9':>8}")
    for name, rule in RULES.items():
        shares = [100 * np.mean([rule(row) for row in rows]) for rows in worlds.values()]
        print(f"{name:42} {shares[0]:10.1f} {shares[1]:8.1f} {shares[2]:8.1f}")


if __name__ == "__main__":
    main()

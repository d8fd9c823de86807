"""Dose-response and decay: formulas, each with its source."""

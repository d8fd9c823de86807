"""Endrange thinks: may we, what do we see, what shall we do, do it, did it work.

Pure: no clock, no randomness, no database, no network. Same input, same output.
"""

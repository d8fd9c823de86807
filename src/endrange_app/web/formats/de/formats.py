"""Decimals that templates write are for machines: coordinates of drawings, values of fields.

With a comma they would break. What people read goes through ``words.number``.
"""

DECIMAL_SEPARATOR = "."

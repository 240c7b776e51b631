"""Experiments with the system as it is; the report has their sections, and the wheel leaves them out."""

"""One-off questions put to the system; they stand in the report, and are not in the wheel."""

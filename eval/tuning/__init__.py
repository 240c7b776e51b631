"""The commands that choose the tuned numbers and write what the program ships; not in the wheel."""

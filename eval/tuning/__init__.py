"""The commands that choose the tuned numbers and write the files that are shipped; not in the wheel."""

"""How the shipped reader was made; nothing imports it, and it is not in the wheel."""

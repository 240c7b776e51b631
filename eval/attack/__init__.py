"""The attack list as a command, ``python -m eval.attack``: hostile files, requests and damage, tried for a while."""

"""Heard: public services deciding with the people who use them. Standard library only in this file."""

NAME = "Heard"
__version__ = "0.1.0"

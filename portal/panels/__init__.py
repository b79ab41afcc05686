"""Experts by experience: standing groups of people with lived experience who take part in what is decided.

Recruited fairly, met as they need, thanked and paid, told what became of what they said. One folder for each floor, one
module for each part: calls, selecting, membership, passports, thanks, asks, meetings, deciding, influence.
"""

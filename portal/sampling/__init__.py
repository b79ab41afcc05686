"""Pure mathematics of asking fairly: frames, strata, draws, weights, rates, intervals, disclosure control.

Standard library only; choosing panels imports the solver HiGHS when it is asked to. Nothing here knows a database, a
web page or a language: what goes wrong is told in codes and numbers, and the rooms downstream find the words.
"""

"""Instrument packs: a set of rated questions someone else owns, loaded under their licence from one file.

The file is a FHIR R4 Questionnaire (HL7, 2019) with extensions of ours for what FHIR does not say: the licence, how it
is scored, bands with their source, how far each translation can be trusted, and answers with the score they must give.
"""

from portal.wellbeing.rules.packs.instrument import Band, Instrument, Item, Licence, Missing, Score, Vector
from portal.wellbeing.rules.packs.proving import faults_of
from portal.wellbeing.rules.packs.reading import Fault, PackRefused, instrument_from_json
from portal.wellbeing.rules.packs.scoring import score_of

__all__ = [
    "Band",
    "Fault",
    "Instrument",
    "Item",
    "Licence",
    "Missing",
    "PackRefused",
    "Score",
    "Vector",
    "faults_of",
    "instrument_from_json",
    "score_of",
]

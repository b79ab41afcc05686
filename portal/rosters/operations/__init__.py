"""The room's verbs: open a service, take in a file, check it, bring it in, freeze a frame."""

from portal.rosters.operations.checking import begin_check, discard, record_check, start_check, step_back
from portal.rosters.operations.freezing import freeze_frame, start_freeze
from portal.rosters.operations.importing import agree, bring_in, prepare
from portal.rosters.operations.opening import change_service, create_service
from portal.rosters.operations.uploading import take_upload

__all__ = [
    "agree",
    "begin_check",
    "bring_in",
    "change_service",
    "create_service",
    "discard",
    "freeze_frame",
    "prepare",
    "record_check",
    "start_check",
    "start_freeze",
    "step_back",
    "take_upload",
]

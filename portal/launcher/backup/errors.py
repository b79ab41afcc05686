"""Why a backup file is refused. Nothing has been changed when one of these is raised."""

from portal.launcher.words import Trouble


class NotABackup(Trouble):
    """The file is something else."""


class WrongKey(Trouble):
    """The file was encrypted with another key."""


class Damaged(Trouble):
    """Bits differ from what was written, or some are missing, or some were added."""


class TooNew(Trouble):
    """A newer version of the portal made this file."""


class DoesNotMatch(Trouble):
    """What arrived in the database is not what the file says."""

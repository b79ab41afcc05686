class RoundClosed(Exception):
    """The round does not take answers (any more, or yet)."""


class AlreadyDrawn(Exception):
    """A round is drawn once. Drawing again until one likes the result is what the record is there to prevent."""


class NotReady(Exception):
    """A step is missing before this one: a frame, a plan, a draw, a question set."""


class FrameChanged(Exception):
    """The frame is not the one the plan was made for."""

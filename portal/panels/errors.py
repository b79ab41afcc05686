"""What can go wrong here, in the words of the room."""


class PanelError(Exception):
    """Something about a panel that cannot be done."""


class WrongState(PanelError):
    """Someone's standing does not allow this step; says from where to where."""


class AlreadyOnPanel(PanelError):
    """This person has a place on the panel."""

"""What can stand in the way at a door, or when someone changes their mind."""


class WeakPin(Exception):
    """A tablet's PIN has four to eight digits, not all alike."""


class WrongPin(Exception):
    """This is not the tablet's PIN."""


class TooLateToChange(Exception):
    """The day until which answers could be changed is over."""


class NotTwoPeople(Exception):
    """Whoever typed a form in cannot be the second person to type it."""


class NothingToSettle(Exception):
    """Some difference was not settled, or no reason was given."""

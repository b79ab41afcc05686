class SignInRefused(Exception):
    """Wrong e-mail address, password or code: which of them is not said."""


class WeakPassword(Exception):
    """Too short, or one that everybody tries first."""


class EmailTaken(Exception):
    """There is an account with this e-mail address."""

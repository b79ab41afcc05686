"""What stands between a fresh clone and a running portal.

Until the virtual environment is there, only the standard library exists: everything here keeps to it,
except `inside.py`, `gunicorn_settings.py` and `backup/`, which are imported inside the environment only.
"""

"""The question desk: staff write sets, choose who is asked what, translate, try out, and see what changed."""

from portal.questions.views.desk import editions, library, media, paths, sheet, texts, trial, writing
from portal.questions.views.desk.blueprint import blueprint

__all__ = ["blueprint", "editions", "library", "media", "paths", "sheet", "texts", "trial", "writing"]

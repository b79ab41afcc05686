from sqlalchemy.orm import Session

from portal.shared.queue import Progress, task
from portal.shared.storage import storage


@task("questions.delete_files", may_repeat=True)
def delete_files(session: Session, *, progress: Progress, keys: str) -> None:
    """Files whose rows are gone: replaced, taken away, or never sent."""
    for key in keys.split():
        storage().delete(key)

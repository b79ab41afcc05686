import pytest

from portal.app import create_app, take_up
from portal.shared.database import db
from portal.shared.settings import Settings
from tests.databases import give_keys, keep_it_clean, new_postgresql
from tests.demonstration import seed


@pytest.fixture(scope="module")
def demo(request, settings, tmp_path_factory):
    """A demonstration of its own; afterwards the process speaks for the usual test application again."""
    folder = tmp_path_factory.mktemp("demo")
    give_keys(folder)
    url = new_postgresql() if request.config.getoption("--database") == "postgresql" else ""
    own = Settings(instance=folder, demo=True, testing=True, database_url=url, base_url="http://localhost")
    app = create_app(own)
    keep_it_clean(app, own)
    seed(app, own)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    take_up(settings)

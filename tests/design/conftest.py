from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.design.mini_app import make_app


@pytest.fixture(scope="session")
def kitchen() -> Flask:
    return make_app()


@pytest.fixture
def visitor(kitchen: Flask) -> Iterator[FlaskClient]:
    with kitchen.test_client() as client:
        yield client

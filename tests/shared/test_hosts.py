import pytest

from portal.shared.settings import Settings


@pytest.mark.parametrize(
    ("base_url", "hosts"),
    [
        ("https://heard.example.org", ["heard.example.org"]),
        ("http://127.0.0.1:5080", ["127.0.0.1", "localhost", "127.0.0.1"]),
    ],
)
def test_we_answer_for_our_own_address_only(base_url, hosts):
    assert Settings(base_url=base_url).answered_hosts == hosts


def test_another_host_is_refused(app, client):
    app.config["TRUSTED_HOSTS"] = ["heard.example.org"]
    try:
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
        assert client.get("/", headers={"Host": "heard.example.org"}).status_code == 200
    finally:
        app.config["TRUSTED_HOSTS"] = None

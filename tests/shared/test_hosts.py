import pytest
from flask import Flask, request

from portal.shared.security import UnsafeSettings, refuse_unsafe, trust_proxies
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


@pytest.mark.parametrize(
    ("proxies", "told", "seen"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
    ],
)
def test_an_address_is_believed_only_from_the_web_servers_in_front(proxies, told, seen):
    small = Flask("small")
    small.add_url_rule("/", view_func=lambda: request.remote_addr)
    trust_proxies(small, Settings(proxies=proxies))
    assert small.test_client().get("/", headers={"X-Forwarded-For": told}).get_data(as_text=True) == seen


def test_plain_http_is_refused_at_the_start_but_on_this_machine():
    refuse_unsafe(Settings(base_url="http://127.0.0.1:5080"))
    refuse_unsafe(Settings(base_url="https://heard.example.org"))
    with pytest.raises(UnsafeSettings, match="https://"):
        refuse_unsafe(Settings(base_url="http://heard.example.org"))

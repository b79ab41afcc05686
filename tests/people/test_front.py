def test_the_front_door_opens(client):
    assert client.get("/").status_code == 200


def test_a_route_without_a_rule_is_closed(app):
    rule = app.view_functions["front.home"].access
    del app.view_functions["front.home"].access
    try:
        assert app.test_client().get("/").status_code == 403
    finally:
        app.view_functions["front.home"].access = rule

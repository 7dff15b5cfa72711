"""Saved versions of the policy: author, time, changes; and restoring an older one."""

from support.api import Api


def test_each_save_is_a_version_with_what_it_changed(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, max_escalations_per_day=3, blocked_topics=["tax"])
    creator.configure(avee, escalation_enabled=False)
    versions = creator.call("GET", f"/orchestrator/config/{avee}/versions", 200)["items"]
    assert [each["version"] for each in versions] == [3, 2, 1]
    assert [each["changes"] for each in versions] == [
        [{"setting": "escalation_enabled", "before": True, "after": False}],
        [
            {"setting": "max_escalations_per_day", "before": 10, "after": 3},
            {"setting": "blocked_topics", "before": [], "after": ["tax"]},
        ],
        [],
    ]
    assert {each["saved_by"]["handle"] for each in versions} == {creator.user["handle"]}
    assert versions[0]["saved_at"] > versions[1]["saved_at"] > versions[2]["saved_at"]
    assert versions[0]["config"] == creator.call("GET", f"/orchestrator/config/{avee}", 200)


def test_versions_are_listed_in_pages_with_their_changes(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    for limit in (1, 2, 3):
        creator.configure(avee, max_escalations_per_day=limit)
    first = creator.call("GET", f"/orchestrator/config/{avee}/versions?limit=2", 200)
    rest = creator.call("GET", f"/orchestrator/config/{avee}/versions?limit=2&cursor={first['next_cursor']}", 200)
    assert [each["version"] for each in first["items"] + rest["items"]] == [4, 3, 2, 1]
    assert [change["after"] for each in first["items"] + rest["items"] for change in each["changes"]] == [3, 2, 1]
    assert rest["next_cursor"] is None
    assert creator.call("GET", f"/orchestrator/config/{avee}/versions?cursor=1", 200) == {"items": [], "next_cursor": None}


def test_restoring_saves_the_older_version_as_the_newest(shared: Api) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    old = creator.configure(avee, blocked_topics=["violin"], availability_windows={"timezone": "Europe/Oslo", "anytime": True})
    creator.configure(avee, blocked_topics=[], temperature=1.5)
    restored = creator.call("POST", f"/orchestrator/config/{avee}/versions/2/restore", json={}, headers={"If-Match": '"3"'})
    assert (restored.status_code, restored.headers["etag"]) == (200, '"4"')
    assert restored.json() == old | {"version": 4} == creator.call("GET", f"/orchestrator/config/{avee}", 200)
    newest = creator.call("GET", f"/orchestrator/config/{avee}/versions?limit=1", 200)["items"][0]
    assert (newest["version"], newest["restored_version"]) == (4, 2)
    assert asker.ask(asker.start(avee), "Do you restore violins?")["decision"]["rule"] == "blocked_topic"


def test_restoring_guards_against_lost_updates(shared: Api) -> None:
    creator = shared.sign_up()
    avee = creator.create_avee()
    creator.configure(avee, max_escalations_per_day=3)
    path = f"/orchestrator/config/{avee}/versions"
    assert creator.call("POST", f"{path}/1/restore", 412, headers={"If-Match": '"1"'})["code"] == "policy_changed"
    assert creator.call("POST", f"{path}/9/restore", 404)["code"] == "version_not_found"
    creator.call("POST", f"{path}/0/restore", 422)
    assert creator.call("GET", f"/orchestrator/config/{avee}", 200)["version"] == 2
    creator.call("POST", f"{path}/1/restore", 200)


def test_only_the_owner_reads_versions(shared: Api) -> None:
    creator, other = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    for method, path in (("GET", "versions"), ("POST", "versions/1/restore")):
        assert other.call(method, f"/orchestrator/config/{avee}/{path}", 404)["code"] == "avee_not_found"
        shared.call(method, f"/orchestrator/config/{avee}/{path}", 401)

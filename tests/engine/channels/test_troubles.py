"""Those of the team who can mend a channel or a source are told of its trouble: once, and again only after it was mended."""

from collections.abc import Sequence

from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.errors import Forbidden, Unavailable
from orchestrator.engine.channels.mailboxes.fetching import fetch_channel
from orchestrator.engine.channels.managing import change_channel
from orchestrator.ports.identifiers import new_id
from support.channels import Switchboard, WithChannel, event
from support.stories import HOURS_QUESTION, rows


def add_target(board: Switchboard) -> None:
    target = "INSERT INTO notification_targets (user_id, id, url, masked) VALUES (:user, :id, 'json://example.org', 'json://****')"
    rows(board.database, f"{target} RETURNING id", user=board.house.creator, id=new_id())


def notified(board: Switchboard) -> Sequence[str]:
    found = rows(board.database, "SELECT kind FROM notifications WHERE user_id = :user ORDER BY created_at", user=board.house.creator)
    return [each.kind for each in found]


def test_a_token_that_is_no_longer_taken_is_told_once_until_there_is_another(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        add_target(board)
        refused = Forbidden("needs_token", "Telegram no longer takes the token.")
        board.service.faults = [refused]
        await board.ask(HOURS_QUESTION)
        await board.ask(HOURS_QUESTION, "otto")
        rows(board.database, "UPDATE channels SET last_error = 'still'")
        assert notified(board) == ["channel_trouble"]
        await change_channel(board.services, board.house.creator, board.house.avee, board.channel, None, {"bot_token": "2:new"}, None)
        await board.send()
        board.service.faults = [refused]
        await board.ask(HOURS_QUESTION)
        assert notified(board) == ["channel_trouble"] * 2

    with_channel(story)


def test_an_outage_is_told_after_an_hour_and_not_in_the_channel_itself(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        add_target(board)
        await board.connect_creator()
        board.service.faults = [Unavailable("channel_unreachable", "out")]
        await board.post(event(text=HOURS_QUESTION))
        await board.handle()
        assert notified(board) == []
        rows(board.database, "UPDATE channels SET failing_since = failing_since - make_interval(hours => 2)")
        rows(board.database, "UPDATE channels SET last_error = 'still out'")
        assert notified(board) == ["channel_trouble"]
        assert rows(board.database, "SELECT * FROM channel_deliveries WHERE topic = 'channel_trouble'") == []

    with_channel(story)


def test_a_mailbox_that_cannot_be_read_for_an_hour_is_told_once(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        add_target(board)
        out = Unavailable("channel_unreachable", "out")
        board.service.faults = [out]
        await fetch_channel(board.services, board.channel)
        assert notified(board) == []
        rows(board.database, "UPDATE channels SET fetch_failing_since = fetch_failing_since - make_interval(hours => 2)")
        board.service.faults = [out, out]
        for _ in range(2):
            await fetch_channel(board.services, board.channel)
        assert notified(board) == ["channel_trouble"]

    with_channel(story, ChannelKind.email)


def test_a_source_that_cannot_be_read_is_told_once_and_its_changes_once_a_day(with_channel: WithChannel) -> None:
    async def story(board: Switchboard) -> None:
        add_target(board)
        source = "INSERT INTO sources (avee_id, id, kind, address) VALUES (:avee, :id, 'website', 'https://example.org')"
        rows(board.database, f"{source} RETURNING id", avee=board.house.avee, id=new_id())

        def looked(state: str, changed: int = 0) -> None:
            rows(board.database, "UPDATE sources SET state = 'looking'")
            rows(board.database, "UPDATE sources SET state = :state, changed = :changed", state=state, changed=changed)

        looked("ready")
        assert notified(board) == []
        looked("failed")
        looked("failed")
        assert notified(board) == ["source_trouble"]
        looked("ready")
        looked("failed")
        assert notified(board) == ["source_trouble"] * 2
        looked("ready", 3)
        looked("ready", 1)
        assert notified(board) == ["source_trouble", "source_trouble", "source_changed"]

    with_channel(story)

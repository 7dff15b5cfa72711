"""Slack: what its Events API posts, and messages in its mrkdwn."""

"""The stores of what is told to people and programs: notifications, webhooks, events, mail."""

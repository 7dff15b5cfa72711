"""An agent on other sites: the widget, its frame, and people whom such a site signs."""

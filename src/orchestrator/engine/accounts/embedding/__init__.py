"""An agent on other sites: who may frame it, and people whom such a site signs."""

"""Whole journeys over services of ours on the loopback, which speak the services' own interfaces: a server receives, its jobs work off
what came in, and the service sees what left."""

NOVEL = "Would you ever teach a class on restoring antique violins?"

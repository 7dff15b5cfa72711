"""The measurements of the command `evaluate`."""

"""Floor 0: thinks, and does nothing else. Standard-library values in, frozen values out."""

"""What tells two questions apart that sound alike: the kind of thing asked for, a differing word, another thing of its kind."""

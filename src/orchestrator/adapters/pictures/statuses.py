"""How the process that reads a picture says what was wrong with it: its exit status."""

NOT_A_PICTURE, TOO_LARGE = 3, 4

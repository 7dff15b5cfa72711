"""The parts of a message: several questions are told apart, and a later one gets what it leans on."""

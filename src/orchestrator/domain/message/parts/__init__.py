"""The parts of a message: several questions are told apart, an afterthought is set aside, a later question gets what it leans on."""

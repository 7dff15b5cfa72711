"""`make mutants`: realistic faults are put into a copy of the code, one at a time, and the tests that matter must find them."""

"""The command `ask`: of a running server where one answers, else with what it starts itself."""

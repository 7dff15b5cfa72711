"""What operators watch: readiness and counts. The routes are in `http/operation/observe.py`."""

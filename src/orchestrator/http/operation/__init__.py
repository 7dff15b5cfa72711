"""What operators watch: readiness and counts. The routes are in `http/observe.py`."""

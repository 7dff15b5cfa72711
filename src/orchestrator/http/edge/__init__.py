"""What lies before the application: proxies, the Host header, and what the operator says about both."""

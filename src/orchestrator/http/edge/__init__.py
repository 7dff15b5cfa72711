"""What a request passes before its route: proxies, the Host header, the bound of its body, known parameters."""

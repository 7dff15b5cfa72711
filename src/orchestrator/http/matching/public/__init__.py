"""Published answers as pages that need no script, with what search engines read of them."""

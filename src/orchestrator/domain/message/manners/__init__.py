"""The manners around a question: greetings, thanks, praise, apologies, introductions, sign-offs and quoted mail."""

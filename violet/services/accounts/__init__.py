"""Accounts: who a person is here, what they told us, and how they get it back or have it forgotten."""

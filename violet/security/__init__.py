"""Passwords, tokens and field encryption. Pure: no database, no Flask, no clock of their own where time matters."""

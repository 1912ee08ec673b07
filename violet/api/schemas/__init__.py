"""Request and response shapes (pydantic): the wire contract (docs/wire-contract.md), and what the
OpenAPI document is made of."""

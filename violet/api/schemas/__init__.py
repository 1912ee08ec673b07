"""Request and response shapes (pydantic): the wire contract, and what the OpenAPI document is made of."""

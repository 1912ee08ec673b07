"""GraphQL: what the other routes read, asked for in one query. An extra, off unless GRAPHQL is on."""

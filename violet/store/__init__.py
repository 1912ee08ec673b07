"""Key-value state with a time to live: Redis where there is one, this process's memory where there is none."""

"""What people see in a browser: the page at `/`, and those behind the links of contacts. No build step; everything that
they load comes from this server."""

"""The HTTP server's side of a connection: gunicorn's threaded worker, patient with slow clients at nobody's cost."""

"""What runs beside the requests: jobs, and the clock that finds what is due. An entry, as the API is one.

With Redis the clock is in the worker and Celery carries the ids; without, both are threads of one server process.
"""

"""The `realtime` process: holds the apps' sockets and tells them at once what is written over HTTP elsewhere.

It only tells. Who may hear what is asked of the same services that the API asks, and whatever is told is to be had by
asking too: without this process everything works, a little later. Messages come over Redis.
"""

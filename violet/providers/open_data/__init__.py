"""Open data over the net: one adapter a protocol, each handing out the rows of a data set."""

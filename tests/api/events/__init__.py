"""Events over HTTP and the command line, fed by the simulated sources."""

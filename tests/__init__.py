"""The test suite: unit, contract (one suite per Protocol), api (over HTTP), e2e (real processes), architecture."""

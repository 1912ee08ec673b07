"""Jobs: long work as rows. Callers submit and look (`queue`), workers claim and finish (`claims`)."""

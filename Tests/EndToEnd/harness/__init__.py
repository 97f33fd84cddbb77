"""What the end-to-end tests share: the installed system, senders, the spool, waiting."""

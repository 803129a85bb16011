"""The command line: each command asks core one thing and answers with figures, or says why it cannot."""

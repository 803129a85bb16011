"""Where the data stand: the engine, the workspace, the tables and the facts."""

"""How much memory and time the child process gives itself."""

from __future__ import annotations

OUT_OF_MEMORY = 3  # the exit code
BASE_MEMORY_BYTES = 256_000_000
MOST_MEMORY_BYTES = 4_000_000_000
MEMORY_FACTOR = 6  # a sheet takes two to three times the size of its XML while it is read


def limit_work(seconds: int, file_bytes: int) -> None:
    """At most so many seconds of CPU, and no file larger than `file_bytes`; nothing where the system has no limits."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is all there is
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(content_bytes: int, base_bytes: int = BASE_MEMORY_BYTES) -> None:
    """At most the memory that a file with so much unpacked content can need."""
    try:
        import resource
    except ImportError:
        return
    wanted = min(base_bytes + MEMORY_FACTOR * content_bytes, MOST_MEMORY_BYTES)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))

"""What can keep the embedded server from running, each as one sentence that says what to do."""


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot run; the message is meant for the person at the terminal."""

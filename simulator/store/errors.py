"""What can go wrong with a store, each as one sentence for a person."""


class StoreError(Exception):
    """The store cannot do what was asked; the message is one sentence for a person. What was saved is still saved."""


class StoreFull(StoreError):  # noqa: N818  (the family's name ends in Error; its members say what is wrong)
    """There is no room left to write."""


class StoreLocked(StoreError):  # noqa: N818
    """Another program holds the store and did not let go in time."""


class StoreReadOnly(StoreError):  # noqa: N818
    """The store's file or folder may not be written."""


class StoreUnreachable(StoreError):  # noqa: N818
    """There is no store at this place, and none can be made."""


class StoreVanished(StoreError):  # noqa: N818
    """The file was moved, replaced or deleted while it was open."""


class StoreCorrupt(StoreError):  # noqa: N818
    """The file is damaged, or is not a store."""


class StoreUnreadable(StoreCorrupt):
    """A part of the file itself is damaged, so that the database cannot read it."""


class AttemptDamaged(StoreCorrupt):
    """What is kept of an attempt, or came in a file, is not what was written; the one sentence for that."""

    def __init__(self, attempt: str, why: str) -> None:
        super().__init__(f"The attempt {attempt} is damaged: {why.rstrip('.')}.")


class StreamDamaged(StoreCorrupt):
    """The same of a stream of entries, whatever it is about."""

    def __init__(self, stream: str, why: str) -> None:
        super().__init__(f"The entries about {stream} are damaged: {why.rstrip('.')}.")


class StoreNewer(StoreError):  # noqa: N818
    """A newer version of the program made the store, or something in it."""


class StoreMoved(StoreError):  # noqa: N818
    """The attempt went on, or ended, somewhere else since it was opened here."""


class StoreTaken(StoreError):  # noqa: N818
    """Somebody else holds this part of a review; the message says who and until when."""


class StoreDiffers(StoreError):  # noqa: N818
    """What was to be taken in is here already, and went on differently."""


class StoreRefused(StoreError):  # noqa: N818
    """What was to be taken in is sound, and may not be taken in all the same."""


class CodeLooksAlike(StoreRefused):
    """A code in what was to be taken in is nobody's here, and looks like somebody's; the message says whose."""


class NoSuchAttempt(StoreError):  # noqa: N818
    """No attempt, or more than one, has an id that begins like this."""


def plainly(error: StoreCorrupt) -> str:
    """What is wrong with a store, without the advice to have it checked: for who is doing just that."""
    told, _, advice = str(error).partition("; “simulator attempts verify”")
    return f"{told}." if advice else told


def no_such_attempt(attempt: str) -> NoSuchAttempt:
    """There is no attempt with this id."""
    return NoSuchAttempt(f"There is no attempt “{attempt}”; “simulator attempts list” names them all.")

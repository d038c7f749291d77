"""What is said of a scenario that nobody has reviewed as it is now."""

from simulator.engine.scenario import About

from .sanitize import in_one_line


def draft_words(about: About) -> str:
    """One or two sentences; empty where the text is the one that was reviewed."""
    match about.review:
        case "reviewed":
            return ""
        case "changed":
            who = f" by {in_one_line(about.reviewed_by)}" if about.reviewed_by else ""
            return (
                f"This scenario is a draft: it was reviewed{who}, and it has been changed since, or it does not say "
                "which text was read. Ask before you let it count for anything."
            )
        case _:
            return "Nobody has reviewed this scenario yet. Ask before you let it count for anything."

"""What a pack's signature proves and what it does not, and how to check it: the same words wherever they stand."""

from typing import Final

PROVES: Final = (
    "Whoever held the centre’s private key signed the file checkpoint.json of this pack.",
    "That file names every other file of the pack with its SHA-256 digest. Not one byte of them has changed since.",
    "It names, for each attempt, how many events it had, the hash of the last, how many entries its review had, the "
    "hash of the last of those, and a digest of each marker’s decisions. An attempt or a review that is rewritten, "
    "shortened or exchanged afterwards no longer fits.",
    "The events of each attempt, played again in the exact scenario that is in the pack, come to the indicative levels "
    "that the report shows.",
)

DOES_NOT_PROVE: Final = (
    "It does not show who sat at the keyboard. The learner declared that the work is their own.",
    "It does not show that the centre’s decisions are right. A quality assurer and an external verifier judge that.",
    "It does not show whose key it is. The pack itself names its key: compare the key’s id with one that the centre "
    "gave you in another way.",
    "It does not show that nothing was left out. The centre chose which attempts are in the pack, and whoever holds "
    "the key could have written a record anew before signing it.",
    "Times are those of the centre’s machine. Nobody else has confirmed them.",
    "A code stands for a person. Names are kept beside the record and are not part of its chain.",
)

WITH_THE_PROGRAM: Final = "simulator verify PACK --key KEY"
WITHOUT_THE_PROGRAM: Final = (
    "sha256sum --check SHA256SUMS",
    "openssl pkeyutl -verify -pubin -inkey centre-key.pem -rawin -in checkpoint.json -sigfile checkpoint.sig",
)
SIMULATED: Final = (
    "Everything in this pack is simulated evidence: a conversation with a fictional person. Whether it counts towards "
    "an award is for the centre and the awarding organisation to decide."
)

"""How long somebody waits from the password to the desk."""

import os
import statistics
from collections.abc import Iterator

from argon2.low_level import Type, hash_secret_raw

from bench.figures import Figure, seconds
from bench.places import Place
from db.keyfile import KEY_BYTES, Slot


def entering(place: Place, repeats: int) -> Iterator[Figure]:
    """Login, journaled, beside the derivation of one key from a password: what makes guessing dear."""
    cost = Slot(salt=os.urandom(16), nonce=b"", wrapped=b"")

    def derive() -> None:
        hash_secret_raw(b"bench", cost.salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)

    def log_in_and_leave() -> None:
        place.log_in().store.close()

    logins, derivations = [], []
    for _ in range(repeats):
        logins.append(seconds(log_in_and_leave))
        derivations.append(seconds(derive))
    shown = f"{statistics.median(logins):.2f} s (a key derivation: {statistics.median(derivations):.2f} s)"
    yield Figure(f"{place.engine}: login by password to a desk", shown)

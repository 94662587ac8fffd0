"""The keys of an encrypted store: `FILE.keys`, with one slot for each password, as LUKS has.

The store is encrypted with a random key. A slot holds that key wrapped (AES-256-GCM) by a key derived
from a password (Argon2id, RFC 9106 second choice: 3 passes over 64 MiB). The recovery slot holds it
sealed to a public key (X25519) whose private half comes from the recovery code; so a backup can be
sealed to it by somebody who does not know the code. Names of accounts stand here only as digests.
"""

import base64
import hashlib
import os
import secrets
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.attempts import Attempts, begin_attempt
from db.lockedfile import LockedFile, write_whole
from db.values import Refused, login_key
from resources.text import N_

KEY_BYTES = 32
_NONCE_BYTES = 12
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Cost(NamedTuple):
    """What a try of a password costs (RFC 9106, second choice); a slot keeps what it was made with."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


COST = Cost()
"""Of the slots that are made from now on."""


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The store's key under one password or one-time code."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    passes: int = Cost().passes
    memory_kib: int = Cost().memory_kib
    lanes: int = Cost().lanes
    valid_until: datetime | None = None
    """Of a one-time code: until when it opens. A password has none."""


class RecoverySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The store's key, sealed to the public half of the recovery code."""

    public: bytes
    ephemeral: bytes
    nonce: bytes
    wrapped: bytes


class Keys(msgspec.Struct, forbid_unknown_fields=True):
    """All that `FILE.keys` holds; slots and attempts by the digest of the account's name."""

    store: str
    slots: dict[str, Slot] = {}
    recovery: RecoverySlot | None = None
    attempts: dict[str, Attempts] = {}
    version: int = 1


class Unlocked(msgspec.Struct, frozen=True):
    """What a right password or code opens."""

    key: bytes
    by_code: bool
    failures_before: int


def keys_path(store: Path) -> Path:
    """Where the keys of a store file lie."""
    return store.with_name(store.name + ".keys")


def _new_store_id() -> str:
    return base64.b16encode(os.urandom(8)).decode()


def _name_digest(store: str, login: str) -> str:
    return hashlib.sha256(f"{store}/{login_key(login)}".encode()).hexdigest()


def _derive(secret: str, slot_salt: bytes, cost: Cost) -> bytes:
    text = unicodedata.normalize("NFKC", secret).encode()
    return hash_secret_raw(text, slot_salt, *cost, KEY_BYTES, Type.ID)


def wrap(key: bytes, secret: str, name: str, valid_until: datetime | None = None) -> Slot:
    """The key under a password, bound to the digest of a name. Takes about a tenth of a second."""
    salt, nonce = os.urandom(16), os.urandom(_NONCE_BYTES)
    wrapped = AESGCM(_derive(secret, salt, COST)).encrypt(nonce, key, name.encode())
    return Slot(salt, nonce, wrapped, *COST, valid_until=valid_until)


def unwrap(slot: Slot, secret: str, name: str) -> bytes | None:
    """The key, or None where the password is wrong."""
    wrapping = _derive(secret, slot.salt, Cost(slot.passes, slot.memory_kib, slot.lanes))
    try:
        return AESGCM(wrapping).decrypt(slot.nonce, slot.wrapped, name.encode())
    except InvalidTag:
        return None


def new_code(groups: int = 5) -> str:
    """A random code of letters and digits that are not mistaken for one another, 25 bits a group."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(groups))


def read_code(typed: str) -> str:
    """A code as it was made, from what a person typed: case, blanks, dashes and lookalikes do not matter."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(str.maketrans("OILU", "011V"))
    return "".join(letter for letter in text if letter in _ALPHABET)


def _private_half(code: str) -> X25519PrivateKey:
    seed = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"facility-daybook recovery").derive(
        read_code(code).encode()
    )
    return X25519PrivateKey.from_private_bytes(seed)


def public_half(code: str) -> bytes:
    """The public key to which a store's key is sealed, so that the recovery code opens it."""
    return _private_half(code).public_key().public_bytes_raw()


def _sealing_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=ephemeral + public, info=b"facility-daybook seal").derive(shared)


def seal(key: bytes, public: bytes) -> RecoverySlot:
    """The key, sealed to a recovery code known only by its public half."""
    private = X25519PrivateKey.generate()
    ephemeral = private.public_key().public_bytes_raw()
    sealing = _sealing_key(private.exchange(X25519PublicKey.from_public_bytes(public)), ephemeral, public)
    nonce = os.urandom(_NONCE_BYTES)
    return RecoverySlot(public, ephemeral, nonce, AESGCM(sealing).encrypt(nonce, key, None))


def unseal(slot: RecoverySlot, code: str) -> bytes | None:
    """The key, or None where the recovery code is wrong."""
    shared = _private_half(code).exchange(X25519PublicKey.from_public_bytes(slot.ephemeral))
    try:
        return AESGCM(_sealing_key(shared, slot.ephemeral, slot.public)).decrypt(slot.nonce, slot.wrapped, None)
    except InvalidTag:
        return None


def fresh_keys(key: bytes, public: bytes, account: tuple[str, str] | None) -> Keys:
    """Keys for a new file: sealed to a recovery code, and open to a login and password where given."""
    keys = Keys(store=_new_store_id(), recovery=seal(key, public))
    if account:
        name = _name_digest(keys.store, account[0])
        keys.slots[name] = wrap(key, account[1], name)
    return keys


def _try(slot: Slot | None, secret: str, name: str) -> bytes | None:
    if slot is None:
        _derive(secret, bytes(16), COST)  # an unknown name takes as long as a known one
        return None
    return unwrap(slot, read_code(secret) if slot.valid_until else secret, name)


class KeyFile:
    """The key file of one store; every change replaces it as a whole."""

    def __init__(self, path: Path) -> None:
        self._file = LockedFile(path, Keys)

    @classmethod
    def create(cls, path: Path) -> "KeyFile":
        """A key file without slots, for a store that is being founded."""
        write_whole(path, msgspec.json.encode(Keys(store=_new_store_id())))
        return cls(path)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._file.path

    def read_keys(self) -> Keys:
        """The slots as they are, without the failed logins."""
        keys = self._file.read()
        keys.attempts.clear()
        return keys

    def unlock(self, login: str, secret: str, now: datetime) -> Unlocked:
        """Open the store's key with a password or a one-time code.

        Raises:
            Refused: wrong, expired, or too many wrong ones before (the text says how long to wait).
            Unavailable: the key file is missing or damaged.
        """
        with self._file.changing() as keys:  # one attempt after the other: many at once get no more than five
            name = _name_digest(keys.store, login)
            failures = begin_attempt(keys.attempts, name, now)
            slot = keys.slots.get(name)
            key = _try(slot, secret, name)
            if key is not None or slot is None:
                keys.attempts.pop(name, None)
        if slot is None or key is None:
            raise Refused(N_("The login name or the password is wrong."), field="password")
        if slot.valid_until and slot.valid_until < now:
            raise Refused(N_("This one-time code has expired. Ask an administrator for a new one."), field="password")
        return Unlocked(key, by_code=slot.valid_until is not None, failures_before=failures)

    def recover(self, code: str) -> bytes:
        """Open the store's key with the recovery code.

        Raises:
            Refused: the code is wrong.
        """
        slot = self._file.read().recovery
        key = unseal(slot, code) if slot else None
        if key is None:
            raise Refused(N_("The recovery code is wrong. Check each group of letters."), field="recovery_code")
        return key

    def add(self, login: str, key: bytes, secret: str, valid_until: datetime | None = None) -> None:
        """Let an account in by a password, or by a one-time code until an instant; replaces its slot."""
        with self._file.changing() as keys:
            name = _name_digest(keys.store, login)
            keys.slots[name] = wrap(key, read_code(secret) if valid_until else secret, name, valid_until)
            keys.attempts.pop(name, None)

    def remove(self, login: str) -> None:
        """Take an account's slot away."""
        with self._file.changing() as keys:
            keys.slots.pop(_name_digest(keys.store, login), None)

    def seal_to(self, public: bytes, key: bytes) -> None:
        """Make the key open to a recovery code, in place of the one before."""
        with self._file.changing() as keys:
            keys.recovery = seal(key, public)

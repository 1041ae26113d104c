"""Secrets of a Pulumi stack file that a passphrase encrypts.

The form is that of Pulumi's passphrase secrets provider: a key of PBKDF2 with SHA-256 over the passphrase and the salt,
AES-256-GCM for the texts, see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/crypt.go.
"""

import base64
import functools
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from stackrig.errors import SettingsError, StartError

ROUNDS = 1_000_000
KEY_LENGTH = 32
PASSPHRASE, PASSPHRASE_FILE = "PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"


def find_passphrase() -> str | None:
    """Return the passphrase that the environment names; None without one.

    Raises:
        SettingsError: its file can't be read.
    """
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    if not (name := os.environ.get(PASSPHRASE_FILE)):
        return None
    try:
        return Path(name).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{PASSPHRASE_FILE}={name} can't be read: {error}") from error


def decrypter(passphrase: str, salt: str, path: Path) -> Callable[[str], str]:
    """Return a function that decrypts the texts of a stack file.

    Args:
        salt: the file's `encryptionsalt`, as v1:SALT:v1:NONCE:CHECK.

    Raises:
        SettingsError: the passphrase is wrong, or the file has an unknown form.
        StartError: the library that decrypts is not installed.
    """
    try:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise StartError(
            f"{path} has encrypted values, and the package cryptography is not installed",
            remedies=["pip install 'stackrig[secrets]'"],
        ) from error

    def decrypt(text: str) -> str:
        try:
            _, nonce, secret = text.split(":")
            plain: bytes = AESGCM(key).decrypt(base64.b64decode(nonce), base64.b64decode(secret), None)
        except InvalidTag as error:
            raise SettingsError(f"{PASSPHRASE} is not the passphrase of {path}") from error
        except ValueError as error:
            raise SettingsError(f"{path} has an encrypted value of an unknown form") from error
        return plain.decode()

    try:
        _, encoded, check = salt.split(":", 2)
        key = _derive_key(passphrase, base64.b64decode(encoded))
    except ValueError as error:
        raise SettingsError(f"{path} has an encryptionsalt of an unknown form") from error
    decrypt(check)
    return decrypt


@functools.cache  # a million rounds take most of a second, and each deployment of a stack asks again
def _derive_key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, ROUNDS, KEY_LENGTH)

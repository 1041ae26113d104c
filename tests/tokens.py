"""Tokens that tests sign with a key of their own."""

import base64
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256


class Signer:
    """Sign tokens by RS256 (https://www.rfc-editor.org/rfc/rfc7519)."""

    def __init__(self, key_id: str) -> None:
        """Make a key."""
        self._key_id = key_id
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def key_set(self) -> dict[str, Any]:
        """Return the public key as a JSON Web Key Set (https://www.rfc-editor.org/rfc/rfc7517)."""
        numbers = self._key.public_key().public_numbers()
        parts = {"n": _number(numbers.n), "e": _number(numbers.e)}
        return {"keys": [{"kty": "RSA", "kid": self._key_id, "alg": "RS256", "use": "sig", **parts}]}

    def sign(self, claims: dict[str, Any], algorithm: str = "RS256") -> str:
        """Return a token with these claims; as `none` it is not signed, as `HS256` with the public key as a secret."""
        header = {"alg": algorithm, "typ": "JWT", "kid": self._key_id}
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
        return f"{signed}.{_encoded(self._signature(signed.encode(), algorithm))}"

    def _signature(self, signed: bytes, algorithm: str) -> bytes:
        if algorithm == "none":
            return b""
        if algorithm == "HS256":
            form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
            return hmac.digest(self._key.public_key().public_bytes(*form), signed, "sha256")
        return self._key.sign(signed, padding.PKCS1v15(), SHA256())


def _number(value: int) -> str:
    return _encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

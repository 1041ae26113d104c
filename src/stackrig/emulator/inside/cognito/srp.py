"""Secure Remote Password, version 6a, in Cognito's variant: the server never learns the password.

The protocol is https://www.rfc-editor.org/rfc/rfc5054 (2.6 and appendix A, the 3072-bit group). Cognito hashes by
SHA-256, puts the pool's name before the user's, and signs with a derived key instead of exchanging proofs; see
"USER_SRP_AUTH" in https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

N = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D"
    "670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
    "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D"
    "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
G = 2
SALT_BYTES = 16
KEY_BYTES = 16
KEY_INFO = b"Caldera Derived Key\x01"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold the server's state between a client's two requests: both public values and its own private one."""

    client_public: int
    public: int
    private: int


def make_verifier(name: str, password: str, salt: int) -> int:
    """Return the verifier that a server stores instead of a password; `name` is the pool's name and the user's."""
    return pow(G, _private_key(name, password, salt), N)


def new_salt() -> int:
    """Return a new random salt."""
    return secrets.randbits(8 * SALT_BYTES)


def begin(client_public: int, verifier: int) -> Exchange:
    """Answer a client's public value.

    Raises:
        ValueError: the protocol forbids this value, which would work without a password.
    """
    if client_public % N == 0:
        raise ValueError("A mod N is zero")
    private = secrets.randbits(256)
    multiplier = _hash(_padded(N) + _padded(G))
    return Exchange(client_public, (multiplier * verifier + pow(G, private, N)) % N, private)


def make_signature(exchange: Exchange, verifier: int, message: bytes) -> bytes:
    """Return the signature that a client with the right password makes."""
    scramble = _hash(_padded(exchange.client_public) + _padded(exchange.public))
    shared = pow(exchange.client_public * pow(verifier, scramble, N), exchange.private, N)
    derived = hmac.digest(_padded(scramble), _padded(shared), "sha256")
    key = hmac.digest(derived, KEY_INFO, "sha256")[:KEY_BYTES]
    return hmac.digest(key, message, "sha256")


def _private_key(name: str, password: str, salt: int) -> int:
    return _hash(_padded(salt) + hashlib.sha256(f"{name}:{password}".encode()).digest())


def _hash(data: bytes) -> int:
    return int.from_bytes(hashlib.sha256(data).digest())


def _padded(value: int) -> bytes:
    """Return a number in Java's form, whose first bit is the sign: Cognito's clients use it."""
    return value.to_bytes(value.bit_length() // 8 + 1)

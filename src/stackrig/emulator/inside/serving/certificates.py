"""The certificates of LocalStack and of RDS instances: this LocalStack's own CA signs them.

The CA's key exists in this process's memory only, and ends with it.
"""

import datetime as dt
import ipaddress
import ssl
import tempfile
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ..clock.present import real_time

LIFETIME = dt.timedelta(days=30)
CA_NAME = "stackrig's root CA"
LONGEST = 64  # the longest common name, RFC 5280


@cache
def ca_certificate() -> bytes:
    """Return the CA's certificate as PEM, which clients use as their CA bundle, such as sslrootcert."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return bytes(_authority()[0].public_bytes(Encoding.PEM))


@lru_cache(maxsize=256)
def server_context(name: str) -> ssl.SSLContext:
    """Return the TLS settings of a server at an address or with a DNS name; a client may ask for other names."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    try:
        names = [x509.IPAddress(ipaddress.ip_address(name)), x509.DNSName("localhost")]
    except ValueError:
        names = [x509.DNSName(name)]
    certificate = _sign(name[:LONGEST], key, _authority()[1], {x509.SubjectAlternativeName(names): False})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:  # ssl reads only files; no other user can read this one
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.write(certificate.public_bytes(Encoding.PEM))
        file.flush()
        context.load_cert_chain(Path(file.name))
    context.sni_callback = _serve_name
    return context


def _serve_name(connection: Any, name: str | None, _context: ssl.SSLContext) -> None:
    if name:
        connection.context = server_context(name)


@cache
def _authority() -> tuple[Any, Any]:
    """Return the CA's certificate and key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    unused = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    usage = x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **unused)
    constraints = x509.BasicConstraints(ca=True, path_length=0)
    return _sign(CA_NAME, key, key, {constraints: True, usage: True}), key


def _sign(subject: str, key: Any, signer: Any, extensions: Mapping[Any, bool]) -> Any:
    """Return a certificate that the CA's key signs; each extension comes with whether it is critical."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    now = dt.datetime.fromtimestamp(real_time(), dt.UTC)  # clients have their own clock
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(CA_NAME))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + LIFETIME)
    )
    for extension, is_critical in {own: False, issuer: False, **extensions}.items():
        builder = builder.add_extension(extension, critical=is_critical)
    return builder.sign(signer, hashes.SHA256())


def _name(text: str) -> Any:
    from cryptography import x509

    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

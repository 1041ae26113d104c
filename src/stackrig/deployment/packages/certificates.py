"""The package `tls`: private keys, certificates and certificate requests, made by the library `cryptography`.

Types and rules of https://www.pulumi.com/registry/packages/tls/, which is Terraform's provider `tls`.
"""

import base64
import hashlib
import ipaddress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from stackrig.deployment.packages.package import Kind, Package, Surroundings
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography import x509

RSA_BITS = 2048
SUBJECT = {
    "commonName": "COMMON_NAME",
    "organization": "ORGANIZATION_NAME",
    "organizationalUnit": "ORGANIZATIONAL_UNIT_NAME",
    "country": "COUNTRY_NAME",
    "province": "STATE_OR_PROVINCE_NAME",
    "locality": "LOCALITY_NAME",
    "postalCode": "POSTAL_CODE",
    "serialNumber": "SERIAL_NUMBER",
}
USES = {  # allowedUses that are bits of the key usage, by cryptography's names
    "digital_signature": "digital_signature",
    "content_commitment": "content_commitment",
    "key_encipherment": "key_encipherment",
    "data_encipherment": "data_encipherment",
    "key_agreement": "key_agreement",
    "cert_signing": "key_cert_sign",
    "crl_signing": "crl_sign",
    "encipher_only": "encipher_only",
    "decipher_only": "decipher_only",
}
EXTENDED = {
    "any_extended": "ANY_EXTENDED_KEY_USAGE",
    "server_auth": "SERVER_AUTH",
    "client_auth": "CLIENT_AUTH",
    "code_signing": "CODE_SIGNING",
    "email_protection": "EMAIL_PROTECTION",
    "timestamping": "TIME_STAMPING",
    "ocsp_signing": "OCSP_SIGNING",
}


def _require_cryptography() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError as error:
        raise DeployError(
            "the package tls needs the library cryptography, which is not installed",
            remedies=["pip install 'stackrig[secrets]'"],
        ) from error


# --- keys ------------------------------------------------------------------------------------------------------------


def _create_key(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    _require_cryptography()
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    algorithm, curve = str(inputs["algorithm"]).upper(), str(inputs.get("ecdsaCurve") or "P224")
    curves = {"P224": ec.SECP224R1(), "P256": ec.SECP256R1(), "P384": ec.SECP384R1(), "P521": ec.SECP521R1()}
    makers: dict[str, Callable[[], Any]] = {
        "RSA": lambda: rsa.generate_private_key(65537, int(inputs.get("rsaBits") or RSA_BITS)),
        "ECDSA": lambda: ec.generate_private_key(curves[curve]),
        "ED25519": ed25519.Ed25519PrivateKey.generate,
    }
    if algorithm not in makers or curve not in curves:
        raise DeployError(f"there are no keys of {algorithm} {curve}; use RSA, ED25519, ECDSA with {', '.join(curves)}")
    key = makers[algorithm]()
    outputs = {**_private_parts(key, algorithm), **_public_parts(key.public_key())}
    return hashlib.sha1(outputs["publicKeyPem"].encode(), usedforsecurity=False).hexdigest(), outputs


def _private_parts(key: Any, algorithm: str) -> Properties:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    def text(form: PrivateFormat) -> str:
        encoded: bytes = key.private_bytes(Encoding.PEM, form, NoEncryption())
        return encoded.decode()

    pkcs8 = text(PrivateFormat.PKCS8)
    pem = pkcs8 if algorithm == "ED25519" else text(PrivateFormat.TraditionalOpenSSL)
    return {"privateKeyPem": pem, "privateKeyPemPkcs8": pkcs8, "privateKeyOpenssh": _openssh(key)}


def _openssh(key: Any) -> str:
    """Return a private key in OpenSSH's format; empty for a curve that OpenSSH does not know."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    try:
        encoded: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    except ValueError:
        return ""
    return encoded.decode()


def _public_parts(key: Any) -> Properties:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    try:
        openssh = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode() + "\n"
    except ValueError:  # OpenSSH has no P224
        names = ("publicKeyOpenssh", "publicKeyFingerprintMd5", "publicKeyFingerprintSha256")
        return {"publicKeyPem": pem, **dict.fromkeys(names, "")}
    blob = base64.b64decode(openssh.split()[1])
    md5 = hashlib.md5(blob, usedforsecurity=False).hexdigest()
    sha256 = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return {
        "publicKeyPem": pem,
        "publicKeyOpenssh": openssh,
        "publicKeyFingerprintMd5": ":".join(md5[place : place + 2] for place in range(0, len(md5), 2)),
        "publicKeyFingerprintSha256": f"SHA256:{sha256}",
    }


def _load_key(text: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    try:
        load = load_ssh_private_key if "OPENSSH" in text else load_pem_private_key
        return load(text.encode(), password=None)
    except ValueError as error:
        raise DeployError("the private key can't be read") from error


def _algorithm(key: Any) -> str:
    from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return "RSA"
    return "ED25519" if isinstance(key, ed25519.Ed25519PrivateKey) else "ECDSA"


def _get_public_key(_surroundings: Surroundings, arguments: Properties) -> Properties:
    _require_cryptography()
    key = _load_key(str(arguments.get("privateKeyPem") or arguments.get("privateKeyOpenssh") or ""))
    found = _public_parts(key.public_key())
    digest = hashlib.sha1(found["publicKeyPem"].encode(), usedforsecurity=False).hexdigest()
    return {**arguments, **found, "algorithm": _algorithm(key), "id": digest}


# --- certificates ----------------------------------------------------------------------------------------------------


def _create_request(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    _require_cryptography()
    from cryptography import x509

    key = _load_key(inputs["privateKeyPem"])
    builder = x509.CertificateSigningRequestBuilder().subject_name(_subject(inputs))
    if names := _alternatives(inputs):
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    pem = _pem(builder.sign(key, _hash_for(key)))
    return _digest(pem), {"certRequestPem": pem, "keyAlgorithm": _algorithm(key)}


def _create_self_signed(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    _require_cryptography()
    key, subject = _load_key(inputs["privateKeyPem"]), _subject(inputs)
    return _sign(inputs, subject, subject, key.public_key(), key, _alternatives(inputs))


def _create_locally_signed(_surroundings: Surroundings, _name: str, inputs: Properties) -> tuple[str, Properties]:
    _require_cryptography()
    from cryptography import x509

    request = x509.load_pem_x509_csr(inputs["certRequestPem"].encode())
    issuer = x509.load_pem_x509_certificate(inputs["caCertPem"].encode())
    try:
        names = list(request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except x509.ExtensionNotFound:
        names = []
    key = _load_key(inputs["caPrivateKeyPem"])
    found = _sign(inputs, request.subject, issuer.subject, request.public_key(), key, names)
    return found[0], {**found[1], "caKeyAlgorithm": _algorithm(key)}


def _sign(
    inputs: Properties,
    subject: "x509.Name",
    issuer: "x509.Name",
    public_key: Any,
    key: Any,
    names: "list[x509.GeneralName]",
) -> tuple[str, Properties]:
    from cryptography import x509

    start = datetime.now(UTC).replace(microsecond=0)
    end = start + timedelta(hours=float(inputs["validityPeriodHours"]))
    builder = x509.CertificateBuilder(issuer, subject, public_key, x509.random_serial_number(), start, end)
    is_authority = bool(inputs.get("isCaCertificate"))
    extensions = [(x509.BasicConstraints(ca=is_authority, path_length=None), True), *_usages(inputs)]
    if names:
        extensions.append((x509.SubjectAlternativeName(names), False))
    if inputs.get("setSubjectKeyId") or is_authority:
        extensions.append((x509.SubjectKeyIdentifier.from_public_key(public_key), False))
    if inputs.get("setAuthorityKeyId") or issuer != subject:
        extensions.append((x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    certificate = builder.sign(key, _hash_for(key))
    return str(certificate.serial_number), {
        "certPem": _pem(certificate),
        "keyAlgorithm": _algorithm(key),
        "readyForRenewal": False,
        "validityStartTime": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "validityEndTime": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _usages(inputs: Properties) -> "list[tuple[Any, bool]]":
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    wanted = list(inputs.get("allowedUses") or ())
    if unknown := sorted(set(wanted) - USES.keys() - EXTENDED.keys()):
        raise DeployError(f"there are no allowedUses {', '.join(unknown)}")
    bits = {bit: use in wanted for use, bit in USES.items()}
    agreed = bits["key_agreement"]
    bits |= {"encipher_only": bits["encipher_only"] and agreed, "decipher_only": bits["decipher_only"] and agreed}
    extended = [getattr(ExtendedKeyUsageOID, EXTENDED[use]) for use in wanted if use in EXTENDED]
    found: list[tuple[Any, bool]] = [(x509.KeyUsage(**bits), True)]
    return [*found, (x509.ExtendedKeyUsage(extended), False)] if extended else found


def _is_ready_for_renewal(outputs: Properties) -> bool:
    """Tell whether a certificate must be made anew: its end, less the hours of early renewal, has passed."""
    end = datetime.fromisoformat(outputs["validityEndTime"])
    return end - timedelta(hours=float(outputs.get("earlyRenewalHours") or 0)) <= datetime.now(UTC)


def _subject(inputs: Properties) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    given = inputs.get("subject") or {}
    parts = [(getattr(NameOID, SUBJECT[key]), value) for key, value in given.items() if key in SUBJECT and value]
    parts += [(NameOID.STREET_ADDRESS, line) for line in given.get("streetAddresses") or ()]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _alternatives(inputs: Properties) -> "list[x509.GeneralName]":
    from cryptography import x509

    names: list[x509.GeneralName] = [x509.DNSName(name) for name in inputs.get("dnsNames") or ()]
    names += [x509.IPAddress(ipaddress.ip_address(address)) for address in inputs.get("ipAddresses") or ()]
    return [*names, *(x509.UniformResourceIdentifier(uri) for uri in inputs.get("uris") or ())]


def _hash_for(key: Any) -> Any:
    from cryptography.hazmat.primitives import hashes

    return None if _algorithm(key) == "ED25519" else hashes.SHA256()


def _pem(signed: Any) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return str(signed.public_bytes(Encoding.PEM).decode())


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


PACKAGES = (
    Package(
        "tls",
        {
            "tls:index/privateKey:PrivateKey": Kind(_create_key, defaults={"ecdsaCurve": "P224", "rsaBits": RSA_BITS}),
            "tls:index/certRequest:CertRequest": Kind(_create_request),
            "tls:index/selfSignedCert:SelfSignedCert": Kind(_create_self_signed, stale=_is_ready_for_renewal),
            "tls:index/locallySignedCert:LocallySignedCert": Kind(_create_locally_signed, stale=_is_ready_for_renewal),
        },
        {"tls:index/getPublicKey:getPublicKey": _get_public_key},
    ),
)

"""A certificate authority of this machine's own, for phones on the local network.

Browsers give sensors, the wake lock and offline pages only to HTTPS. No public authority signs an
address such as 192.168.1.20, so this machine signs its own, and a phone is told once to trust it.
"""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from endrange.errors import BadInput

AUTHORITY_LASTS = timedelta(days=3650)
"""ours: ten years; a phone is told once, and the key never leaves this machine."""
LEAF_LASTS = timedelta(days=397)
"""Apple takes no server certificate of more than 398 days without asking questions."""
RENEW_BEFORE = timedelta(days=30)
"""ours: nobody's tablet stops working on a Monday morning."""

LOCAL = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
)
"""Addresses of local networks (RFC 1918, 3927). The authority may sign for these and no others."""
LOCAL_NAMES = ("localhost", "local")

Key = ec.EllipticCurvePrivateKey


class Files(NamedTuple):
    """Where the three files are that a server and a phone need."""

    authority: Path
    """What a phone is told to trust; harmless to hand out."""
    certificate: Path
    key: Path


class Signed(NamedTuple):
    certificate: x509.Certificate
    key: Key


def for_addresses(addresses: Sequence[str], home: Path, now: datetime) -> Files:
    """Return a certificate for these addresses, signed by this machine's own authority.

    Both are kept in ``home`` and made only where missing, running out or made for other addresses.

    Args:
        addresses: IPv4 addresses of local networks, such as ``192.168.1.20``.

    Raises:
        BadInput: for an address outside local networks; the authority signs for no others.
    """
    for address in addresses:
        if not any(ipaddress.ip_address(address) in network for network in LOCAL):
            raise BadInput(
                "--address", f"{address} is not of a local network; use a proxy with TLS for it"
            )
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = _kept(home, "authority", now) or _keep(home, "authority", _authority(now))
    leaf = _kept(home, "server", now)
    if leaf is None or not _is_for(leaf, authority, addresses):
        _keep(home, "server", _leaf(authority, addresses, now))
    return Files(*(home / name for name in ("authority.crt", "server.crt", "server.key")))


def fingerprint(certificate: Path) -> str:
    """SHA-256 as phones show it, in pairs, to compare before trusting."""
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    return loaded.fingerprint(hashes.SHA256()).hex(":").upper()


def _kept(home: Path, name: str, now: datetime) -> Signed | None:
    """What is kept under a name; nothing if it is missing or soon runs out."""
    files = home / f"{name}.crt", home / f"{name}.key"
    if not all(file.exists() for file in files):
        return None
    certificate = x509.load_pem_x509_certificate(files[0].read_bytes())
    key = serialization.load_pem_private_key(files[1].read_bytes(), password=None)
    if certificate.not_valid_after_utc < now + RENEW_BEFORE or not isinstance(key, Key):
        return None
    return Signed(certificate, key)


def _keep(home: Path, name: str, signed: Signed) -> Signed:
    pem = serialization.Encoding.PEM
    kind, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    key = home / f"{name}.key"
    key.touch(mode=0o600)  # readable by its owner before anything is in it
    key.write_bytes(signed.key.private_bytes(pem, kind, bare))
    (home / f"{name}.crt").write_bytes(signed.certificate.public_bytes(pem))
    return signed


def _is_for(leaf: Signed, authority: Signed, addresses: Sequence[str]) -> bool:
    names = leaf.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    return leaf.certificate.issuer == authority.certificate.subject and set(addresses) <= known


def _authority(now: datetime) -> Signed:
    """One that browsers believe for local addresses only, should its key ever be stolen."""
    key = ec.generate_private_key(ec.SECP256R1())
    allowed = [
        *(x509.IPAddress(network) for network in LOCAL),
        *(x509.DNSName(name) for name in LOCAL_NAMES),
    ]
    name = _name(f"Endrange on this network, {now:%Y-%m-%d %H:%M}")
    builder = (
        _builder(name, name, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
    )
    return Signed(builder.sign(key, hashes.SHA256()), key)


def _leaf(authority: Signed, addresses: Sequence[str], now: datetime) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    names = [
        x509.DNSName("localhost"),
        *(x509.IPAddress(ipaddress.ip_address(address)) for address in addresses),
    ]
    issuer = authority.certificate.subject
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        _builder(_name("Endrange"), issuer, key, now, LEAF_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(signer, critical=False)
    )
    return Signed(builder.sign(authority.key, hashes.SHA256()), key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # a phone's clock may be a little behind
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    """An authority signs certificates; a server proves who it is."""
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )

"""The local network's own certificate authority."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from endrange.errors import BadInput
from endrange_app.cli import certificates

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TABLET = "192.168.1.20"


def loaded(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def believes(files: certificates.Files, address: str, when: datetime) -> bool:
    """Whether a phone that trusts the authority takes the server for this address."""
    subject = x509.IPAddress(certificates.ipaddress.ip_address(address))
    store = Store([loaded(files.authority)])
    verifier = PolicyBuilder().store(store).time(when).build_server_verifier(subject)
    try:
        verifier.verify(loaded(files.certificate), [])
    except VerificationError:
        return False
    return True


@pytest.fixture
def files(tmp_path: Path) -> certificates.Files:
    return certificates.for_addresses(["127.0.0.1", TABLET], tmp_path, NOW)


@pytest.mark.parametrize(
    ("address", "when", "believed"),
    [
        (TABLET, NOW, True),
        ("127.0.0.1", NOW + timedelta(days=396), True),
        (TABLET, NOW + timedelta(days=398), False),
        (TABLET, NOW - timedelta(hours=2), False),
        ("192.168.1.21", NOW, False),
    ],
    ids=["the tablet's address", "after a year", "run out", "not yet", "another machine's"],
)
def test_a_phone_that_trusts_the_authority_takes_the_server(
    files: certificates.Files, address: str, when: datetime, believed: bool
) -> None:
    assert believes(files, address, when) is believed


def test_the_authority_can_sign_for_local_addresses_only(files: certificates.Files) -> None:
    limits = loaded(files.authority).extensions.get_extension_for_class(x509.NameConstraints)

    assert limits.critical
    allowed = {str(name.value) for name in limits.value.permitted_subtrees or ()}
    assert allowed == {
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8"),
        *("localhost", "local"),
    }


def test_keys_are_their_owners_alone(files: certificates.Files) -> None:
    for name in ("authority.key", "server.key"):
        assert stat.S_IMODE((files.key.parent / name).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("addresses", "days", "same_authority", "same_server"),
    [
        ([TABLET], 1, True, True),
        (["10.0.0.7"], 1, True, False),
        ([TABLET], 370, True, False),
        ([TABLET], 3_640, False, False),
    ],
    ids=["nothing new", "another network", "the server's runs out", "the authority's runs out"],
)
def test_what_is_kept_is_used_again(
    files: certificates.Files,
    addresses: list[str],
    days: int,
    same_authority: bool,
    same_server: bool,
) -> None:
    before = files.authority.read_bytes(), files.certificate.read_bytes()

    again = certificates.for_addresses(addresses, files.key.parent, NOW + timedelta(days=days))

    assert (again.authority.read_bytes() == before[0]) is same_authority
    assert (again.certificate.read_bytes() == before[1]) is same_server
    assert believes(again, addresses[0], NOW + timedelta(days=days))


def test_an_address_of_the_whole_world_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"93\.184\.216\.34 is not of a local network"):
        certificates.for_addresses(["93.184.216.34"], tmp_path, NOW)

    assert not list(tmp_path.iterdir())


def test_the_fingerprint_reads_as_on_a_phone(files: certificates.Files) -> None:
    shown = certificates.fingerprint(files.authority)

    assert len(shown.split(":")) == 32
    assert shown == shown.upper()

"""A mail server that wants encryption and a name and password, as real ones do."""

import ssl
from datetime import timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from claims.delivery import mail
from claims.delivery.mail import SMTP_BACKEND, Fate
from tests.delivery.conftest import AnyPort, Mailroom
from tests.delivery.test_mail import letter
from tests.factories import NOW


def logged_in(_server, _session, _envelope, _mechanism, given) -> AuthResult:
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (b"us", b"secret")
    return AuthResult(success=known, handled=False)


@pytest.fixture
def certificate(tmp_path):
    """Of 127.0.0.1, signed by itself; the path of one file with key and certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(NOW - timedelta(days=3000)).not_valid_after(NOW + timedelta(days=30000))
    built = built.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "certificate.pem"
    path.write_bytes(key.private_bytes(*form) + built.sign(key, hashes.SHA256()).public_bytes(form[0]))
    return path


@pytest.fixture
def strict(settings, certificate):
    """The server that the settings name: STARTTLS, then a login, and nothing before."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    room = Mailroom()
    needs = {"require_starttls": True, "auth_required": True, "authenticator": logged_in, "tls_context": context}
    controller = AnyPort(room, hostname="127.0.0.1", port=0, ready_timeout=20, **needs)
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP_BACKEND, "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = 10, False, True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "us", "secret"
    yield room
    controller.stop()


def test_with_encryption_and_login_a_letter_goes_out(strict, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    assert mail.send(letter()).fate == Fate.ACCEPTED
    assert len(strict.letters) == 1


def test_a_wrong_password_and_a_certificate_that_nobody_vouches_for_keep_it_here(
    strict, certificate, settings, monkeypatch
):
    assert mail.send(letter()).fate == Fate.UNAVAILABLE
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.EMAIL_HOST_PASSWORD = "wrong"

    assert mail.send(letter()).fate == Fate.UNAVAILABLE
    assert strict.letters == []

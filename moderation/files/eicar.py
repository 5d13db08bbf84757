"""The EICAR test file: 68 bytes that every virus scanner agrees to call a virus.

Put together when asked for, and never as one constant: otherwise scanners would take this
source, or what Python compiles from it, for the test file itself.
"""

from mmap import mmap

SIGNATURE = "Eicar-Test-Signature"

_PIECES = ("X5O!P%@AP[4\\PZX54(P^)", "7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*")


def eicar() -> bytes:
    """The test file's text (https://www.eicar.org/download-anti-malware-testfile/)."""
    return "".join(_PIECES).encode()


def find_eicar(data: bytes | mmap) -> int:
    """Its offset anywhere in the data, or -1."""
    return data.find(eicar())

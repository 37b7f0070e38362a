#!/usr/bin/env python3
"""A second verifier, written from docs/ledger-format.md alone: Python's standard library and the openssl command.

    second_verifier.py DIR [--checkpoint FILE] [--vkey VKEY]

Prints what it proved and ends with 0, or says what is wrong and ends with 1.
"""
import argparse
import base64
import hashlib
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

# An Ed25519 public key as openssl reads it: this DER prefix (RFC 8410) and the 32 bytes.
DER_PREFIX = bytes.fromhex("302a300506032b6570032100")
OVERHEAD, PAYLOAD_MAX = 76, 16 << 20


class Wrong(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Wrong(message)


def sha256(data):
    return hashlib.sha256(data).digest()


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong(f"not base64: {text!r}") from None
    check(base64.b64encode(data).decode() == text, f"not canonical base64: {text!r}")
    return data


class Vkey:
    def __init__(self, text):
        parts = text.split("+", 2)
        check(len(parts) == 3, "the verifier key is malformed")
        self.text, self.origin = text, parts[0]
        typed = unbase64(parts[2])
        check(len(typed) == 33 and typed[0] == 1, "the verifier key is not an Ed25519 key")
        self.public, self.id = typed[1:], sha256(self.origin.encode() + b"\n" + typed)[:4]
        check(self.id.hex() == parts[1], "the verifier key's id is wrong")

    def verify(self, message, signature):
        with tempfile.TemporaryDirectory() as folder:
            files = {"key": DER_PREFIX + self.public, "message": message, "signature": signature}
            for name, data in files.items():
                pathlib.Path(folder, name).write_bytes(data)
            done = subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", f"{folder}/key", "-rawin",
                 "-in", f"{folder}/message", "-sigfile", f"{folder}/signature"], capture_output=True, check=False)
            return done.returncode == 0


def open_checkpoint(note, vkey, name):
    """The (size, root) of a note signed by vkey."""
    text, gap, signatures = note.rpartition("\n\n")
    check(gap and note.endswith("\n"), f"{name} is malformed")
    lines = text.split("\n")
    check(len(lines) >= 3 and all(lines), f"{name} is malformed")
    check(lines[0] == vkey.origin, f"{name} is of {lines[0]}, not of {vkey.origin}")
    check(lines[1].isascii() and lines[1].isdigit() and str(int(lines[1])) == lines[1], f"{name} has no size")
    root = unbase64(lines[2])
    check(len(root) == 32, f"{name} has no root")
    signed = False
    for line in signatures[:-1].split("\n"):
        parts = line.split(" ")
        check(len(parts) == 3 and parts[0] == "\u2014", f"{name} has a malformed signature line")
        data = unbase64(parts[2])
        if parts[1] == vkey.origin and data[:4] == vkey.id:
            check(vkey.verify((text + "\n").encode(), data[4:]), f"{name} has a wrong signature")
            signed = True
    check(signed, f"{name} is not signed by {vkey.text}")
    return int(lines[1]), root


class Tree:
    """The stack of the page's "Hashing", and the complete subtrees of 256^level leaves that it passes."""

    def __init__(self):
        self.stack, self.nodes, self.size = [], {}, 0

    def push(self, leaf):
        self.stack.append((leaf, 1))
        self.size += 1
        while len(self.stack) > 1 and self.stack[-1][1] == self.stack[-2][1]:
            upper, lower = self.stack.pop(), self.stack.pop()
            leaves = 2 * lower[1]
            self.stack.append((sha256(b"\x01" + lower[0] + upper[0]), leaves))
            level, width = 1, 256
            while width < leaves:
                level, width = level + 1, width * 256
            if width == leaves:
                self.nodes[(level, (self.size - 1) // leaves)] = self.stack[-1][0]

    def root(self):
        if not self.stack:
            return sha256(b"")
        root = self.stack[-1][0]
        for lower, _ in reversed(self.stack[:-1]):
            root = sha256(b"\x01" + lower + root)
        return root


def check_entry(i, row, last_at):
    idx, leaf, stored = row
    check(idx == i, f"entry {i} is missing" if idx > i else f"a row for entry {idx} should not be there")
    check(leaf == sha256(b"\x00" + stored), f"entry {i} was altered")
    check(OVERHEAD <= len(stored) <= OVERHEAD + PAYLOAD_MAX and stored[:4] == b"LWE1", f"entry {i} is malformed")
    check(int.from_bytes(stored[4:12], "big") == i, f"entry {i} says that it is another")
    at = int.from_bytes(stored[12:20], "big", signed=True)
    check(last_at is None or at >= last_at, f"entry {i} is dated before the one ahead of it")
    return at


def verify(folder, checkpoint=None, trusted=None):
    db = sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True)
    check(db.execute("PRAGMA application_id").fetchone()[0] == 0x4C57504C, "this is not a ledger")
    check(db.execute("PRAGMA user_version").fetchone()[0] == 1, "this is a ledger of another version")
    head = db.execute("SELECT size, note, vkey FROM head WHERE id = 1").fetchone()
    check(head, "the signed head is missing")
    vkey = Vkey(head[2])
    check(trusted is None or trusted == vkey.text, "the ledger is not signed by the given verifier key")
    size, root = open_checkpoint(head[1], vkey, "the signed head")
    check(size == head[0], "the head's size is not the signed one")

    promises = {}  # size -> [(name, root)]
    kept = [("the checkpoint", checkpoint)] if checkpoint is not None else []
    keys = folder / "keys" / "keys.db"
    if keys.exists():
        witness, public = sqlite3.connect(f"file:{keys}?mode=ro", uri=True).execute(
            "SELECT witness, public_key FROM identity WHERE id = 1").fetchone()
        check(public == vkey.public, "the ledger is not the one that the keys folder signs for")
        if witness:
            kept.append(("the last head in the keys folder", witness))
    for name, note in kept:
        m, promised = open_checkpoint(note, vkey, name)
        check(m <= size, f"{name} has {m} entries, the ledger only {size}")
        promises.setdefault(m, []).append((name, promised))

    tree, last_at = Tree(), None
    for name, promised in promises.get(0, []):
        check(tree.root() == promised, f"{name} does not fit")
    for row in db.execute("SELECT idx, leaf, stored FROM entry ORDER BY idx"):
        check(tree.size < size, f"entry {row[0]} is beyond the signed head")
        last_at = check_entry(tree.size, row, last_at)
        tree.push(row[1])
        for name, promised in promises.get(tree.size, []):
            check(tree.root() == promised, f"{name} does not fit the first {tree.size} entries")
    check(tree.size == size, f"entry {tree.size} is missing")
    check(tree.root() == root, "the entries are not those of the signed head")
    stored_nodes = {(level, idx): bytes(value) for level, idx, value in db.execute("SELECT level, idx, hash FROM node")}
    check(stored_nodes == tree.nodes, "the recorded subtree hashes are not those of the entries")
    return vkey.origin, size, root


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--checkpoint", type=pathlib.Path)
    parser.add_argument("--vkey")
    args = parser.parse_args()
    try:
        note = args.checkpoint.read_bytes().decode() if args.checkpoint else None
        origin, size, root = verify(args.dir, note, args.vkey)
    except (Wrong, sqlite3.Error, UnicodeDecodeError, TypeError) as wrong:
        print(f"wrong: {wrong}")
        return 1
    print(f"{origin}\n{size}\n{base64.b64encode(root).decode()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

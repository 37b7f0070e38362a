"""verify, checkpoint and export ledger, on good ledgers and on others."""
import base64
import hashlib
import json
import shutil
import sqlite3
import tempfile
from pathlib import Path

import service
from support import CliTest


def merkle_root(leaves):
    """RFC 9162, 2.1.1: from the leaf hashes alone."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()


class Ledger(CliTest):
    @classmethod
    def setUpClass(cls):
        """One small ledger, made once: each test works on a copy."""
        cls.made = Path(tempfile.mkdtemp(prefix="lapwing-cli-"))
        cls.addClassCleanup(shutil.rmtree, cls.made)
        for name in ["reed", "okafor", "hale"]:
            service.run("user", "add", name, "--role", "officer", "--data", cls.made / "data", stdin=service.PASSWORD + "\n",
                        check=True)

    def setUp(self):
        super().setUp()
        shutil.copytree(self.made / "data", self.data)

    def change(self, statement, *values):
        with sqlite3.connect(self.data / "ledger.db") as store:
            store.execute(statement, values)
        store.close()

    def verify(self, code, *more):
        return json.loads(self.expect(code, "verify", "--data", self.data, "--json", *more).stdout)

    def entries(self):
        return [json.loads(line) for line in self.expect(0, "export", "ledger", "--data", self.data).stdout.splitlines()]

    # ---- a good one ----
    def test_a_good_ledger_is_proved(self):
        self.assertIn("Proved: ", self.expect(0, "verify", "--data", self.data).stdout)
        report = self.verify(0, "--deep")
        self.assertTrue(report["ok"])
        self.assertGreaterEqual(report["entries"], 4)
        self.assertNotIn("problem", report)

    def test_verifying_changes_nothing(self):
        before = self.entries()
        self.verify(0)
        self.assertEqual(self.entries(), before)

    def test_an_export_has_every_entry_and_its_hashes_make_the_root(self):
        entries, report = self.entries(), self.verify(0)
        self.assertEqual([entry["index"] for entry in entries], list(range(report["entries"])))
        self.assertEqual(merkle_root([bytes.fromhex(entry["leaf"]) for entry in entries]).hex(), report["root"])
        self.assertTrue(any("reed" in json.dumps(entry["payload"]) for entry in entries))

    def test_an_export_tells_no_password(self):
        self.assertNotIn("a-long-enough-phrase", json.dumps(self.entries()))

    def test_a_checkpoint_is_a_signed_note_over_the_root(self):
        text = self.expect(0, "checkpoint", "--data", self.data).stdout
        origin, size, root, blank, signature = text.rstrip("\n").split("\n")[:5]
        report = self.verify(0)
        self.assertEqual((origin, int(size), base64.b64decode(root).hex()), (report["origin"], report["entries"], report["root"]))
        self.assertEqual(blank, "")
        self.assertTrue(signature.startswith(f"— {origin} "))
        self.assertEqual(len(base64.b64decode(signature.split(" ")[2])), 4 + 64)

    def test_a_checkpoint_kept_elsewhere_still_fits_when_the_ledger_has_grown(self):
        kept = self.folder / "kept.txt"
        kept.write_text(self.expect(0, "checkpoint", "--data", self.data).stdout)
        self.add_user("nair")
        self.assertTrue(self.verify(0, "--checkpoint", kept)["checkpoint_checked"])

    # ---- others ----
    def test_a_changed_byte_is_found_and_its_entry_named(self):
        self.change("UPDATE entry SET stored = CAST(substr(stored, 1, 60) || x'ff' || substr(stored, 62) AS BLOB) WHERE idx = 2")
        report = self.verify(1)
        self.assertFalse(report["ok"])
        self.assertEqual(report["problem"]["first"], 2)
        self.assertIn("Broken: ", self.expect(1, "verify", "--data", self.data).stdout)

    def test_a_changed_byte_with_its_hash_made_to_fit_is_found(self):
        with sqlite3.connect(self.data / "ledger.db") as store:
            stored = bytearray(store.execute("SELECT stored FROM entry WHERE idx = 1").fetchone()[0])
            stored[-1] ^= 1
            store.execute("UPDATE entry SET stored = ?, leaf = ? WHERE idx = 1",
                          (bytes(stored), hashlib.sha256(b"\x00" + bytes(stored)).digest()))
        store.close()
        self.verify(1)

    def test_an_entry_taken_out_is_found(self):
        self.change("DELETE FROM entry WHERE idx = 1")
        self.assertEqual(self.verify(1)["problem"]["first"], 1)

    def test_a_ledger_cut_short_is_found(self):
        kept = self.folder / "kept.txt"
        kept.write_text(self.expect(0, "checkpoint", "--data", self.data).stdout)
        self.change("DELETE FROM entry WHERE idx = (SELECT max(idx) FROM entry)")
        self.verify(1)
        self.verify(1, "--checkpoint", kept)

    def test_an_older_copy_of_the_ledger_does_not_fit_the_checkpoint(self):
        shutil.copytree(self.data, self.folder / "older")
        self.add_user("nair")
        kept = self.folder / "kept.txt"
        kept.write_text(self.expect(0, "checkpoint", "--data", self.data).stdout)
        self.expect(1, "verify", "--data", self.folder / "older", "--checkpoint", kept)

    def test_another_ledgers_checkpoint_does_not_fit(self):
        here, self.data = self.data, self.folder / "other"
        self.add_user()
        kept = self.folder / "kept.txt"
        kept.write_text(self.expect(0, "checkpoint", "--data", self.data).stdout)
        self.expect(1, "verify", "--data", here, "--checkpoint", kept)

    def test_a_file_cut_in_half_is_refused_in_a_sentence(self):
        path = self.data / "ledger.db"
        path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])
        self.expect_either(1, 3, "verify", "--data", self.data)

    def test_a_checkpoint_that_is_none_is_refused(self):
        kept = self.folder / "kept.txt"
        kept.write_text("nothing of the kind\n")
        self.expect_either(1, 3, "verify", "--data", self.data, "--checkpoint", kept)
        self.assertIn("kept-nowhere", self.expect(3, "verify", "--data", self.data, "--checkpoint", self.folder / "kept-nowhere").stderr)

    def test_a_folder_without_a_ledger_is_refused_and_none_is_made(self):
        for verb in ["verify", "checkpoint", "export ledger"]:
            with self.subTest(verb):
                self.assertIn("nowhere", self.expect(3, *verb.split(), "--data", self.folder / "nowhere").stderr)
                self.assertFalse((self.folder / "nowhere").exists())

    def test_without_its_keys_a_ledger_is_proved_and_tells_nothing(self):
        shutil.move(self.data / "keys", self.folder / "kept-apart")
        self.assertTrue(self.verify(0)["ok"])
        without = self.expect_either(3, 0, "export", "ledger", "--data", self.data)
        self.assertNotIn("reed", without.stdout)
        self.assertTrue(json.loads(self.expect(0, "verify", "--data", self.data, "--keys", self.folder / "kept-apart", "--deep",
                                               "--json").stdout)["ok"])

    # ---- accounts on the command line ----
    def test_a_name_taken_is_refused(self):
        self.assertIn("already", self.expect(3, "user", "add", "reed", "--role", "officer", "--data", self.data,
                                             stdin="another-long-phrase-9\n").stderr)

    def test_an_unknown_role_is_a_mistake_of_usage(self):
        self.assertIn("wizard", self.expect(2, "user", "add", "x", "--role", "wizard", "--data", self.data, stdin="\n").stderr)

    def test_a_weak_or_absent_password_adds_nobody(self):
        before = len(self.entries())
        for password in ["short\n", "", "\n", "password1234\n"]:
            self.expect(3, "user", "add", "weak", "--role", "officer", "--data", self.data, stdin=password)
        self.assertEqual(len(self.entries()), before)

    def test_a_token_is_one_line_that_is_kept_nowhere(self):
        token = self.expect(0, "token", "reed", "--data", self.data).stdout
        self.assertRegex(token, r"^[\w-]{43}\n$")
        self.assertNotIn(token.strip(), json.dumps(self.entries()))
        self.assertNotEqual(self.expect(0, "token", "reed", "--data", self.data).stdout, token)

    def test_a_token_for_nobody_is_refused(self):
        self.assertIn("nobody", self.expect(3, "token", "nobody", "--data", self.data).stderr)

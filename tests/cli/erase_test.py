"""erase, and going on from a backup that was put back."""
import json
import shutil

from support import CliTest

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n100001,2,27/03/2004,WBRI,D051910639385,,\n100002,1,09/09/2003,REFU,L034811502612,,\n"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END\n100001,27/03/2004,M,13/11/2017,15/11/2017\n"
WHY = ("--by", "Supt Hale", "--reason", "The retention review ended")


class Erase(CliTest):
    def setUp(self):
        super().setUp()
        for name, text in [("header.csv", HEADER), ("missing.csv", MISSING)]:
            (self.folder / name).write_text(text)
        self.expect(0, "import", "ssda903", self.folder / "header.csv", self.folder / "missing.csv", "--data", self.data)
        self.child = next(line["subject"] for line in self.lines() if line["payload"]["e"] == "historic_period_recorded")

    def lines(self):
        return [json.loads(line) for line in self.expect(0, "export", "ledger", "--data", self.data).stdout.splitlines()]

    def test_without_yes_it_only_says_what_would_go(self):
        before = self.lines()
        said = self.expect(0, "erase", self.child, *WHY, "--data", self.data).stdout
        self.assertIn("would be erased", said)
        self.assertEqual([line for line in self.lines() if line["subject"] == self.child],
                         [line for line in before if line["subject"] == self.child])

    def test_what_was_held_is_gone_and_the_ledger_says_by_whom_and_verifies(self):
        self.expect(0, "erase", self.child, *WHY, "--yes", "--data", self.data)
        lines = self.lines()
        self.assertTrue(all(line.get("erased") for line in lines if line["subject"] == self.child))
        noted = [line["payload"] for line in lines if line.get("payload", {}).get("e") == "person_erased"]
        self.assertEqual([(one["by"]["n"], one["d"]) for one in noted],
                         [("Supt Hale", {"subject": self.child, "reason": "The retention review ended"})])
        self.assertIn("Proved: ", self.expect(0, "verify", "--data", self.data).stdout)
        self.expect(3, "erase", self.child, *WHY, "--yes", "--data", self.data)

    def test_nobody_is_erased_by_a_name_that_is_not_held(self):
        self.expect(3, "erase", "M-2026-000001", *WHY, "--yes", "--data", self.data)

    def test_a_backup_put_back_is_refused_until_the_loss_is_accepted_and_then_says_so(self):
        backup = self.folder / "ledger.db"
        shutil.copy(self.data / "ledger.db", backup)
        self.expect(0, "user", "add", "reed", "--role", "officer", "--data", self.data, stdin="a-long-enough-phrase-1\n")
        for old in self.data.glob("ledger.db*"):
            old.unlink()
        shutil.copy(backup, self.data / "ledger.db")
        refused = self.expect(3, "user", "add", "hale", "--role", "officer", "--data", self.data, stdin="a-long-enough-phrase-1\n")
        self.assertIn("--accept-older-ledger", refused.stderr)
        running = self.serve("--accept-older-ledger")
        self.assertEqual(running.stop(), 0, running.stderr())
        self.assertTrue(any(line.get("payload", {}).get("e") == "older_ledger_accepted" for line in self.lines()))

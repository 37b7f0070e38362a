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

    def hold_reports(self, *reports):
        file = self.folder / "reports.jsonl"
        file.write_text("".join(json.dumps({"received_at": "2026-03-03T14:05:00Z", "kind": "intelligence", "agency": "police",
                                            "people": [{"ref": "p1", "role": "adult", "name": "Darren Cole"}], **one}) + "\n" for one in reports))
        self.expect(0, "import", "reports", file, "--data", self.data)

    def test_a_report_goes_with_its_people_and_the_ledger_says_by_whom_and_verifies(self):
        self.hold_reports({"report": "R-1"}, {"report": "R-2", "people": [{"ref": "p1", "role": "adult", "name": "Wayne Pike"}]})
        self.assertIn("would be erased", self.expect(0, "erase", "R-1", *WHY, "--data", self.data).stdout)
        self.assertIn("Darren Cole", self.expect(0, "export", "ledger", "--data", self.data).stdout)
        self.expect(0, "erase", "R-1", *WHY, "--yes", "--data", self.data)
        held = self.expect(0, "export", "ledger", "--data", self.data).stdout
        self.assertNotIn("Darren Cole", held)
        self.assertIn("Wayne Pike", held)
        noted = [line["payload"] for line in self.lines() if line.get("payload", {}).get("e") == "person_erased"]
        self.assertEqual([(one["by"]["n"], one["d"]["reason"]) for one in noted], [("Supt Hale", "The retention review ended")])
        self.assertIn("Proved: ", self.expect(0, "verify", "--data", self.data).stdout)
        self.expect(0, "export", "links", "--data", self.data, "--format", "csv", "--out", self.folder / "out")
        self.assertNotIn("Darren Cole", (self.folder / "out-entities.csv").read_text())
        self.expect(3, "erase", "R-1", *WHY, "--yes", "--data", self.data)

    def test_of_two_reports_with_one_number_the_identifier_says_which(self):
        self.hold_reports({"report": "R-1"})
        self.hold_reports({"report": "R-1", "text": "Another one."})
        refused = self.expect(3, "erase", "R-1", *WHY, "--yes", "--data", self.data).stderr
        self.assertIn("2 reports have the number R-1", refused)
        which = refused.splitlines()[1].split()[0]
        self.expect(0, "erase", which, *WHY, "--yes", "--data", self.data)
        self.expect(0, "erase", "R-1", *WHY, "--yes", "--data", self.data)

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

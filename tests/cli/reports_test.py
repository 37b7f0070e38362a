"""import reports: a file of one JSON object a line."""
import json
import re

from support import CliTest

GOOD = '{"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"intelligence","people":[{"ref":"p1","name":"Kayleigh Marsh","shoe":9}]}'
SAME = '{"kind":"intelligence", "report":"R-1","received_at":"2026-03-03T14:05:00Z","people":[{"shoe":9.0,"ref":"p1","name":"Kayleigh Marsh"}]}'
OTHER = '{"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"sighting"}'
NO_NUMBER = '{"received_at":"2026-03-03T14:05:00Z","kind":"sighting"}'


class ImportReports(CliTest):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "reports.jsonl"

    def write(self, *lines, end=b"\n"):
        self.file.write_bytes(end.join(line if isinstance(line, bytes) else line.encode() for line in lines) + end)

    def bring_in(self, code, *more):
        return json.loads(self.expect(code, "import", "reports", self.file, "--data", self.data, "--json", *more).stdout)

    def entries(self):
        return json.loads(self.expect(0, "verify", "--data", self.data, "--json").stdout)["entries"]

    def test_bad_lines_are_refused_by_number_and_the_rest_is_kept(self):
        self.write(GOOD, "not json", "", "[1]", NO_NUMBER, b'{"report":"\xff"}', "x" * (2**20 + 1), OTHER)
        said = self.bring_in(1)
        self.assertEqual([one["line"] for one in said["refused"]], [2, 4, 5, 6, 7])
        self.assertEqual((said["reports"], said["beside_another"], said["refused_lines"]), (2, 1, 5))
        reasons = " ".join(one["reason"] for one in said["refused"])
        for words in ("not JSON", "must be a JSON object", "the report's number", "not UTF-8", "longer than 1 MiB"):
            self.assertIn(words, reasons)
        printed = self.expect(1, "import", "reports", self.file, "--data", self.data).stdout
        self.assertEqual(re.findall(r"^  line (\d+): ", printed, re.M), ["2", "4", "5", "6", "7"])

    def test_a_second_run_changes_nothing(self):
        self.write(GOOD, SAME, OTHER)
        first = self.bring_in(0)
        self.assertEqual((first["reports"], first["held_already"]), (2, 1))
        before = self.entries()
        again = self.bring_in(0)
        self.assertEqual((again["reports"], again["held_already"]), (0, 3))
        self.assertEqual(self.entries(), before)

    def test_a_dry_run_reports_the_same_and_writes_nothing(self):
        self.write(GOOD, SAME, OTHER, "not json")
        dry = self.bring_in(1, "--dry-run")
        self.assertFalse(self.data.exists())
        real = self.bring_in(1)
        self.assertEqual({**dry, "dry_run": False}, real)
        before = self.entries()
        dry = self.bring_in(1, "--dry-run")
        self.assertEqual((dry["reports"], dry["held_already"]), (0, 3))
        self.assertEqual(self.entries(), before)

    def test_what_is_not_understood_is_kept_counted_and_told(self):
        self.write(GOOD)
        said = self.bring_in(0)
        self.assertEqual(said["notes_by_kind"], {"people[].shoe: is not a field of the form": 1})
        self.assertEqual([(one["line"], one["report"], one["field"]) for one in said["notes"]], [(1, "R-1", "people[0].shoe")])
        self.assertIn('\\"shoe\\":9', self.expect(0, "export", "ledger", "--data", self.data).stdout)

    def test_a_mark_at_the_start_and_other_line_ends_are_taken(self):
        self.write(b"\xef\xbb\xbf" + GOOD.encode(), OTHER, end=b"\r\n")
        self.assertEqual(self.bring_in(0)["reports"], 2)

    def test_a_file_that_is_not_there_is_a_failure_and_no_file_a_wrong_use(self):
        self.expect(3, "import", "reports", self.folder / "nothing.jsonl", "--data", self.data)
        self.expect(2, "import", "reports", "--data", self.data)
        self.assertFalse(self.data.exists())

"""import ssda903 and synth: files in, an invented force out."""
import filecmp
import json
import re
import unittest

import service
from support import CliTest

PUBLISHED = service.ROOT.parent / "shared" / "data" / "ssda903"
HEADER = """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
100001,2,27/03/2004,WBRI,D051910639385,,
100002,1,09/09/2003,REFU,L034811502612,,
"""
# Line 2 is good; 3 ends before it begins; 4 is of a child without a row in the header, who is kept; 5 names no day there is.
MISSING = """CHILD,DOB,MISSING,MIS_START,MIS_END
100001,27/03/2004,M,13/11/2017,15/11/2017
100001,27/03/2004,M,21/11/2017,04/11/2017
999999,01/01/2004,A,13/11/2017,15/11/2017
100002,09/09/2003,A,31/02/2018,15/03/2018
"""


class Import(CliTest):
    def setUp(self):
        super().setUp()
        self.files = [self.write("header.csv", HEADER), self.write("missing.csv", MISSING)]

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def bring_in(self, code, *more, files=None):
        return self.expect(code, "import", "ssda903", *(files or self.files), "--data", self.data, *more)

    def entries(self):
        return json.loads(self.expect(0, "verify", "--data", self.data, "--json").stdout)["entries"]

    def test_bad_rows_are_refused_by_line_and_the_rest_is_kept(self):
        said = self.bring_in(1).stdout
        self.assertEqual(re.findall(r"^missing\.csv +(\d+) +(\d+) +\S", said, re.M), [("3", "567"), ("5", "1004")])
        whole = self.expect(0, "export", "ledger", "--data", self.data).stdout
        self.assertEqual(whole.count('"historic_period_recorded"'), 2)
        self.assertEqual(whole.count('"child_registered"'), 3)

    def test_a_second_run_changes_nothing(self):
        self.bring_in(1)
        before = self.entries()
        self.bring_in(1)
        self.assertEqual(self.entries(), before)

    def test_a_dry_run_reports_the_same_and_writes_nothing(self):
        dry = self.bring_in(1, "--dry-run").stdout
        self.assertFalse(self.data.exists())
        refused = re.compile(r"^missing\.csv +\d+ .*", re.M)
        self.assertEqual(refused.findall(dry), refused.findall(self.bring_in(1).stdout))
        before = self.entries()
        self.bring_in(1, "--dry-run")
        self.assertEqual(self.entries(), before)

    def test_good_files_alone_end_well(self):
        self.bring_in(0, files=[self.files[0]])

    def test_the_report_is_json_when_asked(self):
        self.assertIsInstance(json.loads(self.bring_in(1, "--json").stdout), dict)

    def test_a_file_that_is_no_part_of_the_return_is_refused_whole(self):
        other = self.write("other.csv", "NAME,AGE\nsomebody,3\n")
        self.assertIn("other.csv", self.bring_in(3, files=[other]).stderr)
        self.assertFalse((self.data / "ledger.db").exists())

    def test_a_file_that_is_not_there_is_named(self):
        self.assertIn("nowhere.csv", self.bring_in(3, files=[self.folder / "nowhere.csv"]).stderr)

    def test_bytes_that_are_no_text_lose_only_their_row(self):
        broken = self.folder / "missing.csv"
        broken.write_bytes(MISSING.encode() + b"100001,27/03/2004,\xff\xfe,01/12/2017,02/12/2017\n")
        self.assertRegex(self.bring_in(1).stdout, r"(?m)^missing\.csv +6 +\d* +\S")

    @unittest.skipUnless(PUBLISHED.is_dir(), f"the published files are not at {PUBLISHED}")
    def test_the_published_return_is_taken_as_it_is(self):
        files = [PUBLISHED / name for name in ("header.csv", "missing.csv", "episodes.csv")]
        first = service.run("import", "ssda903", *files, "--data", self.data)
        self.assertIn(first.returncode, (0, 1), first.stderr)
        before = self.entries()
        self.assertGreater(before, 40)
        second = service.run("import", "ssda903", *files, "--data", self.data)
        self.assertEqual(second.returncode, first.returncode, second.stderr)
        self.assertEqual(self.entries(), before)


class Synth(CliTest):
    FILES = ["reports.jsonl", "mentions.csv", "groups.json"]

    def make(self, name, seed, episodes=60):
        out = self.folder / name
        self.expect(0, "synth", "--episodes", episodes, "--seed", seed, "--out", out)
        return out

    def test_the_same_seed_makes_the_same_bytes(self):
        same = filecmp.cmpfiles(self.make("one", 7), self.make("two", 7), self.FILES, shallow=False)
        self.assertEqual(same, (self.FILES, [], []))

    def test_another_seed_makes_another_force(self):
        self.assertFalse(filecmp.cmp(self.make("one", 7) / "reports.jsonl", self.make("two", 8) / "reports.jsonl", shallow=False))

    def test_every_line_is_a_report(self):
        lines = [json.loads(line) for line in (self.make("one", 7) / "reports.jsonl").read_text().splitlines()]
        self.assertEqual(len({line["report"] for line in lines}), len(lines))
        self.assertGreaterEqual(sum(line["kind"] == "missing" for line in lines), 60)
        for line in lines:
            self.assertRegex(line["received_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")

    def test_a_folder_that_cannot_be_made_is_named(self):
        (self.folder / "file").write_text("")
        self.assertIn("file", self.expect(3, "synth", "--episodes", 5, "--out", self.folder / "file" / "out").stderr)

    def test_no_episodes_is_a_mistake_of_usage(self):
        for count in ("0", "-1", "many"):
            self.expect(2, "synth", "--episodes", count, "--out", self.folder / "out")

"""link: any table linked from a spec, what is written, and what a spec or table that makes no sense is told."""
import csv
import json

from support import CliTest

SPEC = """
id = "id"
truth = "who"
[[field]]
column = "name"
kind = "name"
[[field]]
column = "born"
kind = "date"
[[field]]
column = "postcode"
kind = "postcode"
"""


def people():
    """Sixty people with two records each, the second with a slip."""
    given = ["katherine", "thomas", "sarah", "mohammed", "agnieszka", "william"]
    family = ["harton", "wilby", "marsh", "ashcroft", "pemfield", "torley", "langson", "cobwell", "dunby", "fenley"]
    for p in range(60):
        name = f"{given[p % 6]} {family[p * 7 % 10]}"
        born, postcode = f"{1930 + p}-{p % 9 + 1:02}-{p % 27 + 1:02}", f"TS{p % 19 + 1} {p % 9}AB"
        yield f"a{p}", f"p{p}", name, born, postcode
        yield f"b{p}", f"p{p}", name[:3] + name[4:], born, postcode


class Link(CliTest):
    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def table(self, name, rows, gap=""):
        return self.write(name, "".join(f",{gap}".join(row) + "\n" for row in [("id", "who", "name", "born", "postcode"), *rows]))

    def link(self, *arguments, code=0):
        self.pairs, self.clusters = self.folder / "pairs.csv", self.folder / "clusters.csv"
        return self.expect(code, "link", *arguments, "--out", self.pairs, "--clusters", self.clusters, "--json")

    def test_writes_every_pair_with_its_contributions_and_every_record_with_its_cluster(self):
        said = json.loads(self.link(self.table("people.csv", people()), "--spec", self.write("spec.toml", SPEC)).stdout)
        with open(self.pairs, encoding="utf-8") as file:
            pairs = list(csv.DictReader(file))
        self.assertEqual(list(pairs[0]), ["left", "right", "probability", "name", "born", "postcode"])
        self.assertEqual(len(pairs), said["pairs"])
        with open(self.clusters, encoding="utf-8") as file:
            clusters = {row["id"]: row["cluster"] for row in csv.DictReader(file)}
        self.assertEqual(len(clusters), 120)
        self.assertTrue(all(clusters[f"a{p}"] == clusters[f"b{p}"] for p in range(60)))
        self.assertGreater(said["measures"]["clustered"]["f1"], 0.99)
        self.assertEqual(said["measures"]["candidate_recall"], 1)

    def test_the_truth_is_not_read_while_linking(self):
        spec = self.write("spec.toml", SPEC)
        self.link(self.table("people.csv", people()), "--spec", spec)
        before = self.pairs.read_bytes(), self.clusters.read_bytes()
        moved = [(row[0], f"x{i * 7 % 31}", *row[2:]) for i, row in enumerate(people())]
        self.link(self.table("people.csv", moved), "--spec", spec)
        self.assertEqual(before, (self.pairs.read_bytes(), self.clusters.read_bytes()))

    def test_passes_over_spaces_after_commas(self):
        spec = self.write("spec.toml", SPEC)
        self.link(self.table("people.csv", people()), "--spec", spec)
        before = self.pairs.read_bytes()
        self.link(self.table("people.csv", people(), gap=" "), "--spec", spec)
        self.assertEqual(before, self.pairs.read_bytes())

    def test_two_files_are_compared_across(self):
        rows = list(people())
        left, right = self.table("a.csv", rows[0::2]), self.table("b.csv", rows[1::2])
        self.link(left, right, "--spec", self.write("spec.toml", SPEC))
        with open(self.pairs, encoding="utf-8") as file:
            for pair in csv.DictReader(file):
                self.assertEqual((pair["left"][0], pair["right"][0]), ("a", "b"))

    def test_writes_only_likely_pairs_when_asked(self):
        self.link(self.table("people.csv", people()), "--spec", self.write("spec.toml", SPEC), "--min-probability", "0.9")
        with open(self.pairs, encoding="utf-8") as file:
            self.assertTrue(all(float(pair["probability"]) >= 0.9 for pair in csv.DictReader(file)))

    def test_a_line_that_cannot_be_read_is_told_and_the_rest_goes_on(self):
        path = self.table("people.csv", people())
        with open(path, "a", encoding="utf-8") as file:
            file.write("c1,p1,only three\n")
        done = self.link(path, "--spec", self.write("spec.toml", SPEC), code=1)
        self.assertIn("line 122", done.stderr)
        self.assertEqual(json.loads(done.stdout)["records"], 120)

    def test_a_spec_or_table_that_makes_no_sense_is_told_what_is_wrong(self):
        table = self.table("people.csv", people())
        wrong = self.link(table, "--spec", self.write("wrong.toml", SPEC.replace('"date"', '"colour"')), code=2)
        self.assertIn("line 7", wrong.stderr)
        other = self.link(table, "--spec", self.write("other.toml", SPEC.replace("born", "dob")), code=3)
        self.assertIn("dob", other.stderr)
        self.link(self.folder / "nowhere.csv", "--spec", self.write("spec.toml", SPEC), code=3)
        self.link(table, "--spec", self.folder / "nowhere.toml", code=3)
        self.link(table, "--spec", self.write("spec.toml", SPEC), "--threshold", "2", code=2)

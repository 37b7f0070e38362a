"""export links: GraphML, GEXF and CSV that other programs read, also when what was sent is awkward."""
import csv
import json
import xml.etree.ElementTree as ElementTree

from support import CliTest

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
AWKWARD = "14 <Alder> & \"Row\", 'TS1' ]]> \n\t\u0007 é \uffff 😀"


def report(number, name="Darren Cole", address=AWKWARD, **more):
    return {"report": number, "received_at": "2026-03-03T14:05:00Z", "kind": "intelligence", "agency": "police & <partners>",
            "grading": {"source": 2, "information": "C", "handling": "P"}, "occurred": {"from": "2026-03-02T20:00:00Z", "to": "2026-03-02T21:00:00Z"},
            "people": [{"ref": "p1", "role": "child", "name": "Kayleigh Marsh", "dob": "2011-02-14", "ethnicity_self": "W1", "nationality": "GB"},
                       {"ref": "p2", "role": "adult", "name": name, "dob": "1995-01-02", "phones": ["07700 900123"]}],
            "places": [{"ref": "l1", "address": address, "kind": "home"}], "vehicles": [{"ref": "v1", "vrm": "LB12 WNG"}],
            "links": [{"kind": "lift", "from": "p2", "to": "p1", "with": ["v1"], "at": "l1"}], **more}


class ExportLinks(CliTest):
    def hold(self, *reports):
        file = self.folder / "reports.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in reports))
        self.expect(0, "import", "reports", file, "--data", self.data)

    def export(self, form, name="out"):
        self.expect(0, "export", "links", "--data", self.data, "--format", form, "--out", self.folder / name)
        return self.folder / name

    def rows(self, name):
        with open(self.folder / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_graphml_reads_back_with_every_link_its_source_grading_and_date(self):
        self.hold(report("R-1"))
        root = ElementTree.parse(self.export("graphml")).getroot()
        keys = {key.get("id") for key in root.iter(GRAPHML + "key")}
        nodes = {node.get("id"): {data.get("key"): data.text or "" for data in node} for node in root.iter(GRAPHML + "node")}
        edges = [(edge.get("source"), edge.get("target"), {data.get("key"): data.text or "" for data in edge}) for edge in root.iter(GRAPHML + "edge")]
        self.assertEqual(sorted(node["kind"] for node in nodes.values()), ["person", "person", "phone", "place", "vehicle"])
        self.assertTrue(any(node["name"].startswith("14 <Alder> & \"Row\", 'TS1' ]]>") and "é" in node["name"] and "😀" in node["name"] for node in nodes.values()))
        self.assertTrue(edges)
        for source, target, data in edges:
            self.assertIn(source, nodes)
            self.assertIn(target, nodes)
            self.assertLessEqual(set(data), keys)
            self.assertEqual((data["report"], data["grading"], data["received"], data["agency"]), ("R-1", "2CP", "2026-03-03T14:05:00Z", "police & <partners>"))
            self.assertEqual(data["happened_from"], "2026-03-02T20:00:00Z")

    def test_gexf_reads_back_and_its_links_have_dates(self):
        self.hold(report("R-1"), report("R-2"))
        root = ElementTree.parse(self.export("gexf")).getroot()
        self.assertEqual(root.get("version"), "1.3")
        nodes = {node.get("id") for node in root.iter(GEXF + "node")}
        edges = list(root.iter(GEXF + "edge"))
        self.assertEqual(len({edge.get("id") for edge in edges}), len(edges))
        declared = {attribute.get("id") for attribute in root.iter(GEXF + "attribute")}
        for edge in edges:
            self.assertTrue({edge.get("source"), edge.get("target")} <= nodes)
            self.assertEqual(edge.get("start"), "2026-03-02T20:00:00Z")
            self.assertLessEqual({value.get("for") for value in edge.iter(GEXF + "attvalue")}, declared)

    def test_csv_has_two_tables_that_fit_together(self):
        self.hold(report("R-1", address="4 \"Larch\" Close,\r\nTS1"))
        self.export("csv")
        entities = {row["id"]: row for row in self.rows("out-entities.csv")}
        links = self.rows("out-links.csv")
        self.assertIn("4 \"Larch\" Close,\r\nTS1", [row["name"] for row in entities.values()])
        self.assertTrue(links)
        for link in links:
            self.assertTrue({link["from"], link["to"]} <= set(entities))
            self.assertEqual((link["report"], link["grading"], link["report_kind"]), ("R-1", "2CP", "intelligence"))

    def test_a_spreadsheet_takes_no_cell_for_a_formula(self):
        self.hold(report("=1+1", name="@SUM(A1) Cole", address="-2+3"))
        self.export("csv")
        for name in ("out-entities.csv", "out-links.csv"):
            for row in self.rows(name):
                for cell in row.values():
                    self.assertFalse(cell[:1] in ("=", "+", "-", "@"), cell)

    def test_nothing_of_ethnicity_or_nationality_is_in_any_file(self):
        plain = report("R-1")
        self.hold(plain)
        for form, name in (("graphml", "a"), ("gexf", "b"), ("csv", "c")):
            self.export(form, name)
        for file in self.folder.glob("[abc]*"):
            if file.is_file():
                words = file.read_text().lower()
                for word in ("ethnic", "nationality", '"w1"', ">w1<", ">gb<", '"gb"'):
                    self.assertNotIn(word, words, file.name)

    def test_the_same_reports_give_the_same_bytes(self):
        self.hold(report("R-1"), report("R-2"))
        for form in ("graphml", "gexf"):
            self.assertEqual(self.export(form, "one").read_bytes(), self.export(form, "two").read_bytes())

    def test_a_file_that_cannot_be_written_is_said(self):
        self.hold(report("R-1"))
        self.expect(3, "export", "links", "--data", self.data, "--out", self.folder / "nowhere" / "out")
        self.expect(2, "export", "links", "--data", self.data, "--format", "png", "--out", self.folder / "out")
        self.expect(3, "export", "links", "--data", self.folder / "no-such-data", "--out", self.folder / "out")

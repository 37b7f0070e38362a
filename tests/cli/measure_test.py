"""measure: every statistic from a plain table, and what a table that makes no sense is told."""
import json
import math

from support import CliTest

Z = 1.959963984540054
NAMES = ["xmr", "proportion", "rate", "rate-ratio", "funnel", "its", "did", "suppress", "erlang"]


class Measure(CliTest):
    def table(self, text):
        path = self.folder / "table.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def measured(self, name, text):
        return json.loads(self.expect(0, "measure", name, self.table(text), "--json").stdout)

    def refused(self, name, text):
        done = self.expect(1, "measure", name, self.table(text), "--json")
        self.assertEqual(done.stdout, "", "nothing is worked out from part of a table")
        return done.stderr

    def test_xmr(self):
        got = self.measured("xmr", "period,value\n2026-01,10\n2026-02,12\n2026-03,11\n2026-04,15\n")
        self.assertEqual(list(got), ["mean", "moving_range_mean", "lower", "upper", "note", "points"])
        self.assertAlmostEqual(got["upper"], 12 + 2.66 * 7 / 3, places=12)
        self.assertIn("trial limits", got["note"])
        self.assertEqual(got["points"][0], {"period": "2026-01", "value": 10, "signals": []})

    def test_xmr_names_its_signals(self):
        values = [10, 11] * 8 + [60] + [10, 11] * 3 + [20, 21, 22, 23, 24, 25, 26]
        got = self.measured("xmr", "period,value\n" + "".join(f"{i},{v}\n" for i, v in enumerate(values)))
        self.assertNotIn("note", got)
        self.assertIn("outside", got["points"][16]["signals"])
        for point in got["points"][-7:]:
            self.assertIn("trend", point["signals"])

    def test_proportion(self):
        got = self.measured("proportion", "label,numerator,denominator\nNorth,81,263\nSouth,0,0\n")
        self.assertEqual(got["rows"][0]["label"], "North")
        self.assertAlmostEqual(got["rows"][0]["lower"], 0.25526, places=4)
        self.assertIsNone(got["rows"][1]["estimate"])
        self.assertIn("not enough to say", got["rows"][1]["note"])

    def test_rate(self):
        got = self.measured("rate", "label,count,population\nA,0,100000\nB,10,100000\nC,4,0\n")["rows"]
        self.assertAlmostEqual(got[0]["upper"], -math.log(0.025), places=10)
        self.assertAlmostEqual(got[1]["lower"], 10 * (1 - 1 / 90 - Z / (3 * math.sqrt(10))) ** 3, places=10)
        self.assertIsNone(got[2]["rate"])

    def test_rate_ratio(self):
        got = self.measured("rate-ratio", "label,count,population\nreference,20,1000\nA,15,500\nB,0,500\n")["rows"]
        self.assertEqual((got[0]["ratio"], got[0]["lower"], got[0]["upper"]), (1, 1, 1))
        self.assertAlmostEqual(got[1]["ratio"], 1.5, places=12)
        self.assertAlmostEqual(got[1]["upper"], 1.5 * math.exp(Z * math.sqrt(1 / 20 + 1 / 15)), places=12)
        self.assertEqual(got[2]["ratio"], 0)
        self.assertGreater(got[2]["upper"], 0)

    def test_funnel(self):
        got = self.measured("funnel", "label,numerator,denominator\nA,50,100\nB,48,100\nC,10,100\nD,0,0\n")
        self.assertAlmostEqual(got["average"], 0.36, places=12)
        self.assertAlmostEqual(got["rows"][0]["upper95"], 0.36 + Z * math.sqrt(0.36 * 0.64 / 100), places=12)
        self.assertEqual([row["outside"] for row in got["rows"]], [False, False, True, None])

    def test_erlang(self):
        header = "arrivals_per_hour,service_minutes,target_share,target_minutes\n"
        self.assertEqual(self.measured("erlang", header + "100,6,0.8,0.3333\n")["officers"], 14)
        self.assertEqual([row["officers"] for row in self.measured("erlang", header + "100,6,0.8,0.3333\n0,6,0.8,1\n")["rows"]], [14, None])
        self.assertIn("between 0 and 1", self.refused("erlang", header + "100,6,80,0.3333\n"))

    def test_its(self):
        rows = [(i, 5 + 0.5 * i + (4 if i >= 12 else 0) + (-1) ** i, int(i >= 12)) for i in range(24)]
        got = self.measured("its", "period,value,after\n" + "".join(f"{p},{v},{a}\n" for p, v, a in rows))
        self.assertEqual(list(got)[:4], ["effect", "lower", "upper", "enough"])
        self.assertTrue(got["enough"])
        self.assertLess(got["lower"], 4)
        self.assertGreater(got["lower"], 0)
        early = self.measured("its", "period,value,after\n" + "".join(f"{p},{v},{a}\n" for p, v, a in rows[5:]))
        self.assertFalse(early["enough"])
        self.assertIn("too early to tell", early["note"])

    def test_its_needs_time_to_go_forward(self):
        self.assertIn("line 3", self.refused("its", "period,value,after\n2026-02,3,0\n2026-01,4,1\n"))
        self.assertIn("line 4", self.refused("its", "period,value,after\n1,3,0\n2,3,1\n3,4,0\n"))

    def test_did(self):
        text = "unit,period,value,treated_from\n"
        for unit in range(8):
            treated = f"2026-W{6 + unit:02}" if unit < 4 else ""
            for week in range(1, 13):
                since = unit < 4 and week >= 6 + unit
                text += f"Team {unit},2026-W{week:02},{10 + unit + week % 3 + 5 * since + ((unit * 7 + week * 5) % 4) / 10},{treated}\n"
        got = self.measured("did", text)
        self.assertTrue(got["enough"])
        self.assertLess(got["lower"], got["effect"])
        self.assertAlmostEqual(got["effect"], 5, delta=0.2)

    def test_did_refuses_two_minds_about_a_unit(self):
        header = "unit,period,value,treated_from\n"
        self.assertIn("line 3", self.refused("did", header + "A,1,5,3\nA,2,5,4\n"))
        self.assertIn("twice", self.refused("did", header + "A,1,5,3\nA,1,6,3\n"))
        self.assertIn("period", self.refused("did", header + "A,soon,5,3\n"))

    def test_suppress_hides_what_would_be_given_back(self):
        got = self.measured("suppress", "label,a,b,total\nx,3,20,23\ny,40,50,90\ntotal,43,70,113\n")
        self.assertEqual(got["rows"][0], {"label": "x", "a": None, "b": None, "total": 23})
        self.assertEqual(got["rows"][1]["a"], None)
        self.assertEqual(got["rows"][2], {"label": "total", "a": 43, "b": 70, "total": 113})

    def test_suppress_refuses_a_table_that_does_not_add_up(self):
        said = self.refused("suppress", "label,a,b,total\nx,3,20,24\ny,40,50,90\ntotal,43,70,113\n")
        self.assertIn("line 2: the row adds up to 23, and its total says 24", said)
        self.assertIn("last row", self.refused("suppress", "label,a,total\nx,3,3\n"))
        self.assertIn("total", self.refused("suppress", "label,a,b\nx,3,3\ntotal,3,3\n"))

    def test_what_is_not_a_number_is_named_by_its_line(self):
        said = self.refused("proportion", "label,numerator,denominator\nA,1,2\nB,few,7\nC,-1,4\nD,1.5,4\n")
        for word in ("line 3", '"few"', "line 4", "line 5"):
            self.assertIn(word, said)
        self.assertIn("larger than", self.refused("proportion", "label,numerator,denominator\nA,3,2\n"))
        for value in ("nan", "inf", "1e999", "1e200", "1e-200", "0x10", "1,000", ""):
            with self.subTest(value):
                self.refused("rate", f"label,count,population\nA,{value},100\n")

    def test_a_column_that_is_not_there_is_named(self):
        for name in NAMES:
            with self.subTest(name):
                self.assertIn("column named", self.refused(name, "nothing,of,use\n1,2,3\n"))
        self.assertIn("2 columns named value", self.refused("xmr", "period,value,value\n1,2,3\n"))

    def test_a_table_without_rows_has_not_enough_to_say(self):
        for name, columns in [("xmr", "period,value"), ("proportion", "label,numerator,denominator"), ("rate", "label,count,population"),
                              ("rate-ratio", "label,count,population"), ("funnel", "label,numerator,denominator"),
                              ("its", "period,value,after"), ("did", "unit,period,value,treated_from"), ("suppress", "label,a,total"),
                              ("erlang", "arrivals_per_hour,service_minutes,target_share,target_minutes")]:
            with self.subTest(name):
                self.assertIn("not enough to say", self.measured(name, columns + "\n")["note"])

    def test_one_point_has_not_enough_to_say(self):
        self.assertIsNone(self.measured("xmr", "period,value\n1,4\n")["lower"])
        self.assertIsNone(self.measured("its", "period,value,after\n1,4,0\n")["effect"])
        self.assertIsNone(self.measured("did", "unit,period,value,treated_from\nA,1,4,2\n")["effect"])

    def test_a_period_without_a_figure_is_no_zero(self):
        got = self.measured("xmr", "period,value\n1,4\n2,\n3,4\n4,5\n")
        self.assertIsNone(got["points"][1]["value"])
        self.assertAlmostEqual(got["mean"], 13 / 3)

    def test_bytes_that_are_no_table_are_refused(self):
        for content in (b"", b"\xff\xfe\x00", b'"never closed', b"\0\0\0\0"):
            with self.subTest(content):
                self.refused("xmr", content)

    def test_a_file_that_is_not_there_is_a_failure(self):
        self.assertIn("nowhere.csv", self.expect(3, "measure", "xmr", self.folder / "nowhere.csv").stderr)
        self.expect(3, "measure", "xmr", self.folder)

    def test_an_unknown_measure_is_a_mistake_of_usage(self):
        said = self.expect(2, "measure", "guess", self.table("a\n")).stderr
        for name in NAMES:
            self.assertIn(name, said)

    def test_without_json_it_prints_a_table_to_read(self):
        said = self.expect(0, "measure", "proportion", self.table("label,numerator,denominator\nNorth,1,4\n")).stdout
        self.assertRegex(said, r"label +estimate +lower +upper\nNorth +0\.25 +0\.0455873 +0\.699358\n")

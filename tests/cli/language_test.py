"""language: documents in, findings out; nothing in them is changed."""
import io
import json
import zipfile

from support import CliTest

HARM = "PC Reed writes. She is putting herself, again, at risk.\n"
QUOTED = "She said \"I am promiscuous\" to us.\n"
NEUTRAL = "Chloe was last seen at 16:40 outside the library in a grey coat.\n"


class Language(CliTest):
    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def check(self, code, *arguments):
        return self.expect(code, "language", *arguments)

    def test_a_finding_says_where_why_and_what_instead(self):
        path = self.write("note.txt", HARM)
        [finding] = json.loads(self.check(1, path, "--json").stdout)
        self.assertEqual(finding["file"], str(path))
        self.assertEqual(HARM[finding["start"]:finding["end"]], finding["text"])
        self.assertEqual(finding["text"], "putting herself, again, at risk")
        self.assertEqual((finding["severity"], finding["counted"], finding["line"]), ("blames", True, 1))
        self.assertTrue(finding["why"] and finding["source"] and finding["rule"])
        self.assertGreaterEqual(len(finding["suggestions"]), 1)
        self.assertRegex(finding["rules_digest"], r"^[0-9a-f]{64}$")

    def test_neutral_words_end_with_nought_and_an_empty_list(self):
        path = self.write("note.txt", NEUTRAL)
        self.assertEqual(json.loads(self.check(0, path, "--json").stdout), [])
        self.assertIn("0 findings in 14 words", self.check(0, path).stdout)

    def test_quoted_words_are_shown_and_do_not_count(self):
        [finding] = json.loads(self.check(0, self.write("note.txt", QUOTED), "--json").stdout)
        self.assertEqual((finding["counted"], finding["exempt"]), (False, "quoted"))

    def test_bytes_and_characters_are_told_apart(self):
        text = "Zoë, café: she is promiscuous."
        [finding] = json.loads(self.check(1, self.write("note.txt", text), "--json").stdout)
        self.assertEqual(text.encode()[finding["start"]:finding["end"]], b"promiscuous")
        self.assertEqual(text[finding["start_character"]:finding["end_character"]], "promiscuous")

    def test_each_kind_of_file_is_read(self):
        docx = io.BytesIO()
        with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", "<w:p><w:r><w:t>She is pro</w:t><w:t>miscuous.</w:t></w:r></w:p>")
        for name, content in [("a.txt", "She is promiscuous."), ("b.md", "She is *promiscuous*. [x](http://promiscuous)"),
                              ("c.html", "<p class=promiscuous>She is <i>promis</i>cuous.</p>"), ("d.docx", docx.getvalue())]:
            with self.subTest(name):
                [finding] = json.loads(self.check(1, self.write(name, content), "--json").stdout)
                self.assertEqual(finding["text"], "promiscuous")

    def test_a_folder_is_walked_and_reported(self):
        for name, text in [("a/one.txt", HARM), ("b/two.md", NEUTRAL), ("b/c/three.txt", QUOTED), ("b/photo.jpg", b"\0\1")]:
            self.write("old/" + name, text)
        csv, html = self.folder / "report.csv", self.folder / "report.html"
        said = self.check(1, self.folder / "old", "--csv", csv, "--html", html).stdout
        self.assertIn("1 finding in", said)
        self.assertIn("1 other files were passed over", said)
        rows = csv.read_text().splitlines()
        self.assertEqual(len(rows), 3)
        self.assertTrue(rows[0].startswith("file,line,start,end,text,rule"))
        page = html.read_text()
        self.assertIn("<mark>putting herself, again, at risk</mark>", page)
        self.assertNotIn("<script", page)

    def test_what_cannot_be_read_is_named_and_the_rest_is_checked(self):
        good = self.write("good.txt", HARM)
        bad = [self.write("empty.txt", ""), self.write("binary.txt", b"a\0b"), self.write("latin.txt", b"caf\xe9"),
               self.write("not.docx", b"PK\3\4 no"), self.folder / "nowhere.txt"]
        done = self.check(3, good, *bad, "--json")
        self.assertEqual(len(json.loads(done.stdout)), 1)
        for path in bad:
            self.assertIn(str(path), done.stderr)

    def test_a_file_too_large_is_refused_unread(self):
        path = self.folder / "large.txt"
        with open(path, "wb") as file:
            file.truncate(100 << 20)
        self.assertIn("64 MiB", self.check(3, path).stderr)

    def test_a_force_adds_its_own_wordings(self):
        own = 'family = "Ours"\n[[rule]]\nid = "ours"\nseverity = "labels"\nwhy = "It names a child by a van."\nsource = "guide"\n' \
              'suggestions = ["a child we have met before"]\ncounter_examples = ["The van came."]\n' \
              'phrases = [ { is = "known to the van", as = "He is known to the van." } ]\n'
        self.write("data/rules/language/ours.toml", own)
        note = self.write("note.txt", "He is known to the van.")
        self.check(0, note)
        [finding] = json.loads(self.check(1, note, "--data", self.folder / "data", "--json").stdout)
        self.assertEqual(finding["rule"], "ours")

    def test_a_broken_rule_file_is_refused_by_its_line(self):
        self.write("data/rules/language/ours.toml", 'family = "Ours"\n[[rule]]\nid = "ours"\n')
        self.assertIn("ours.toml line 2", self.check(3, self.write("note.txt", NEUTRAL), "--data", self.folder / "data").stderr)

    def test_no_file_is_a_mistake_of_usage(self):
        self.check(2)

"""Help, and what is said to arguments that make no sense."""
from support import CliTest

VERBS = ["serve", "verify", "checkpoint", "export", "export ledger", "import", "import ssda903", "synth", "measure", "user", "user add", "token", "language"]
NEEDS_DATA = ["serve", "verify", "checkpoint", "export ledger"]


class Arguments(CliTest):
    def test_help_names_every_verb(self):
        said = self.expect(0, "--help").stdout
        for verb in {verb.split()[0] for verb in VERBS}:
            self.assertRegex(said, rf"\n *{verb}\b +\S")

    def test_every_verb_has_help(self):
        for verb in VERBS:
            with self.subTest(verb):
                said = self.expect(0, *verb.split(), "--help").stdout
                self.assertIn("--help", said)
                self.assertNotIn("Internal", said)

    def test_reading_verbs_offer_json(self):
        for verb in ["verify", "import ssda903", "language", "measure"]:
            with self.subTest(verb):
                self.assertIn("--json", self.expect(0, *verb.split(), "--help").stdout)

    def test_no_verb_is_a_mistake_of_usage(self):
        self.expect(2)

    def test_an_unknown_verb_is_a_mistake_of_usage(self):
        self.expect(2, "destroy")

    def test_an_unknown_option_is_a_mistake_of_usage(self):
        for verb in VERBS:
            with self.subTest(verb):
                self.expect(2, *verb.split(), "--no-such-option")

    def test_a_folder_must_be_named(self):
        for verb in NEEDS_DATA:
            with self.subTest(verb):
                self.assertIn("--data", self.expect(2, *verb.split()).stderr)

    def test_what_cannot_be_read_in_serves_options_is_named(self):
        for option, value, word in [("--listen", "nowhere", "nowhere"), ("--listen", "127.0.0.1:99999", "99999"),
                                    ("--drill", "yesterday", "--drill"), ("--drill", "2026-03-03T18:00:00Z,fast", "fast"),
                                    ("--drill", "2026-03-03T18:00:00Z,0", "0"), ("--drill", "2026-03-03T18:00:00Z,-3", "-3"),
                                    ("--tls-key", "key.pem", "--tls-certificate"), ("--workers", "many", "many")]:
            with self.subTest(f"{option} {value}"):
                said = self.expect(2, "serve", "--data", self.data, option, value).stderr
                self.assertIn(word, said)
                self.assertFalse(self.data.exists(), "a folder was made for a command that made no sense")

"""learn links: what is learnt from a folder's ledger, where it is written, and what is refused."""
import json
import random
import re

from support import CliTest

GIVEN = [a + b for a in ("Bal", "Cor", "Dun", "Fer", "Gam", "Hul", "Jav", "Kip", "Lom", "Mur") for b in ("bert", "dica", "fosk", "gan", "lith", "mond", "rix", "tave")]
FAMILY = [a + b for a in ("Ash", "Birk", "Crow", "Dal", "Elm", "Fen", "Gart", "Hol", "Ing", "Kel") for b in ("by", "combe", "ford", "ham", "ley", "mere", "ton", "wick")]


def reports(people, each, seed=5):
    """Each person is told of `each` times, with a birth date that is wrong one time in ten."""
    draw = random.Random(seed)
    number = 0
    humans = [(draw.choice(GIVEN), draw.choice(FAMILY), f"{draw.randint(1970, 2011)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}") for _ in range(people)]
    for _ in range(each):
        for given, family, born in humans:
            number += 1
            said = born if draw.random() < 0.9 else f"{draw.randint(1970, 2011)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            yield {"report": f"R-{number:06}", "received_at": "2026-03-03T14:05:00Z", "kind": "intelligence", "agency": "police",
                   "grading": {"source": 2, "information": "C", "handling": "P"}, "people": [{"ref": "p1", "role": "adult", "name": f"{given} {family}", "dob": said}],
                   "links": []}


class Learn(CliTest):
    def hold(self, lines):
        file = self.folder / "reports.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in lines))
        self.expect(0, "import", "reports", file, "--data", self.data)

    def learn(self, *more):
        return self.expect(0, "learn", "links", "--data", self.data, *more)

    def test_what_is_learnt_becomes_the_forces_own_rule_and_is_kept_in_the_ledger_once_used(self):
        self.hold(reports(220, 4))
        tried = json.loads(self.learn("--dry-run", "--json").stdout)
        self.assertIsNone(tried["written"])
        self.assertFalse((self.data / "rules").exists())
        same = next(level["same"] for level in tried["levels"] if (level["evidence"], level["level"]) == ("birth_date", "same"))
        self.assertAlmostEqual(same["learnt"], 0.81, delta=0.08)
        self.assertTrue(any(warning.startswith("phone: known of both") for warning in tried["warnings"]))

        done = self.learn()
        self.assertIn("stands", done.stdout)
        self.assertIn("The service uses it from its next start", done.stderr)
        text = (self.data / "rules" / "linking.toml").read_text()
        self.assertIn("Learnt by `lapwing learn links`", text)
        self.assertRegex(text, r"phone\]\n(.*\n)*?same = \{ same = 0\.6, other = 0\.00001, relative = 0\.2 \}")
        self.assertTrue((self.data / "rules" / "clocks.toml").exists(), "a folder of rules takes the place of all that are built in")
        self.add_user()
        self.assertIn("lapwing learn links", self.expect(0, "export", "ledger", "--data", self.data).stdout, "the rules in force are kept in the ledger")

    def test_learning_again_keeps_the_file_before_and_says_once_where_the_rest_comes_from(self):
        self.hold(reports(220, 4))
        self.learn()
        first = (self.data / "rules" / "linking.toml").read_text()
        self.learn()
        self.assertEqual((self.data / "rules" / "linking.toml.before").read_text(), first)
        again = (self.data / "rules" / "linking.toml").read_text()
        self.assertEqual(len(re.findall("Learnt by", again)), 1)

    def test_too_little_to_learn_from_is_refused_and_nothing_is_written(self):
        self.hold(reports(10, 2))
        done = self.expect(1, "learn", "links", "--data", self.data)
        self.assertIn("Too little to learn from", done.stderr)
        self.assertFalse((self.data / "rules").exists())

    def test_a_folder_without_a_ledger_is_refused(self):
        self.expect(3, "learn", "links", "--data", self.folder / "none")

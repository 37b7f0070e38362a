"""import population: the children of each ethnicity in a force's area, from a file of its own."""
from support import CliTest


class ImportPopulation(CliTest):
    def bring_in(self, code, text, year="2021", source="Census 2021"):
        file = self.folder / "population.csv"
        file.write_text(text)
        return self.expect(code, "import", "population", file, "--source", source, "--year", year, "--data", self.data)

    def test_it_is_recorded_once(self):
        text = "code,children\nW1,61000\nA2,5400\n"
        self.assertIn("Recorded: 66400 children in 2 groups, for 2021", self.bring_in(0, text).stdout)
        self.assertIn("Held already", self.bring_in(0, text).stdout)

    def test_what_is_wrong_is_told_by_line_and_nothing_is_kept(self):
        said = self.bring_in(3, "code,children\nW1,61000\nXX,5400\nW1,3\n").stderr
        self.assertIn("line 3: \"XX\" is neither", said)
        self.assertIn("line 4: Name each group once", said)
        self.assertIn("line 2: children must be a whole number", self.bring_in(3, "code,children\nW1,lots\n").stderr)
        self.assertIn("--year: ", self.bring_in(3, "code,children\nW1,3\n", year="1066").stderr)
        self.assertIn("Recorded", self.bring_in(0, "code,children\nW1,3\n").stdout)

    def test_a_file_that_is_not_there_is_said_so(self):
        self.assertIn("cannot be read", self.expect(3, "import", "population", self.folder / "none.csv", "--source", "x", "--year", "2021", "--data", self.data).stderr)


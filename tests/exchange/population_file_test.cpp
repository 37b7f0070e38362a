// A force's own population file: what is read, and what is said of each line that cannot be.
#include "exchange/population_file.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace lapwing::exchange {
namespace {

using casework::PopulationRow;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::expected<PopulationFile, std::vector<std::string>> read(const std::string& text) {
  std::istringstream in(text);
  return read_population(in);
}

TEST(PopulationFile, IsReadWithItsColumnsInAnyOrderAndOthersPassedOver) {
  const auto file = read("\xEF\xBB\xBFlabel,children, code \r\nWhite British, 61000 ,W1\r\n\r\nPakistani,5400,A2\r\n");
  ASSERT_TRUE(file) << file.error().front();
  EXPECT_THAT(file->rows, ElementsAre(PopulationRow{"W1", 61000}, PopulationRow{"A2", 5400}));
  EXPECT_THAT(file->lines, ElementsAre(2u, 4u));
}

TEST(PopulationFile, TakesTheNameOfAGroupWithCommasInIt) {
  const auto file = read("code,children\n\"Black, Black British, Caribbean or African\",4000\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->rows.front().code, "Black, Black British, Caribbean or African");
}

TEST(PopulationFile, TellsOfEveryLineThatCannotBeRead) {
  const auto file = read("code,children\nW1,many\nA2\nA1,-4\nB1,1 200\nM1,30\n");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error(), ElementsAre(HasSubstr("line 2: children must be a whole number"), HasSubstr("line 3: a column is missing"),
                                        HasSubstr("line 4"), HasSubstr("line 5")));
}

TEST(PopulationFile, MustNameItsColumns) {
  for (const auto* text : {"", "\n\n", "W1,61000\n", "code,count\nW1,3\n"}) {
    const auto file = read(text);
    ASSERT_FALSE(file) << text;
    EXPECT_THAT(file.error().front(), HasSubstr("code and children")) << text;
  }
}

TEST(PopulationFile, OfOnlyItsFirstLineHasNoRows) {
  const auto file = read("code,children\n");
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->rows.empty());
}

TEST(PopulationFile, ThatNeverEndsIsNotReadToItsEnd) {
  std::string text = "code,children\n";
  for (int i = 0; i < 5000; ++i) text += "W1,1\n";
  const auto file = read(text);
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().front(), HasSubstr("longer than"));
}

}  // namespace
}  // namespace lapwing::exchange

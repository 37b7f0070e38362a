#include "exchange/csv.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace lapwing::exchange {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ReadBack {
  std::vector<std::vector<std::string>> records;
  std::vector<std::uint64_t> lines;
  std::vector<CsvFault> faults;
};

ReadBack read(const std::string& text) {
  std::istringstream in(text);
  CsvReader csv(in);
  CsvRecord record;
  ReadBack out;
  while (true) {
    const auto more = csv.next(record);
    if (!more) {
      out.faults.push_back(more.error());
      continue;
    }
    if (!*more) return out;
    out.records.push_back(record.fields);
    out.lines.push_back(record.line);
  }
}

TEST(Csv, FieldsAreDividedByCommasAndLines) {
  const auto got = read("a,b,c\n1,,3\n");
  EXPECT_THAT(got.records, ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("1", "", "3")));
  EXPECT_TRUE(got.faults.empty());
}

TEST(Csv, ACommaAtTheEndIsAnEmptyField) { EXPECT_THAT(read("a,b,\n").records, ElementsAre(ElementsAre("a", "b", ""))); }

TEST(Csv, QuotationMarksHoldCommasQuotationMarksAndLineEnds) {
  const auto got = read("\"a,b\",\"say \"\"no\"\"\"\n\"one\ntwo\",x\nlast,line\n");
  EXPECT_THAT(got.records, ElementsAre(ElementsAre("a,b", "say \"no\""), ElementsAre("one\ntwo", "x"), ElementsAre("last", "line")));
  EXPECT_THAT(got.lines, ElementsAre(1u, 2u, 4u));
}

TEST(Csv, AByteOrderMarkAndWindowsLineEndsArePassedOver) {
  EXPECT_THAT(read("\xEF\xBB\xBF" "a,b\r\n1,2\r\n").records, ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
}

TEST(Csv, TheLastLineNeedsNoEnd) { EXPECT_THAT(read("a\nb").records, ElementsAre(ElementsAre("a"), ElementsAre("b"))); }

TEST(Csv, EmptyLinesAreNoRecords) {
  const auto got = read("a\n\n\r\nb\n");
  EXPECT_THAT(got.records, ElementsAre(ElementsAre("a"), ElementsAre("b")));
  EXPECT_THAT(got.lines, ElementsAre(1u, 4u));
}

struct BadLine { const char* text; const char* says; };
class BadCsv : public ::testing::TestWithParam<BadLine> {};

TEST_P(BadCsv, IsToldByItsLineAndTheNextLineIsRead) {
  const auto got = read(std::string("good,1\n") + GetParam().text + "\nafter,2\n");
  ASSERT_EQ(got.faults.size(), 1u);
  EXPECT_EQ(got.faults.front().line, 2u);
  EXPECT_THAT(got.faults.front().message, HasSubstr(GetParam().says));
  EXPECT_THAT(got.records, ElementsAre(ElementsAre("good", "1"), ElementsAre("after", "2")));
}

INSTANTIATE_TEST_SUITE_P(Lines, BadCsv,
                         ::testing::Values(BadLine{"a\"b,c", "inside a field"}, BadLine{"\"a\"b,c", "after a closing"},
                                           BadLine{"\"a,b", "never closed"}, BadLine{"a\xFF,b", "UTF-8"}, BadLine{"\xC3,b", "UTF-8"},
                                           BadLine{"\xED\xA0\x80,b", "UTF-8"}, BadLine{"\xC0\xAF,b", "UTF-8"}));

TEST(Csv, ALineThatIsTooLongIsToldAndPassedOver) {
  const auto got = read("a\n" + std::string(CsvReader::record_bytes_max + 1, 'x') + "\nb\n");
  ASSERT_EQ(got.faults.size(), 1u);
  EXPECT_EQ(got.faults.front().line, 2u);
  EXPECT_THAT(got.records, ElementsAre(ElementsAre("a"), ElementsAre("b")));
}

TEST(Csv, AQuotationMarkNeverClosedDoesNotSwallowTheRestOfALongFile) {
  std::string text = "a\n\"open,1\n";
  const std::size_t rows = 2 * CsvReader::record_bytes_max / 8;
  for (std::size_t i = 0; i < rows; ++i) text += "row,1234\n";
  const auto got = read(text);
  ASSERT_EQ(got.faults.size(), 1u);
  EXPECT_EQ(got.faults.front().line, 2u);
  EXPECT_EQ(got.records.size(), rows + 1);
}

TEST(Csv, TooManyColumnsAreRefused) {
  EXPECT_EQ(read("a\n" + std::string(CsvReader::fields_max + 1, ',') + "\nb\n").faults.size(), 1u);
}

TEST(Csv, AByteThatIsNotTextIsRefused) {
  const auto got = read(std::string("a\nx\0y\nb\n", 8));
  ASSERT_EQ(got.faults.size(), 1u);
  EXPECT_EQ(got.faults.front().line, 2u);
}

}  // namespace lapwing::exchange

// What a file is read as, and what is said of a file that cannot be read.
#include "language/reading.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "language/checked.hpp"
#include "language/report.hpp"

namespace lapwing::language {
namespace {

std::string le(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

std::string deflated(const std::string& plain) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

// A zip archive of one deflated member.
std::string zip_of(const std::string& name, const std::string& plain) {
  const auto packed = deflated(plain);
  const auto sizes = le(0, 4) + le(static_cast<std::uint32_t>(packed.size()), 4) + le(static_cast<std::uint32_t>(plain.size()), 4);
  const auto member = "PK\x03\x04" + le(20, 2) + le(0, 2) + le(8, 2) + le(0, 4) + sizes + le(static_cast<std::uint32_t>(name.size()), 2) + le(0, 2) + name + packed;
  const auto directory = "PK\x01\x02" + le(20, 2) + le(20, 2) + le(0, 2) + le(8, 2) + le(0, 4) + sizes + le(static_cast<std::uint32_t>(name.size()), 2) +
                         le(0, 2) + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(0, 4) + name;
  return member + directory + "PK\x05\x06" + le(0, 4) + le(1, 2) + le(1, 2) + le(static_cast<std::uint32_t>(directory.size()), 4) +
         le(static_cast<std::uint32_t>(member.size()), 4) + le(0, 2);
}

std::string problem(std::string bytes, FileKind kind = FileKind::text) {
  const auto read = document_from(std::move(bytes), kind, "note");
  return read ? "" : read.error();
}

TEST(LanguageReading, HtmlTagsAreNoTextAndPlacesAreTheFiles) {
  const std::string html = "<p title=\"promiscuous\">She is <b>prom</b>iscuous&nbsp;again.</p><script>lifestyle choice</script><!-- misper -->";
  const auto document = document_from(html, FileKind::html, "page");
  ASSERT_TRUE(document) << document.error();
  EXPECT_EQ(document->text.size(), html.size());
  const auto findings = shipped().check(document->text);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(html.substr(findings[0].start, findings[0].end - findings[0].start), "prom</b>iscuous");
  EXPECT_EQ(document->shown(findings[0].start, findings[0].end), "promiscuous");
}

TEST(LanguageReading, TextOfTwoParagraphsIsNotOnePhrase) {
  const auto document = document_from("<p>She was putting herself</p><p>at risk of flooding</p>", FileKind::html, "page");
  EXPECT_LE(shipped().check(document->text).size(), 1u);
}

TEST(LanguageReading, WhereMarkdownLinksLeadIsNoText) {
  const auto document = document_from("[her file](http://example.test/promiscuous) <http://example.test/misper>\n[x]: promiscuous\nShe is *promiscuous*.", FileKind::markdown, "note");
  ASSERT_TRUE(document);
  EXPECT_EQ(shipped().check(document->text).size(), 1u);
}

TEST(LanguageReading, ADocxIsReadParagraphByParagraph) {
  const auto xml = "<w:document><w:p><w:r><w:t>She is </w:t></w:r><w:r><w:t xml:space=\"preserve\">promis</w:t><w:t>cuous &amp; more.</w:t></w:r></w:p>"
                   "<w:p><w:r><w:delText>streetwise</w:delText></w:r></w:p></w:document>";
  const auto document = document_from(zip_of("word/document.xml", xml), FileKind::docx, "report");
  ASSERT_TRUE(document) << document.error();
  EXPECT_EQ(document->text.substr(0, document->text.find('\n')), "She is promiscuous & more.");
  EXPECT_EQ(shipped().check(document->text).size(), 1u);
}

TEST(LanguageReading, EachBadInputHasItsMessage) {
  EXPECT_NE(problem("").find("empty"), std::string::npos);
  EXPECT_NE(problem(std::string("abc\0def", 7)).find("zero byte"), std::string::npos);
  EXPECT_NE(problem("caf\xE9 notes").find("not UTF-8"), std::string::npos);
  EXPECT_NE(problem("\xFF\xFE" "a").find("UTF-16"), std::string::npos);
  EXPECT_NE(problem(std::string(line_bytes_max + 2, 'a')).find("line"), std::string::npos);
  EXPECT_NE(problem("PK nonsense", FileKind::docx).find("not a DOCX"), std::string::npos);
  EXPECT_NE(problem(zip_of("xl/workbook.xml", "<a/>"), FileKind::docx).find("word/document.xml"), std::string::npos);
  EXPECT_NE(problem(zip_of("word/document.xml", "<w:p/>"), FileKind::docx).find("no words"), std::string::npos);
  EXPECT_NE(read_document("/nowhere/note.txt").error().find("not there"), std::string::npos);
  EXPECT_NE(read_document("/tmp").error().find("not a file"), std::string::npos);
}

TEST(LanguageReading, AnArchiveThatUnpacksWithoutEndIsRefused) {
  EXPECT_NE(problem(zip_of("word/document.xml", std::string(unpacked_bytes_max + 1, ' ')), FileKind::docx).find("unpacks to more"), std::string::npos);
}

TEST(LanguageReading, AnArchiveCutShortAnywhereIsRefusedAndNeverCrashes) {
  const auto whole = zip_of("word/document.xml", "<w:p><w:t>She is promiscuous</w:t></w:p>");
  for (std::size_t bytes = 1; bytes < whole.size(); ++bytes) EXPECT_FALSE(problem(whole.substr(0, bytes), FileKind::docx).empty());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto broken = whole;
    broken[at] = static_cast<char>(~broken[at]);
    problem(broken, FileKind::docx);
  }
}

TEST(LanguageReport, TablesAreSafeAndSayWhatWasFound) {
  const auto document = document_from("One.\n<b>She is promiscuous.", FileKind::text, "note");
  auto report = report_on("=cmd(),\"x\".txt", *document, shipped());
  ASSERT_EQ(report.lines.size(), 1u);
  EXPECT_EQ(report.lines[0].line, 2u);
  const auto csv = as_csv({report}, shipped());
  EXPECT_NE(csv.find("\"'=cmd(),\"\"x\"\".txt\",2,"), std::string::npos) << csv;
  const auto html = as_html({report}, shipped());
  EXPECT_NE(html.find("&lt;b&gt;She is <mark>promiscuous</mark>"), std::string::npos) << html;
  EXPECT_EQ(html.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace lapwing::language

// What a table means, for `lapwing link`: which column is the id, which columns are compared and as what, and which one holds the
// truth (read only to measure, never to match). Written by whoever owns the table; docs/link.md describes the form. Immutable once
// read; any thread.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::policy {

enum class FieldKind { name, date, postcode, phone, address, category, text };
enum class NamePart { none, full, given, family };   // none: not a name

struct LinkField {
  std::string column;
  FieldKind kind = FieldKind::text;
  NamePart part = NamePart::none;
  std::string of;            // name columns with the same `of` are parts of one person's name, and count once
};

struct LinkSpec {
  std::string id;
  std::string truth;         // empty: no truth is known
  std::string truth_pattern; // a regular expression (ECMAScript); what it finds in the truth column is the truth. Empty: all of it
  bool within_files = false; // with two files: also pairs inside one file
  std::vector<LinkField> fields;
};

// The error names the line or the key at fault.
std::expected<LinkSpec, std::string> parse_link_spec(std::string_view toml);

}  // namespace lapwing::policy

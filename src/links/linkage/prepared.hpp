// A table made ready: records in an order that does not depend on the order of rows, names as words, other columns as distinct values,
// and a comparator for each thing compared. The truth column is not in it. Owned by whoever links; read by many threads.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "links/linkage/name_comparators.hpp"
#include "links/linkage/table.hpp"
#include "links/linkage/value_field.hpp"
#include "policy/link_spec.hpp"

namespace lapwing::linkage {

struct Prepared {
  std::vector<std::string> ids;                     // by record; two files: those of the first, then of the second, each sorted
  std::vector<std::uint8_t> file;                   // 0 or 1, by record
  std::vector<std::uint32_t> row;                   // in its file's table, by record
  bool across_only = false;                         // pairs inside one file are not compared
  std::vector<std::shared_ptr<const NameTable>> names;
  std::vector<std::shared_ptr<ValueField>> values;
  std::vector<std::shared_ptr<Comparator>> comparators;   // of names, then of values

  std::size_t size() const { return ids.size(); }
  bool may_pair(std::uint32_t a, std::uint32_t b) const { return a != b && !(across_only && file[a] == file[b]); }
};

// The error says which column is not there or which id stands twice.
std::expected<Prepared, std::string> prepare(const Table& left, const Table* right, const policy::LinkSpec& spec, const NameForms& forms);

}  // namespace lapwing::linkage

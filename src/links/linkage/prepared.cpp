#include "links/linkage/prepared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lapwing::linkage {
namespace {

using policy::FieldKind;
using policy::NamePart;

struct Source {
  const Table* table = nullptr;
  std::size_t id = 0;
  std::vector<std::size_t> columns;   // of the spec's fields
};

std::expected<std::size_t, std::string> find_column(const Table& table, const std::string& name) {
  const auto at = std::ranges::find(table.columns, name);
  if (at == table.columns.end())
    return std::unexpected(fmt::format("there is no column {}; there are {}", name, fmt::join(table.columns, ", ")));
  return static_cast<std::size_t>(at - table.columns.begin());
}

std::expected<Source, std::string> find_columns(const Table& table, const policy::LinkSpec& spec) {
  Source source{&table, 0, {}};
  const auto id = find_column(table, spec.id);
  if (!id) return std::unexpected(id.error());
  source.id = *id;
  for (const auto& field : spec.fields) {
    const auto at = find_column(table, field.column);
    if (!at) return std::unexpected(at.error());
    source.columns.push_back(*at);
  }
  return source;
}

// Sorted by what is compared and only then by id, so that nothing an id may give away decides a draw.
std::expected<void, std::string> add_records(const Source& source, std::uint8_t file, Prepared& out) {
  const auto& rows = source.table->rows;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    std::uint64_t hash = 1;
    for (const auto column : source.columns) hash = hash * 0x9e3779b97f4a7c15ull + long_hash_of(rows[i][column]);
    order[i] = {hash, i};
  }
  std::ranges::sort(order, [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : rows[a.second][source.id] < rows[b.second][source.id];
  });
  std::vector<std::string_view> ids;
  for (const auto& [hash, row] : order) {
    out.ids.push_back(rows[row][source.id]);
    out.file.push_back(file);
    out.row.push_back(row);
    ids.push_back(rows[row][source.id]);
  }
  std::ranges::sort(ids);
  if (const auto twice = std::ranges::adjacent_find(ids); twice != ids.end())
    return std::unexpected(fmt::format("the id {} stands twice: ids must differ", *twice));
  return {};
}

class Columns {
 public:
  Columns(const Prepared& prepared, std::vector<Source> sources) : prepared_(prepared), sources_(std::move(sources)) {}
  std::string_view at(std::size_t record, std::size_t field) const {
    const auto& source = sources_[prepared_.file[record]];
    return source.table->rows[prepared_.row[record]][source.columns[field]];
  }

 private:
  const Prepared& prepared_;
  std::vector<Source> sources_;
};

void add_names(const policy::LinkSpec& spec, const Columns& columns, const NameForms& forms, Prepared& out) {
  std::map<std::string, std::vector<std::size_t>> people;
  for (std::size_t f = 0; f < spec.fields.size(); ++f)
    if (spec.fields[f].kind == FieldKind::name) people[spec.fields[f].of].push_back(f);
  for (const auto& [of, fields] : people) {
    std::vector<NameWords> rows(out.size());
    std::vector<NameColumn> parts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      parts.clear();
      for (const auto f : fields) parts.push_back({spec.fields[f].part, columns.at(i, f)});
      rows[i] = name_words(parts);
    }
    const auto table = std::make_shared<const NameTable>(forms, rows);
    const auto shown_at = [&](NamePart part, NamePart otherwise) {
      for (const auto wanted : {part, otherwise})
        for (const auto f : fields)
          if (spec.fields[f].part == wanted) return f;
      return fields.front();
    };
    out.names.push_back(table);
    out.comparators.push_back(std::make_shared<MainNameComparator>(shown_at(NamePart::given, NamePart::full), table, false));
    out.comparators.push_back(std::make_shared<MainNameComparator>(shown_at(NamePart::family, NamePart::full), table, true));
    out.comparators.push_back(std::make_shared<OtherNamesComparator>(shown_at(NamePart::full, NamePart::given), table));
  }
}

}  // namespace

std::expected<Prepared, std::string> prepare(const Table& left, const Table* right, const policy::LinkSpec& spec, const NameForms& forms) {
  Prepared out;
  out.across_only = right && !spec.within_files;
  std::vector<Source> sources;
  for (const Table* table : {&left, right}) {
    if (!table) continue;
    const auto source = find_columns(*table, spec);
    if (!source) return std::unexpected(source.error());
    sources.push_back(*source);
    if (const auto added = add_records(*source, table == right ? 1 : 0, out); !added) return std::unexpected(added.error());
  }
  const Columns columns(out, sources);
  add_names(spec, columns, forms, out);
  for (std::size_t f = 0; f < spec.fields.size(); ++f) {
    if (spec.fields[f].kind == FieldKind::name) continue;
    std::vector<std::string_view> raw(out.size());
    for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = columns.at(i, f);
    out.values.push_back(std::make_shared<ValueField>(f, spec.fields[f].kind, raw));
    out.comparators.push_back(out.values.back());
  }
  return out;
}

}  // namespace lapwing::linkage

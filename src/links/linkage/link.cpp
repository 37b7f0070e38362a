#include "links/linkage/link.hpp"

#include <cmath>

#include "links/linkage/cluster.hpp"
#include "links/linkage/model.hpp"

namespace lapwing::linkage {
namespace {

std::vector<std::vector<float>> contributions(const Prepared& prepared, const Model& model, const Compared& compared, std::size_t fields,
                                              std::size_t pairs) {
  std::vector<std::vector<float>> out(fields, std::vector<float>(pairs));
  for (std::size_t c = 0; c < prepared.comparators.size(); ++c) {
    auto& shown = out[prepared.comparators[c]->column()];
    for (std::size_t p = 0; p < pairs; ++p) shown[p] += static_cast<float>(weight_of(model, compared, c, p));
  }
  return out;
}

}  // namespace

std::expected<LinkResult, std::string> link(const Table& left, const Table* right, const policy::LinkSpec& spec, const policy::NameForms& forms,
                                            const LinkOptions& options) {
  const auto begin = [&](std::string_view what) {
    if (options.stage) options.stage(what);
  };
  begin("Reading names and values");
  auto prepared = prepare(left, right, spec, NameForms(forms));
  if (!prepared) return std::unexpected(prepared.error());
  begin("Counting chance");
  learn_chance(*prepared, options.seed);
  begin("Finding candidates");
  LinkResult out;
  out.pairs = find_candidates(*prepared, options.candidates);
  begin("Comparing");
  const auto compared = compare_all(*prepared, out.pairs);
  begin("Learning weights");
  const auto model = learn(*prepared, compared, out.pairs.size());
  begin("Scoring");
  out.contribution = contributions(*prepared, model, compared, spec.fields.size(), out.pairs.size());
  out.probability.resize(out.pairs.size());
  std::vector<Link> links(out.pairs.size());
  for (std::size_t p = 0; p < out.pairs.size(); ++p) {
    double odds = log_odds_of(model.prior);
    for (const auto& field : out.contribution) odds += static_cast<double>(field[p]);
    out.probability[p] = static_cast<float>(probability_of(odds));
    links[p] = {out.pairs[p].first, out.pairs[p].second, static_cast<float>(odds)};
  }
  begin("Clustering");
  out.cluster = cluster(prepared->size(), links, options.threshold);
  out.ids = std::move(prepared->ids), out.file = std::move(prepared->file), out.row = std::move(prepared->row);
  out.across_only = prepared->across_only;
  return out;
}

}  // namespace lapwing::linkage

#include "links/linkage/link.hpp"

#include <cmath>

#include "links/linkage/calibrate.hpp"
#include "links/linkage/cluster.hpp"
#include "links/linkage/model.hpp"

namespace lapwing::linkage {
namespace {

constexpr int turns = 1;   // of clustering and scaling: more of them drift towards being sure of too little

std::vector<std::vector<float>> contributions(const Prepared& prepared, const Model& model, const Scaling& scaling, const Compared& compared,
                                              std::size_t fields, std::size_t pairs) {
  std::vector<std::vector<float>> out(fields, std::vector<float>(pairs));
  for (std::size_t c = 0; c < prepared.comparators.size(); ++c) {
    auto& shown = out[prepared.comparators[c]->column()];
    for (std::size_t p = 0; p < pairs; ++p) {
      const double weight = weight_of(model, compared, c, p);
      shown[p] += static_cast<float>(weight * (weight > 0 ? scaling.when_for[c] : scaling.when_against[c]));
    }
  }
  return out;
}

std::vector<float> sum_up(const std::vector<std::vector<float>>& contribution, double intercept, std::size_t pairs) {
  std::vector<float> odds(pairs, static_cast<float>(intercept));
  for (const auto& field : contribution)
    for (std::size_t p = 0; p < pairs; ++p) odds[p] += field[p];
  return odds;
}

std::vector<std::uint32_t> cluster_by(const LinkResult& result, const std::vector<float>& odds, std::size_t records, double threshold) {
  std::vector<Link> links(odds.size());
  for (std::size_t p = 0; p < odds.size(); ++p) links[p] = {result.pairs[p].first, result.pairs[p].second, odds[p]};
  return cluster(records, links, threshold);
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
  auto compared = compare_all(*prepared, out.pairs);
  begin("Learning weights");
  auto model = learn(*prepared, compared, out.pairs.size());
  learn_chance(*prepared, options.seed, &model);
  compared = compare_all(*prepared, out.pairs);
  model = learn(*prepared, compared, out.pairs.size());
  Scaling scaling{log_odds_of(model.prior), std::vector<double>(model.log_m.size(), 1), std::vector<double>(model.log_m.size(), 1)};
  for (int turn = 0;; ++turn) {
    begin("Scoring");
    out.contribution = contributions(*prepared, model, scaling, compared, spec.fields.size(), out.pairs.size());
    const auto odds = sum_up(out.contribution, scaling.intercept, out.pairs.size());
    begin("Clustering");
    out.cluster = cluster_by(out, odds, prepared->size(), options.threshold);
    if (turn == turns) {
      for (const auto one : odds) out.probability.push_back(static_cast<float>(probability_of(one)));
      break;
    }
    std::vector<float> label(odds.size());
    for (std::size_t p = 0; p < odds.size(); ++p) label[p] = out.cluster[out.pairs[p].first] == out.cluster[out.pairs[p].second];
    scaling = fit(model, compared, label, odds);
  }
  out.ids = std::move(prepared->ids), out.file = std::move(prepared->file), out.row = std::move(prepared->row);
  out.across_only = prepared->across_only;
  return out;
}

}  // namespace lapwing::linkage

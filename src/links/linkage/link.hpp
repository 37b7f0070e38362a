// Record linkage on any table, from a spec: finds candidate pairs, learns what agreement is worth, scores every pair, and puts records
// into clusters. The same input gives the same answer, bit for bit, whatever the number of threads; the order of rows does not change
// the clusters. The truth column is not read. Pure but for memory and threads.
#pragma once
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "links/linkage/candidates.hpp"
#include "links/linkage/table.hpp"
#include "policy/link_spec.hpp"
#include "policy/nicknames.hpp"

namespace lapwing::linkage {

struct LinkOptions {
  double threshold = 0.5;                   // of clustering, a probability
  std::uint64_t seed = 20'260'303;          // for the random pairs that chance is counted on
  CandidateLimits candidates;
  std::function<void(std::string_view)> stage;   // told what begins; may be empty
};

struct LinkResult {
  std::vector<std::string> ids;             // by record
  std::vector<std::uint8_t> file;           // by record: 0 the first table, 1 the second
  std::vector<std::uint32_t> row;           // by record: in its table
  bool across_only = false;
  std::vector<Pair> pairs;                  // every pair compared, by record
  std::vector<float> probability;           // by pair
  std::vector<std::vector<float>> contribution;   // by field of the spec, by pair: log likelihood ratio
  std::vector<std::uint32_t> cluster;       // by record: the record that names its cluster
};

// `right` may be null: one table, linked to itself. The error says what is wrong with a table or the spec.
std::expected<LinkResult, std::string> link(const Table& left, const Table* right, const policy::LinkSpec& spec, const policy::NameForms& forms,
                                            const LinkOptions& options);

}  // namespace lapwing::linkage

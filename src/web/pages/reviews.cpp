// Reviews: where to start.
#include "web/pages/reviews_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

static Response reviews_page(Visit& visit) {
  auto head = visit.head("Reviews");
  head.wide = true;
  if (const auto months = months_asked(visit); !months) head.errors.push_back({"from", months.error()});
  json::object model{{"sample", sample_part(visit)}, {"counts", counts_part(visit)}};
  return visit.page("reviews", head, std::move(model));
}

Routes review_routes() {
  return {
      {"GET", "/reviews", reads("reviews"), reviews_page, "Reviews: draw a sample of closed episodes; the wording by team and month"},
      {"GET", "/reviews/wording.csv", reads("reviews"), counts_csv, "Findings per thousand words by team and month, as CSV"},
      {"GET", "/reviews/{episode}", reads("reviews"), review_page, "How an episode was written about: findings, what was kept, and its reviews"},
      {"POST", "/reviews/{episode}", does("write-case-review"), write_review, "Write a review of an episode"},
  };
}

}  // namespace lapwing::web

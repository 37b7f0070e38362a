#include "web/pages/measures/bodies.hpp"
#include "web/pages/measures/inspection_pages.hpp"
#include "web/pages/measures/workforce_pages.hpp"

namespace lapwing::web {

const std::vector<MeasurePage>& measure_pages() {
  static const std::vector<MeasurePage> pages{
      {"equity", "Who is being harmed", equity_body, true, false, equity_headlines},
      {"places", "Where harm is told of", places_body, true, false},
      {"response", "Response", response_body, true, true, response_headlines},
      {"response/breaches", "Breaches", breaches_body, false},
      {"workforce", "Officers and their work", workforce_body},
      {"training", "Training", training_body, true, false},
      {"inspection", "Inspection", inspection_body, true, false, inspection_headlines},
      {"inspection/plan", "Improvement plan", plan_body, false, false},
      {"inspection/samples", "Files audited", samples_body, false, false},
      {"inspection/pack", "Inspection pack", pack_body, false, false},
  };
  return pages;
}

}  // namespace lapwing::web

// What each page of figures is made of; measure_pages() lists them. One function a file of that name.
#pragma once
#include "web/pages/measures/measure_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

MeasureAnswer equity_body(Visit& visit, const MeasureAsked& asked);
MeasureAnswer response_body(Visit& visit, const MeasureAsked& asked);
MeasureHeadlines equity_headlines(Visit& visit, const MeasureAsked& asked);
MeasureHeadlines response_headlines(Visit& visit, const MeasureAsked& asked);
MeasureAnswer breaches_body(Visit& visit, const MeasureAsked& asked);

Routes equity_routes();   // its form
MeasureAnswer places_body(Visit& visit, const MeasureAsked& asked);

}  // namespace lapwing::web

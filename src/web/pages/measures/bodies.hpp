// What each page of figures is made of; measure_pages() lists them. One function a file of that name.
#pragma once
#include "web/pages/measures/measure_pages.hpp"

namespace lapwing::web {

MeasureAnswer response_body(Visit& visit, const MeasureAsked& asked);

}  // namespace lapwing::web

// The pages of the self-assessment: its judgements, the plan that answers them, and the files that people audit. Worker threads.
#pragma once
#include "measures/inspection/sections.hpp"
#include "web/pages/measures/measure_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

const measures::Criteria& inspection_criteria(const Visit& visit);

MeasureAnswer inspection_body(Visit& visit, const MeasureAsked& asked);   // inspection.cpp
MeasureHeadlines inspection_headlines(Visit& visit, const MeasureAsked& asked);
MeasureAnswer plan_body(Visit& visit, const MeasureAsked& asked);         // inspection_plan.cpp
MeasureAnswer samples_body(Visit& visit, const MeasureAsked& asked);      // inspection_samples.cpp
MeasureAnswer pack_body(Visit& visit, const MeasureAsked& asked);         // inspection_pack.cpp: all of it, to be printed or handed over

// Their forms, and the pages of one action, one sample and one file.
Routes plan_routes();
Routes sample_routes();

// What an action of the plan, or an audit, may be about: statements by topic, and causes of concern.
render::Choices about_choices(const measures::Criteria& criteria);

}  // namespace lapwing::web

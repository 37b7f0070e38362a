// The pages of officers and their work: how many there are and are needed, whom to give an episode to, what each is accredited for and when
// they work; and courses with what came of them. Worker threads; nothing is shared.
#pragma once
#include "measures/workforce/sections.hpp"
#include "web/pages/measures/measure_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

MeasureAnswer workforce_body(Visit& visit, const MeasureAsked& asked);   // workforce.cpp
MeasureAnswer training_body(Visit& visit, const MeasureAsked& asked);    // training.cpp

// Their forms, and the pages of one officer and of one episode to be given out.
Routes workforce_routes();                                               // workforce.cpp
Routes training_routes();                                                // training.cpp

Response officers_page(Visit& visit);                                    // workforce_officers.cpp
Response officer_page(Visit& visit);
Response accreditation_posted(Visit& visit);
Response accreditation_ended_posted(Visit& visit);
Response pattern_posted(Visit& visit);
Response absence_posted(Visit& visit);
Response absence_ended_posted(Visit& visit);
Response allocate_page(Visit& visit);                                    // workforce_allocate.cpp

// Open work on every child's record that is at hand.
std::vector<measures::workforce::OpenWork> open_work_now(const Visit& visit);
// Boxes ticked under one name come as lines of one text: as a list, for a command that wants one.
void as_list(json::object& body, std::string_view key);

}  // namespace lapwing::web

// A report in plain words: what kind it is, how it is graded, who a mention is, and each link as a sentence. Pure; any thread.
#pragma once
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace lapwing::views {

std::string_view kind_words(reports::ReportKind kind);          // "Intelligence", "Return from being missing"
std::string_view role_words(reports::PersonRole role);          // "Child", "Not known whether child or adult"
std::string_view place_words(reports::PlaceKind kind);          // "Children's home"

// 3x5x2 in the words of the College of Policing's intelligence report.
std::string source_words(int grade);                            // "1: reliable"
std::string information_words(char grade);                      // "C: known indirectly"
std::string handling_words(char grade);                         // "P: lawful sharing permitted"
std::string grading_words(const reports::Grading& grading);     // "2C P", a point for each part not given; empty for none

// For the middle of a sentence: "Kayleigh Marsh", "a person known as “Daz”", "a child of about 15 (p1)", "somebody (p2)".
std::string who(const reports::Person& person);
std::string vehicle(const reports::Vehicle& vehicle);           // "a white Ford Focus, AB12 ?DE (part of the plate)"
std::string place(const reports::Place& place);
// "A person known as “Daz” gave a lift to Kayleigh Marsh in a white Ford, AB12 CDE, at 4 Larch Close."
std::string link_sentence(const reports::Report& report, const reports::Link& link);

}  // namespace lapwing::views

// How sure a group is, as people and programs are told: a word and a plain figure, and what the figure rests on. A group's probability is a
// logistic of its score, fitted on invented forces and checked on others of them (bench/groups.cpp: `--calibrate`, `--calibrated`); there it
// is out by two in a hundred. So it is told in tenths, and never as certain. It is about whether reports tie a group together, and never
// about what a person in it did. Pure.
#pragma once
#include <string>
#include <string_view>

namespace lapwing::links {

// "strong evidence: about 9 in 10 groups like this were real, on invented forces". `probability` is Group::probability.
std::string sureness_words(double probability);

// The probability as a program is given it: in hundredths, 0.01 to 0.99.
double told_probability(double probability);

// What the figure rests on and what would change it, in whole sentences.
inline constexpr std::string_view sureness_rests_on =
    "The figure was fitted on invented forces and checked on others of them, not on this force, where it may be too high or too low. "
    "It is about the group and not about any person in it. A new, withdrawn or differently graded report changes it, and so does saying "
    "whether two mentions are one person.";

}  // namespace lapwing::links

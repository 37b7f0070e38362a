// Invented people: ordinary given names, surnames put together from syllables so that they belong to nobody in particular, birth
// dates, phones that nobody has, and self-defined ethnicity drawn apart from everything else.
// Pure in the generator that is passed in.
#pragma once
#include <optional>
#include <string>

#include "domain/time.hpp"
#include "domain/words.hpp"
#include "synth/random.hpp"

namespace lapwing::synth {

struct Name {
  std::string given, family;
  std::string full() const { return given + " " + family; }
};

Sex invented_sex(Random& chance);                    // as many girls as boys
Name invented_name(Random& chance, Sex sex);
std::string invented_surname(Random& chance);
std::string invented_phone(Random& chance);          // "06271 483920": numbers that begin with 06 are given to nobody
std::string invented_vrm(Random& chance);            // "JK21 XRT": no area's plates start with J
Date invented_birth(Random& chance, Date on, int years_least, int years_most);
// A short form or a misspelling as somebody else would write the name down; often the name itself.
std::string as_heard(Random& chance, const std::string& name);

// A code of the 18+1 list, by the census's rough shares. Only ever called with a branch of its own, so that nothing about a person
// can lean on it.
std::string invented_ethnicity(Random& chance);

}  // namespace lapwing::synth

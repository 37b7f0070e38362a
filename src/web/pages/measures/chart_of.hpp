// A table's chart and kinds as the page and the API say them. Pure.
#pragma once
#include <boost/json.hpp>

#include "measures/table.hpp"

namespace lapwing::web {

std::string_view kind_word(measures::Kind kind);                 // "share"
boost::json::object chart_of(const measures::Chart& chart);      // {"kind":"series","x":0,"y":[1],"lower":3,…}
boost::json::object document_of(const measures::Section& section);   // for the API

}  // namespace lapwing::web

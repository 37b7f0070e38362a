// A table as text, as a file or a caller gave it. The engine reads the columns that the spec names and no other. A plain value.
#pragma once
#include <string>
#include <vector>

namespace lapwing::linkage {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;   // each as long as `columns`
};

}  // namespace lapwing::linkage

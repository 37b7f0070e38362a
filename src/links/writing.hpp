// Groups and the graph in forms that other programs read: the JSON of `lapwing groups` and the API, GraphML and GEXF for network tools, and
// entities and links as two CSV tables. The same input gives the same bytes. A number that a reader would take for a formula is written
// so that a spreadsheet takes it for text. Pure but for the stream; any thread while nobody writes to the Links.
#pragma once
#include <ostream>
#include <set>
#include <string_view>
#include <vector>

#include "links/links.hpp"

namespace lapwing::links {

// One array, one group a line.
void write_groups_json(std::ostream& out, const std::vector<Group>& groups);
std::string group_json(const Group& group);

// What is written out: all of the graph, or some of its entities and the links among them.
struct Extract {
  std::vector<NodeId> nodes;               // by node_before
  std::set<std::string, std::less<>> without;   // numbers of reports whose links are left out
};
Extract whole(const Links& links);
Extract of_entities(const Links& links, const std::vector<std::string>& ids);   // those that are held

void write_graphml(std::ostream& out, const Links& links, const Extract& extract);
void write_gexf(std::ostream& out, const Links& links, const Extract& extract);
void write_entities_csv(std::ostream& out, const Links& links, const Extract& extract);   // id,kind,name,role,standing,first,last,reports
void write_links_csv(std::ostream& out, const Links& links, const Extract& extract);      // report,received,from,to,what,at,grading,happened_from,happened_to,agency,report_kind

}  // namespace lapwing::links

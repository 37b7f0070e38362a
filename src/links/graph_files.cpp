// GraphML 1.0, GEXF 1.3 and CSV (RFC 4180). A link is one fact of one report, so that each keeps its source, date and grading.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "links/reading.hpp"
#include "links/writing.hpp"

namespace lapwing::links {

namespace {

std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {   // nor may U+FFFE and U+FFFF
      out += ' ';
      i += 2;
      continue;
    }
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) < 0x20) out += ' ';   // most control characters may not stand in XML at all
    else out += c;
  }
  return out;
}

// A cell that begins like a formula gets an apostrophe, as spreadsheets understand it.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) out += '\'';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

struct Written {
  NodeId x, y;
  FactIx fact;
};

std::vector<Written> links_within(const Store& store, const Extract& extract) {
  const std::set<NodeId> in(extract.nodes.begin(), extract.nodes.end());
  std::set<FactIx> seen;
  std::vector<Written> out;
  for (const auto node : extract.nodes)
    for (const auto ix : store.node(node).facts) {
      const auto& fact = store.fact(ix);
      const auto x = store.node_of(fact.x), y = store.node_of(fact.y);
      if (x != y && in.contains(x) && in.contains(y) && !extract.without.contains(store.report(fact.report).number) && seen.insert(ix).second) out.push_back({x, y, ix});
    }
  std::ranges::sort(out, [&](const Written& a, const Written& b) {
    const auto one = store.fact(a.fact).report, two = store.fact(b.fact).report;
    return one != two ? store.report_before(one, two) : a.fact < b.fact;
  });
  return out;
}

std::string at_of(const Store& store, const Fact& fact) { return fact.at == none ? std::string() : store.mention(fact.at).name; }

// When what a report tells of happened; empty where it does not say.
std::string happened_from(const ReportRow& row) { return row.timed ? to_rfc3339(row.from) : std::string(); }
std::string happened_to(const ReportRow& row) { return row.timed ? to_rfc3339(row.to) : std::string(); }

std::string grading_of(const ReportRow& row) {
  return fmt::format("{}{}{}", row.grading.source ? fmt::format("{}", *row.grading.source) : "",
                     row.grading.information ? std::string(1, *row.grading.information) : "", row.grading.handling ? std::string(1, *row.grading.handling) : "");
}

}  // namespace

Extract whole(const Links& links) {
  const auto& store = links.store();
  Extract out;
  for (NodeId node = 0; node < store.node_count(); ++node)
    if (store.node(node).first != none) out.nodes.push_back(node);
  std::ranges::sort(out.nodes, [&](NodeId a, NodeId b) { return store.node_before(a, b); });
  return out;
}

Extract of_entities(const Links& links, const std::vector<std::string>& ids) {
  const auto& store = links.store();
  Extract out;
  for (const auto& id : ids)
    if (const auto node = store.find_node(id); node != none) out.nodes.push_back(node);
  std::ranges::sort(out.nodes, [&](NodeId a, NodeId b) { return store.node_before(a, b); });
  const auto twice = std::ranges::unique(out.nodes);
  out.nodes.erase(twice.begin(), twice.end());
  return out;
}

void write_graphml(std::ostream& out, const Links& links, const Extract& extract) {
  const auto& store = links.store();
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const auto* name : {"kind", "name", "role"}) out << fmt::format("<key id=\"{0}\" for=\"node\" attr.name=\"{0}\" attr.type=\"string\"/>\n", name);
  for (const auto* name : {"what", "report", "received", "at", "grading", "happened_from", "happened_to", "agency", "report_kind"})
    out << fmt::format("<key id=\"{0}\" for=\"edge\" attr.name=\"{0}\" attr.type=\"string\"/>\n", name);
  out << "<graph edgedefault=\"undirected\">\n";
  for (const auto node : extract.nodes) {
    const auto is = *entity(links, store.id_of(node));
    out << fmt::format("<node id=\"{}\"><data key=\"kind\">{}</data><data key=\"name\">{}</data><data key=\"role\">{}</data></node>\n", xml(is.id), is.kind,
                       xml(is.name), is.role);
  }
  for (const auto& [x, y, ix] : links_within(store, extract)) {
    const auto& fact = store.fact(ix);
    const auto& row = store.report(fact.report);
    out << fmt::format("<edge source=\"{}\" target=\"{}\"><data key=\"what\">{}</data><data key=\"report\">{}</data><data key=\"received\">{}</data>"
                       "<data key=\"at\">{}</data><data key=\"grading\">{}</data><data key=\"happened_from\">{}</data><data key=\"happened_to\">{}</data>"
                       "<data key=\"agency\">{}</data><data key=\"report_kind\">{}</data></edge>\n",
                       xml(store.id_of(x)), xml(store.id_of(y)), deed(fact), xml(row.number), to_rfc3339(row.received), xml(at_of(store, fact)), grading_of(row),
                       happened_from(row), happened_to(row), xml(store.agency(row.agency)), reports::word(row.kind));
  }
  out << "</graph>\n</graphml>\n";
}

void write_gexf(std::ostream& out, const Links& links, const Extract& extract) {
  const auto& store = links.store();
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
         "<graph defaultedgetype=\"undirected\" mode=\"dynamic\" timeformat=\"dateTime\">\n<attributes class=\"node\">"
         "<attribute id=\"kind\" title=\"kind\" type=\"string\"/><attribute id=\"role\" title=\"role\" type=\"string\"/></attributes>\n"
         "<attributes class=\"edge\"><attribute id=\"report\" title=\"report\" type=\"string\"/><attribute id=\"grading\" title=\"grading\" type=\"string\"/>"
         "<attribute id=\"agency\" title=\"agency\" type=\"string\"/><attribute id=\"at\" title=\"at\" type=\"string\"/></attributes>\n<nodes>\n";
  for (const auto node : extract.nodes) {
    const auto is = *entity(links, store.id_of(node));
    out << fmt::format("<node id=\"{}\" label=\"{}\" start=\"{}\"><attvalues><attvalue for=\"kind\" value=\"{}\"/><attvalue for=\"role\" value=\"{}\"/>"
                       "</attvalues></node>\n", xml(is.id), xml(is.name), to_rfc3339(is.first), is.kind, is.role);
  }
  out << "</nodes>\n<edges>\n";
  std::size_t number = 0;
  for (const auto& [x, y, ix] : links_within(store, extract)) {
    const auto& fact = store.fact(ix);
    const auto& row = store.report(fact.report);
    out << fmt::format("<edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\" start=\"{}\"><attvalues><attvalue for=\"report\" value=\"{}\"/>"
                       "<attvalue for=\"grading\" value=\"{}\"/><attvalue for=\"agency\" value=\"{}\"/><attvalue for=\"at\" value=\"{}\"/></attvalues></edge>\n",
                       number++, xml(store.id_of(x)), xml(store.id_of(y)), deed(fact), to_rfc3339(row.timed ? row.from : row.received), xml(row.number), grading_of(row),
                       xml(store.agency(row.agency)), xml(at_of(store, fact)));
  }
  out << "</edges>\n</graph>\n</gexf>\n";
}

void write_entities_csv(std::ostream& out, const Links& links, const Extract& extract) {
  out << "id,kind,name,role,standing,first,last,reports\r\n";
  for (const auto node : extract.nodes) {
    const auto is = *entity(links, links.store().id_of(node));
    out << fmt::format("{},{},{},{},{},{},{},{}\r\n", cell(is.id), is.kind, cell(is.name), is.role, cell(is.standing), to_rfc3339(is.first), to_rfc3339(is.last),
                       is.reports);
  }
}

void write_links_csv(std::ostream& out, const Links& links, const Extract& extract) {
  const auto& store = links.store();
  out << "report,received,from,to,what,at,grading,happened_from,happened_to,agency,report_kind\r\n";
  for (const auto& [x, y, ix] : links_within(store, extract)) {
    const auto& fact = store.fact(ix);
    const auto& row = store.report(fact.report);
    out << fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", cell(row.number), to_rfc3339(row.received), cell(store.id_of(x)), cell(store.id_of(y)), cell(deed(fact)),
                       cell(at_of(store, fact)), cell(grading_of(row)), happened_from(row), happened_to(row), cell(store.agency(row.agency)), reports::word(row.kind));
  }
}

}  // namespace lapwing::links

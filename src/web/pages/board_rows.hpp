// A row of the board as it is shown: on the page, on the wall and in the stream, by one template (board-row.mustache).
//
// A ShownRow is made once for each row; what of it one viewer gets is a small value, so that a stream to a thousand viewers renders a
// row once for each different value and not a thousand times. A ShownRow never changes after it is made: any thread may use it.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "views/board_row.hpp"
#include "web/transport/form.hpp"

namespace lapwing::web {

// Where a row stands, in a form that stays true as time passes: the smaller `order - weight * now` (now in seconds since 1970)
// stands first. It says the same as BoardRow::pressing, which holds only for the moment it was made for.
struct Standing {
  std::int64_t order = 0;
  int weight = 0;
};
Standing standing(const views::BoardRow& row);

// Words with a moment in them, which a browser keeps true: "review " + "22 min late" + ", with duty inspector".
struct ClockWords {
  std::string before, due, text, after;   // due: RFC 3339; empty: `before` is all
};
ClockWords ticking(const std::string& sentence, const views::BoardClock& clock, Instant now);

class ShownRow {
 public:
  explicit ShownRow(views::BoardRow row);

  struct View {
    bool named = false;                 // else the reference stands for the child and nobody is named
    bool may_acknowledge = false;
    std::vector<std::string> mine;      // what this viewer must do
    std::string key() const;            // equal for equal views
  };
  View view_for(const views::Viewer& viewer, const policy::Policies& rules) const;
  boost::json::object model(const View& view, std::optional<Instant> as_known_at = {}) const;
  std::string html(const View& view) const;   // one <tr>

  const views::BoardRow& row() const { return row_; }

 private:
  views::BoardRow row_, unnamed_, untold_;   // untold_: who must do what, without what it says of the child
};

std::string risk_colour(RiskLevel level);   // of the tag; the word beside it says the same

}  // namespace lapwing::web

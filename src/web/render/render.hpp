// Turns a template of web/templates and a model into HTML. Templates are logic-free mustache and are parsed once;
// text is escaped unless a template says {{{…}}}, which only layout.mustache may. Any thread may render.
// What each template expects in its model is written in web/README.md.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

namespace lapwing::render {

// `name` as in render::templates(). A name that does not exist is our own mistake: throws std::logic_error.
std::string render(std::string_view name, const boost::json::value& model);

// A whole page: template `name` inside the layout. `model` holds the layout's keys beside the page's own
// (see components.hpp, page_model).
std::string page(std::string_view name, boost::json::object model);

}  // namespace lapwing::render

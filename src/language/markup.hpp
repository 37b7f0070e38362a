// What is wording in marked-up text. Each function gives a text exactly as long as the one it was given, so that places in it are places
// in the file: tags become spaces, line ends or bytes that stand for nothing (normal_text.hpp). Pure, linear in the text's length.
#pragma once
#include <string>

namespace lapwing::language {

std::string html_wording(std::string html);
std::string markdown_wording(std::string markdown);   // link targets, reference definitions and comments are no wording; code is

}  // namespace lapwing::language

# Writes OUT, a .cpp that defines built_in_rules() of namespace lapwing::NAME, which HEADER declares, from every *.toml in DIR.
# Run by rules_embed.cmake at build time.
file(GLOB rules ${DIR}/*.toml)
list(SORT rules)
set(text "// Made from the rule files when the binary was built.\n#include \"${HEADER}\"\n\n")
string(APPEND text "namespace lapwing::${NAME} {\n\nconst policy::RuleTexts& built_in_rules() {\n  static const policy::RuleTexts rules = {\n")
foreach(rule ${rules})
  get_filename_component(name ${rule} NAME)
  file(READ ${rule} content)
  string(APPEND text "      {\"${name}\", R\"rules(${content})rules\"},\n")
endforeach()
string(APPEND text "  };\n  return rules;\n}\n\n}  // namespace lapwing::${NAME}\n")
file(WRITE ${OUT} "${text}")

# The rules as they are at build time go into the binary, so that it runs with no files beside it.
file(GLOB rule_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/rules/*.toml)
set(built_in_rules ${CMAKE_BINARY_DIR}/generated/built_in_rules.cpp)
add_custom_command(
  OUTPUT ${built_in_rules}
  COMMAND ${CMAKE_COMMAND} -DOUT=${built_in_rules} -DDIR=${CMAKE_SOURCE_DIR}/rules -P ${CMAKE_SOURCE_DIR}/cmake/embed_rules.cmake
  DEPENDS ${rule_files} ${CMAKE_SOURCE_DIR}/cmake/embed_rules.cmake
  COMMENT "Building the rules in" VERBATIM)
target_sources(policy PRIVATE ${built_in_rules})

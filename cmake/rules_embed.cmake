# The rules as they are at build time go into the binary, so that it runs with no files beside it.
function(embed_rules room dir header)
  file(GLOB rule_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${dir}/*.toml)
  set(built_in ${CMAKE_BINARY_DIR}/generated/built_in_${room}_rules.cpp)
  add_custom_command(
    OUTPUT ${built_in}
    COMMAND ${CMAKE_COMMAND} -DOUT=${built_in} -DNAME=${room} -DHEADER=${header} -DDIR=${CMAKE_SOURCE_DIR}/${dir}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_rules.cmake
    DEPENDS ${rule_files} ${CMAKE_SOURCE_DIR}/cmake/embed_rules.cmake
    COMMENT "Building the rules of ${room} in" VERBATIM)
  target_sources(${room} PRIVATE ${built_in})
endfunction()
embed_rules(policy rules policy/policies.hpp)
embed_rules(language rules/language language/rules.hpp)

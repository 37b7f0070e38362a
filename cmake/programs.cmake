# The binary, the test programs and the benchmarks.
enable_testing()
if(EXISTS ${CMAKE_SOURCE_DIR}/src/cli/main.cpp)
  add_executable(lapwing src/cli/main.cpp)
  target_link_libraries(lapwing PRIVATE allocator cli)
  set_target_properties(lapwing PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endif()

find_package(GTest REQUIRED)
add_library(testing INTERFACE)
target_include_directories(testing INTERFACE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(testing INTERFACE GTest::gtest GTest::gmock GTest::gtest_main rapidcheck)
target_compile_definitions(testing INTERFACE LAPWING_RULES_DIR="${CMAKE_SOURCE_DIR}/rules"
                                             LAPWING_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# One test program a room, from every .cpp directly in tests/ROOM.
function(room_tests name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*.cpp)
  if(sources)
    add_executable(${name}_tests ${sources})
    target_link_libraries(${name}_tests PRIVATE testing ${name} ${ARGN})
    use_precompiled_header(${name}_tests)
    add_test(NAME ${name} COMMAND ${name}_tests --gtest_brief=1)
  endif()
endfunction()
foreach(name domain policy reports linkage links language statistics facts measures ledger casework views desk synth exchange transport render web cli)
  room_tests(${name})
endforeach()
target_sources(facts_tests PRIVATE tests/casework/support.cpp)   # one child's case, driven by commands
target_link_libraries(web_tests PRIVATE synth)   # a force with planted truths

# What checks the statistics with other people's libraries: only `./test statistics` builds and runs them.
add_executable(statistics_cases EXCLUDE_FROM_ALL tests/statistics/oracle/cases.cpp)
target_link_libraries(statistics_cases PRIVATE statistics)
find_library(GLPK glpk)
if(GLPK)
  add_executable(statistics_attack EXCLUDE_FROM_ALL tests/statistics/oracle/attack.cpp)
  target_link_libraries(statistics_attack PRIVATE statistics ${GLPK})
endif()

# One benchmark program a file in bench/.
file(GLOB benches CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*.cpp)
if(benches)
  foreach(source ${benches})
    get_filename_component(name ${source} NAME_WE)
    add_executable(bench_${name} EXCLUDE_FROM_ALL ${source})
    target_link_libraries(bench_${name} PRIVATE allocator cli)
  endforeach()
  target_link_libraries(bench_language PRIVATE PkgConfig::vectorscan)   # what its candidates are measured beside
endif()

# One fuzz target a file in tests/fuzz/. Its first line names the room that it tries, "// room: ledger", and nothing else is built for it.
if(LAPWING_FUZZ)
  file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*.cpp)
  add_custom_target(fuzzers)
  foreach(source ${fuzzers})
    get_filename_component(name ${source} NAME_WE)
    file(STRINGS ${source} first LIMIT_COUNT 1)
    if(NOT first MATCHES "^// room: ([a-z]+)$")
      message(FATAL_ERROR "${source}: the first line names the room it tries, as \"// room: ledger\"")
    endif()
    set(room ${CMAKE_MATCH_1})
    add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${source})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(fuzz_${name} PRIVATE ${room})
    use_precompiled_header(fuzz_${name})
    add_dependencies(fuzzers fuzz_${name})
  endforeach()
endif()

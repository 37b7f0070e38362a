# room(NAME [DIRS dir…] [USES …])  a static library made of every .cpp directly in src/NAME (or the DIRS).
# A room whose folder holds no source yet is an interface, so that the tree configures while it grows.
# Rooms share one precompiled header (cmake/pch.hpp): the standard library and Boost.JSON cost seconds a file.
add_library(lapwing_pch OBJECT ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_precompile_headers(lapwing_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch.hpp)
target_link_libraries(lapwing_pch PRIVATE fmt::fmt Boost::json)

# A precompiled header is taken only where the same macros are set as when it was made, so whoever uses it takes Boost.JSON's with it,
# whether or not they link it.
function(use_precompiled_header name)
  target_compile_definitions(${name} PRIVATE $<TARGET_PROPERTY:Boost::json,INTERFACE_COMPILE_DEFINITIONS>)
  target_precompile_headers(${name} REUSE_FROM lapwing_pch)
endfunction()

function(room name)
  cmake_parse_arguments(ROOM "" "" "DIRS;USES" ${ARGN})
  if(NOT ROOM_DIRS)
    set(ROOM_DIRS src/${name})
  endif()
  list(TRANSFORM ROOM_DIRS PREPEND ${CMAKE_SOURCE_DIR}/)
  list(TRANSFORM ROOM_DIRS APPEND /*.cpp)
  file(GLOB sources CONFIGURE_DEPENDS ${ROOM_DIRS})
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} PUBLIC ${ROOM_USES})
    use_precompiled_header(${name})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} INTERFACE ${ROOM_USES})
  endif()
endfunction()

# Compiler, linker, cache and sanitizers: everything about how code is built, nothing about what is built.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g0")

option(LAPWING_FUZZ "Build the libFuzzer targets (clang only)" OFF)
set(LAPWING_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize= takes them")

add_compile_options(-Wall -Wextra -Wno-missing-field-initializers)
if(LAPWING_SANITIZE)
  add_compile_options(-fsanitize=${LAPWING_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LAPWING_SANITIZE})
endif()
if(LAPWING_SANITIZE STREQUAL "thread")
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)   # it says of Asio's fences that it does not follow them
endif()
if(LAPWING_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Without times in it a precompiled header is the same in every clone, so that the cache may give it out. What libstdc++ 12 deprecates
  # inside itself is not ours.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp" -Wno-deprecated-declarations)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
      CCACHE_NOHASHDIR=1 ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

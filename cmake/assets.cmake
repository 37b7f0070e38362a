# web_assets: styles, scripts and templates, built into the binary. Node bundles them when they have changed; the
# assembler takes the bytes in, so this costs no compile time to speak of.
find_program(NODE node REQUIRED)
set(WEB ${CMAKE_SOURCE_DIR}/web)
set(WEB_OUT ${CMAKE_BINARY_DIR}/web)
file(MAKE_DIRECTORY ${WEB_OUT})
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${WEB}/src/*.ts ${WEB}/styles/*.scss)
file(GLOB_RECURSE web_embedded CONFIGURE_DEPENDS ${WEB}/templates/*.mustache ${WEB}/images/*)

add_custom_command(OUTPUT ${WEB}/node_modules/.installed
                   COMMAND ${WEB}/install.sh
                   DEPENDS ${WEB}/package-lock.json ${WEB}/install.sh
                   COMMENT "Installing what web/package-lock.json names")
add_custom_command(OUTPUT ${WEB_OUT}/app.js ${WEB_OUT}/chart.js ${WEB_OUT}/measures.js ${WEB_OUT}/app.css
                   COMMAND ${NODE} ${WEB}/build.mjs ${WEB_OUT}
                   DEPENDS ${web_sources} ${WEB}/build.mjs ${WEB}/tsconfig.json ${WEB}/node_modules/.installed
                   COMMENT "Bundling styles and scripts")
add_custom_command(OUTPUT ${WEB_OUT}/assets.cpp
                   COMMAND ${NODE} ${WEB}/embed.mjs ${WEB_OUT} ${WEB_OUT}/assets.cpp
                   DEPENDS ${web_embedded} ${WEB}/embed.mjs ${WEB_OUT}/app.js ${WEB_OUT}/chart.js ${WEB_OUT}/measures.js ${WEB_OUT}/app.css
                   COMMENT "Embedding assets and templates")
add_library(web_assets STATIC ${WEB_OUT}/assets.cpp)
target_include_directories(web_assets PUBLIC ${CMAKE_SOURCE_DIR}/src)

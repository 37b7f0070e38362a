# web_assets: styles, scripts and templates, built into the binary.
add_library(web_assets INTERFACE)

cmake_minimum_required(VERSION 3.25)

# Writes OUTPUT: a string constant for each file, as declared in HEADER.
# cmake -DOUTPUT=embedded.cpp -DHEADER=conformance/embedded.hpp -DFILES=NAME=FILE|NAME=FILE
#       -P embed.cmake

string(REPLACE "|" ";" FILES "${FILES}")
set(definitions "")
foreach(entry IN LISTS FILES)
  string(FIND "${entry}" "=" equals)
  string(SUBSTRING "${entry}" 0 ${equals} name)
  math(EXPR equals "${equals} + 1")
  string(SUBSTRING "${entry}" ${equals} -1 file)
  file(READ ${file} text)
  string(APPEND definitions "const std::string_view ${name} = R\"~~~(${text})~~~\";\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY NEWLINE_STYLE UNIX CONTENT
"// Written by the build; see conformance/embed.cmake.

#include \"@HEADER@\"

namespace wsconform::embedded {

@definitions@
}  // namespace wsconform::embedded
")

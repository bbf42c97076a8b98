cmake_minimum_required(VERSION 3.25)

# Writes OUTPUT: the definitions declared in embedded.hpp, from the files of this folder.
# cmake -DOUTPUT=embedded.cpp -DFOLDER=reports -P embed.cmake

function(joined variable)
  set(text "")
  foreach(name IN LISTS ARGN)
    file(READ ${FOLDER}/${name} part)
    string(APPEND text "${part}")
  endforeach()
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

joined(report_schema report.schema.json)
joined(expectations_schema expectations.schema.json)
joined(page html/page.html)
joined(style html/report.css html/comparison.css html/diagram.css)
joined(script html/elements.js html/packed.js html/state.js html/matrix.js html/commands.js
       html/steps.js html/sequence.js html/phases.js html/generated.js html/purposes.js
       html/clauses.js html/overview.js html/compared.js html/behaviour.js html/main.js)
string(SHA256 style_sha256 "${style}")
string(SHA256 script_sha256 "${script}")

set(definitions "")
foreach(name report_schema expectations_schema page style script style_sha256 script_sha256)
  string(APPEND definitions "const std::string_view ${name} = R\"~~~(${${name}})~~~\";\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY NEWLINE_STYLE UNIX CONTENT
"// Written by the build; see embed.cmake.

#include \"reports/embedded.hpp\"

namespace wsconform::embedded {

@definitions@
}  // namespace wsconform::embedded
")

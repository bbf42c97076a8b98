# SPDX-License-Identifier: Apache-2.0

# Files that are compiled into the program, so that it needs none of them at run time. Included by
# the root CMakeLists.txt, this defines wsconform_embed; run as a script, it writes one source file.

cmake_minimum_required(VERSION 3.25)

# wsconform_embed(TARGET HEADER NAME=FILE[+FILE...]... [NAME=GLOB])
#
# Adds a source to TARGET that defines what HEADER declares in wsconform::embedded: a
# std::string_view for files that are joined in their order, or a std::vector<File> of the files
# that match a glob, each under its name from the first star on. Paths are relative to the folder of
# the caller.
function(wsconform_embed target header)
  string(MAKE_C_IDENTIFIER ${header} output)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${output}.cpp)
  set(dependencies "")
  foreach(entry IN LISTS ARGN)
    string(REGEX REPLACE "^[^=]*=" "" files "${entry}")
    string(REPLACE "+" ";" files "${files}")
    foreach(file IN LISTS files)
      if(file MATCHES "\\*")
        # CONFIGURE_DEPENDS notices a new file.
        file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
        list(APPEND dependencies ${found})
      else()
        list(APPEND dependencies ${CMAKE_CURRENT_SOURCE_DIR}/${file})
      endif()
    endforeach()
  endforeach()
  string(REPLACE ";" "|" entries "${ARGN}")
  set(script ${PROJECT_SOURCE_DIR}/conformance/text/embed.cmake)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DHEADER=${header}
            -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR} "-DENTRIES=${entries}" -P ${script}
    DEPENDS ${script} ${dependencies}
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  return()
endif()

function(define_text name files)
  set(text "")
  string(REPLACE "+" ";" files "${files}")
  foreach(file IN LISTS files)
    file(READ ${FOLDER}/${file} part)
    string(APPEND text "${part}")
  endforeach()
  set(definition "const std::string_view ${name} = R\"~~~(${text})~~~\";\n" PARENT_SCOPE)
endfunction()

function(define_list name glob)
  string(REGEX REPLACE "/[^/]*\\*.*$" "" folder "${glob}")
  file(GLOB files RELATIVE ${FOLDER}/${folder} ${FOLDER}/${glob})
  list(SORT files)
  set(rows "")
  foreach(file IN LISTS files)
    file(READ ${FOLDER}/${folder}/${file} text)
    string(APPEND rows "    {\"${file}\", R\"~~~(${text})~~~\"},\n")
  endforeach()
  set(definition "const std::vector<File> ${name}{\n${rows}};\n" PARENT_SCOPE)
endfunction()

string(REPLACE "|" ";" ENTRIES "${ENTRIES}")
set(definitions "")
foreach(entry IN LISTS ENTRIES)
  string(REGEX MATCH "^([^=]*)=(.*)$" entry "${entry}")
  set(name ${CMAKE_MATCH_1})
  set(files ${CMAKE_MATCH_2})
  if(files MATCHES "\\*")
    define_list(${name} "${files}")
  else()
    define_text(${name} "${files}")
  endif()
  string(APPEND definitions "${definition}\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY NEWLINE_STYLE UNIX CONTENT
"// Written by the build; see conformance/text/embed.cmake.

#include \"@HEADER@\"

namespace wsconform::embedded {

@definitions@}  // namespace wsconform::embedded
")

cmake_minimum_required(VERSION 3.25)

# Writes OUTPUT: the lists declared in suite.hpp, from the files below ROOT.
# cmake -DOUTPUT=embedded_files.cpp -DROOT=. -P embed_files.cmake

function(list_of variable folder pattern)
  file(GLOB_RECURSE files RELATIVE ${ROOT}/${folder} ${ROOT}/${folder}/${pattern})
  list(SORT files)
  set(entries "")
  foreach(name IN LISTS files)
    file(READ ${ROOT}/${folder}/${name} text)
    string(APPEND entries "    {\"${name}\", R\"~~~(${text})~~~\"},\n")
  endforeach()
  set(${variable} "${entries}" PARENT_SCOPE)
endfunction()

list_of(scenarios scenarios */*.json)
list_of(model model *.cpp)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY NEWLINE_STYLE UNIX CONTENT
"// Written by the build; see embed_files.cmake.

#include \"harness/main/suite.hpp\"

namespace wsconform::embedded {

const std::vector<File> scenario_files{
@scenarios@};
const std::vector<File> model_files{
@model@};

}  // namespace wsconform::embedded
")

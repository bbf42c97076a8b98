# SPDX-License-Identifier: Apache-2.0

# For CMAKE_TOOLCHAIN_FILE: Debian's clang makes programs of Windows with the library and the linker
# of the cross compiler. It warns of what other compilers of Windows may not take.

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_CXX_COMPILER clang++-16)
set(CMAKE_CXX_COMPILER_TARGET x86_64-w64-mingw32)
# The standard alone: other compilers do not have the extensions of GNU.
set(CMAKE_CXX_EXTENSIONS OFF)

# Debian names the folder by the kind of threads too, so that clang does not find it.
execute_process(
  COMMAND ${CMAKE_CXX_COMPILER_TARGET}-g++ -print-libgcc-file-name
  OUTPUT_VARIABLE library OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
cmake_path(GET library PARENT_PATH folder)
set(headers ${folder}/include/c++)
set(CMAKE_CXX_FLAGS_INIT
  "-stdlib++-isystem ${headers} -cxx-isystem ${headers}/${CMAKE_CXX_COMPILER_TARGET} \
-O1 -femulated-tls -Wgnu -Woverlength-strings")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -pthread -L${folder}")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-pthread -L${folder}")

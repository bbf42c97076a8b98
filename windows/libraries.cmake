# SPDX-License-Identifier: Apache-2.0

# What the program needs of others, where it is built for Windows: the targets have the names that
# they have on the build machine's own system.

# A directory that holds these headers and nothing else. Adding the one that they are installed in
# would put the build machine's own C headers before those of Windows.
set(headers_only ${CMAKE_CURRENT_BINARY_DIR}/headers_only)
file(MAKE_DIRECTORY ${headers_only})
foreach(name nlohmann/json.hpp valijson/schema.hpp CLI/CLI.hpp rapidcheck/Random.h rapidcheck.h)
  string(MAKE_C_IDENTIFIER WSCONFORM_PARENT_OF_${name} parent)
  find_path(${parent} ${name}
    PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  string(REGEX REPLACE "/.*" "" top ${name})
  file(CREATE_LINK ${${parent}}/${top} ${headers_only}/${top} SYMBOLIC)
endforeach()
add_library(wsconform_headers INTERFACE)
target_include_directories(wsconform_headers SYSTEM INTERFACE ${headers_only})
add_library(nlohmann_json::nlohmann_json ALIAS wsconform_headers)
add_library(valijson ALIAS wsconform_headers)

# Debian has RapidCheck's library for its own systems only; the six symbols of it that are used are
# ours here.
add_library(rapidcheck STATIC conformance/generators/rapidcheck_windows.cpp)
target_link_libraries(rapidcheck PRIVATE wsconform_rules PUBLIC wsconform_headers)

find_path(WSCONFORM_GTEST_SOURCE src/gtest-all.cc
  PATHS /usr/src/googletest/googletest NO_CMAKE_FIND_ROOT_PATH REQUIRED)
add_library(wsconform_gtest STATIC ${WSCONFORM_GTEST_SOURCE}/src/gtest-all.cc)
target_compile_features(wsconform_gtest PUBLIC cxx_std_20)
target_compile_options(wsconform_gtest PRIVATE -w)
target_include_directories(wsconform_gtest SYSTEM
  PUBLIC ${WSCONFORM_GTEST_SOURCE}/include PRIVATE ${WSCONFORM_GTEST_SOURCE})
add_library(GTest::gtest ALIAS wsconform_gtest)

find_library(WSCONFORM_ZLIB libz.a
  PATHS /usr/x86_64-w64-mingw32/lib NO_CMAKE_FIND_ROOT_PATH REQUIRED)
add_library(wsconform_zlib INTERFACE)
target_link_libraries(wsconform_zlib INTERFACE ${WSCONFORM_ZLIB})
add_library(ZLIB::ZLIB ALIAS wsconform_zlib)

# What is asked of OpenSSL elsewhere is asked of the system here.
add_library(wsconform_crypto INTERFACE)
target_link_libraries(wsconform_crypto INTERFACE bcrypt)
add_library(OpenSSL::Crypto ALIAS wsconform_crypto)

find_package(Threads REQUIRED)

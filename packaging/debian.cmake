# SPDX-License-Identifier: Apache-2.0

# How CPack makes a Debian package of what `cmake --install` puts where
# (harness/main/install.cmake).

set(CPACK_PACKAGE_NAME wsconform)
set(CPACK_PACKAGE_CONTACT "the wsconform project")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "conformance suite for Winsock providers")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS wine64)
include(CPack)

# SPDX-License-Identifier: Apache-2.0

# What `cmake --install` puts where. The program finds the agent beside itself, so both go to a
# folder of their own, and the command is a link to it. The agent and our providers are there once
# ./conform has built them. Manual pages and completion are written by the installed program.
include(GNUInstallDirs)

set(wsconform_home ${CMAKE_INSTALL_LIBDIR}/wsconform)
set(wsconform_data ${CMAKE_INSTALL_DATADIR}/wsconform)
install(TARGETS wsconform RUNTIME DESTINATION ${wsconform_home})
install(FILES
  ${PROJECT_SOURCE_DIR}/scenarios/scenario.schema.json
  ${PROJECT_SOURCE_DIR}/reports/report.schema.json
  ${PROJECT_SOURCE_DIR}/reports/expectations.schema.json
  DESTINATION ${wsconform_data}/schemas)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/reports/expectations DESTINATION ${wsconform_data})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/reports/ci DESTINATION ${wsconform_data})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${wsconform_data})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
# Where Debian looks for the licence, and those of what is linked in, which a package states.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES ${PROJECT_BINARY_DIR}/NOTICES.txt DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

install(CODE "
  set(prefix \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\")
  file(GLOB for_windows
       \"${PROJECT_BINARY_DIR}/wsconform-agent*.exe\" \"${PROJECT_BINARY_DIR}/*.dll\")
  file(INSTALL \${for_windows} DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${wsconform_home}\")
  file(GLOB of_32_bits \"${PROJECT_BINARY_DIR}/32/*.exe\" \"${PROJECT_BINARY_DIR}/32/*.dll\")
  file(INSTALL \${of_32_bits} DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${wsconform_home}/32\")
  file(MAKE_DIRECTORY \"\${prefix}/${CMAKE_INSTALL_BINDIR}\")
  file(RELATIVE_PATH to_home \"\${prefix}/${CMAKE_INSTALL_BINDIR}\"
       \"\${prefix}/${wsconform_home}/wsconform\")
  file(CREATE_LINK \"\${to_home}\" \"\${prefix}/${CMAKE_INSTALL_BINDIR}/wsconform\" SYMBOLIC)
  set(program \"\${prefix}/${wsconform_home}/wsconform\")
  set(pages \"\${prefix}/${CMAKE_INSTALL_MANDIR}/man1\")
  file(MAKE_DIRECTORY \"\${pages}\")
  execute_process(COMMAND \"\${program}\" man OUTPUT_FILE \"\${pages}/wsconform.1\")
  foreach(verb run providers check reproduce gate expectations report diff found bundle verify
          bisect explain list show schema mutants explore)
    execute_process(COMMAND \"\${program}\" man \${verb}
                    OUTPUT_FILE \"\${pages}/wsconform-\${verb}.1\")
  endforeach()
  set(completions \"\${prefix}/${CMAKE_INSTALL_DATADIR}/bash-completion/completions\")
  file(MAKE_DIRECTORY \"\${completions}\")
  execute_process(COMMAND \"\${program}\" completion OUTPUT_FILE \"\${completions}/wsconform\")
")

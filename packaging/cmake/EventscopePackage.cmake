# SPDX-License-Identifier: GPL-3.0-or-later
# What belongs to an installed program beside its binary, and the Debian package of it.

# Man page and completion are made by the program itself, from its verb table.
set(pages "${CMAKE_CURRENT_BINARY_DIR}")
find_program(GZIP_PROGRAM gzip REQUIRED)
add_custom_command(OUTPUT "${pages}/eventscope.1.gz" "${pages}/eventscope.bash"
    COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:eventscope> --print-man-page > "${pages}/eventscope.1"
    COMMAND ${GZIP_PROGRAM} -9 -n -f -k "${pages}/eventscope.1"
    COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:eventscope> --print-completion > "${pages}/eventscope.bash"
    DEPENDS eventscope VERBATIM)
add_custom_target(eventscope_pages ALL DEPENDS "${pages}/eventscope.1.gz" "${pages}/eventscope.bash")

install(FILES "${pages}/eventscope.1.gz" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES "${pages}/eventscope.bash" DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
    RENAME eventscope COMPONENT program)
install(FILES desktop/dev.eventscope.Eventscope.desktop
    DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT program)
install(FILES desktop/dev.eventscope.Eventscope.metainfo.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT program)
install(FILES desktop/dev.eventscope.Eventscope.mime.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME dev.eventscope.Eventscope.xml COMPONENT program)
install(FILES "${PROJECT_SOURCE_DIR}/resources/icons/eventscope.svg"
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME dev.eventscope.Eventscope.svg COMPONENT program)
install(FILES desktop/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/eventscope COMPONENT program)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME eventscope)
set(CPACK_PACKAGE_VENDOR "Eventscope")
set(CPACK_PACKAGE_CONTACT "Eventscope maintainers <maintainers@eventscope.dev>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "console for event-driven systems")
set(CPACK_PACKAGE_DESCRIPTION "Shows the events of NATS, ZeroMQ and its own broker on one time axis, records them,
filters them, and publishes. With a window and on the command line.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The window's platform plugin comes with libqt6gui6; Wayland, and a keyring that keeps passwords, are a choice.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gnome-keyring, nats-server")
include(CPack)

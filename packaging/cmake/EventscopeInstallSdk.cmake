# SPDX-License-Identifier: GPL-3.0-or-later
# The SDK (component `sdk`): the headers of broker/event and broker/plugin, their static libraries as
# Eventscope::event and Eventscope::plugin, and eventscope_add_plugin, found by find_package(Eventscope).
include(CMakePackageConfigHelpers)

set(_sdk_cmake_folder "${CMAKE_INSTALL_LIBDIR}/cmake/Eventscope")
foreach(_folder event plugin)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/broker/${_folder}/"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/eventscope/broker/${_folder}"
        COMPONENT sdk
        FILES_MATCHING PATTERN "*.h")
endforeach()

install(TARGETS eventscope_event eventscope_plugin eventscope_defaults
    EXPORT EventscopeTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT sdk)
install(EXPORT EventscopeTargets
    NAMESPACE Eventscope::
    DESTINATION "${_sdk_cmake_folder}"
    COMPONENT sdk)

configure_package_config_file("${PROJECT_SOURCE_DIR}/packaging/cmake/EventscopeConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/EventscopeConfig.cmake"
    INSTALL_DESTINATION "${_sdk_cmake_folder}")
# A plugin is tied to the minor version: its interfaces may change with the next one before 1.0.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/EventscopeConfigVersion.cmake"
    VERSION "${PROJECT_VERSION}" COMPATIBILITY SameMinorVersion)
install(FILES
        "${PROJECT_BINARY_DIR}/EventscopeConfig.cmake"
        "${PROJECT_BINARY_DIR}/EventscopeConfigVersion.cmake"
        "${PROJECT_SOURCE_DIR}/packaging/cmake/EventscopeAddPlugin.cmake"
    DESTINATION "${_sdk_cmake_folder}"
    COMPONENT sdk)

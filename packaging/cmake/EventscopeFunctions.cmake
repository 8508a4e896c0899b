# SPDX-License-Identifier: GPL-3.0-or-later

# eventscope_library(name SOURCES a.cpp a.h … LINKS targets…): a static library `eventscope_<name>` with the alias
# `Eventscope::<name>`; includes are written from the root of the tree.
function(eventscope_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
    set(target eventscope_${name})
    add_library(${target} STATIC ${arg_SOURCES})
    add_library(Eventscope::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX EXPORT_NAME ${name})
    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/eventscope>)
    target_link_libraries(${target} PUBLIC eventscope_defaults ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# eventscope_test(tst_x LINKS targets… [LABELS unit…] [TIMEOUT seconds] [SOURCES more.cpp…] [DATA])
# One executable and one CTest entry of the same name, from tst_x.cpp in the current folder.
# DATA defines EVENTSCOPE_TEST_DATA as the current source folder.
function(eventscope_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "DATA" "TIMEOUT" "LINKS;LABELS;SOURCES")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/bin")
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE eventscope_defaults Qt6::Test ${arg_LINKS})
    target_compile_definitions(${name} PRIVATE
        EVENTSCOPE_BINARY="${PROJECT_BINARY_DIR}/bin/eventscope"
        EVENTSCOPE_PLUGIN_DIR="${EVENTSCOPE_PLUGIN_OUTPUT_DIRECTORY}"
        EVENTSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        EVENTSCOPE_PICTURE_DIR="${PROJECT_BINARY_DIR}/pictures")
    if(arg_DATA)
        target_compile_definitions(${name} PRIVATE EVENTSCOPE_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}")
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if("threads" IN_LIST arg_LABELS)
        # What ThreadSanitizer builds: cmake --build --preset dev-tsan --target threads_tests
        if(NOT TARGET threads_tests)
            add_custom_target(threads_tests)
        endif()
        add_dependencies(threads_tests ${name})
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.qpa.*=false;ASAN_OPTIONS=detect_leaks=0;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan_suppressions.txt:die_after_fork=0;EVENTSCOPE_PLUGIN_PATH=${EVENTSCOPE_PLUGIN_OUTPUT_DIRECTORY}")
endfunction()

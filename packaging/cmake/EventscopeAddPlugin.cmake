# SPDX-License-Identifier: GPL-3.0-or-later

# eventscope_add_plugin(name SOURCES a.cpp a.h … LINKS targets…)
# A loadable plugin `eventscope_plugin_<name>`. The same function serves the tree and projects outside it.
function(eventscope_add_plugin name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    set(target eventscope_plugin_${name})
    add_library(${target} MODULE ${arg_SOURCES})
    set_target_properties(${target} PROPERTIES
        AUTOMOC ON PREFIX "" OUTPUT_NAME "${name}"
        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_link_libraries(${target} PRIVATE Eventscope::plugin ${arg_LINKS})
    # moc does not look at the manifest by itself; a change of it must be built in again.
    set_property(TARGET ${target} APPEND PROPERTY AUTOMOC_DEPEND_FILTERS
        "Q_PLUGIN_METADATA" "[\n][ \t]*Q_PLUGIN_METADATA[ \t]*\\([^\\)]*FILE[ \t]*\"([^\"]+)\"")
    if(EVENTSCOPE_PLUGIN_OUTPUT_DIRECTORY)
        set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${EVENTSCOPE_PLUGIN_OUTPUT_DIRECTORY}")
        install(TARGETS ${target} LIBRARY DESTINATION lib/eventscope/plugins COMPONENT program)
        set_property(GLOBAL APPEND PROPERTY EVENTSCOPE_PLUGINS ${target})
    endif()
endfunction()

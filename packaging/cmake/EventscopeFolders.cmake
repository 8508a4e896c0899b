# SPDX-License-Identifier: GPL-3.0-or-later
# Adds the named folders that have a CMakeLists.txt.
function(eventscope_add_folders)
    foreach(folder IN LISTS ARGN)
        if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
            add_subdirectory(${folder})
        endif()
    endforeach()
endfunction()

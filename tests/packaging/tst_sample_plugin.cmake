# SPDX-License-Identifier: GPL-3.0-or-later
# Takes BUILD_FOLDER (of Eventscope), SAMPLE_FOLDER, CONTRACT_TEST, GENERATOR, COMPILER; fails with the output of the
# step that failed.
cmake_minimum_required(VERSION 3.22)

set(work "${BUILD_FOLDER}/sample_plugin")
file(REMOVE_RECURSE "${work}")
file(COPY "${SAMPLE_FOLDER}/" DESTINATION "${work}/source") # nothing of the tree may be near it

function(step name)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${name} failed (${result}):\n${output}")
    endif()
    message(STATUS "${name}: done")
endfunction()

step("Installing the SDK" "${CMAKE_COMMAND}" --install "${BUILD_FOLDER}" --component sdk --prefix "${work}/sdk")
file(GLOB_RECURSE headers RELATIVE "${work}/sdk/include/eventscope" "${work}/sdk/include/eventscope/*.h")
foreach(header IN LISTS headers)
    if(NOT header MATCHES "^broker/(event|plugin)/")
        message(FATAL_ERROR "The SDK has ${header}, which is not of broker/event or broker/plugin")
    endif()
endforeach()
step("Configuring the sample" "${CMAKE_COMMAND}" -S "${work}/source" -B "${work}/build" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${work}/sdk" "-DCMAKE_BUILD_TYPE=Debug")
step("Building the sample" "${CMAKE_COMMAND}" --build "${work}/build")
step("The contract test" "${CMAKE_COMMAND}" -E env "EVENTSCOPE_PLUGIN_PATH=${work}/build" "${CONTRACT_TEST}")

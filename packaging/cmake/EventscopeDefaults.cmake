# SPDX-License-Identifier: GPL-3.0-or-later
# The one target that carries standard, warnings, Qt strictness and sanitizers.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(eventscope_defaults INTERFACE)
target_compile_features(eventscope_defaults INTERFACE cxx_std_20)
set_target_properties(eventscope_defaults PROPERTIES EXPORT_NAME defaults)
target_compile_options(eventscope_defaults INTERFACE $<BUILD_INTERFACE:
    -Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wsign-conversion;-Wold-style-cast;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wnull-dereference>)
if(EVENTSCOPE_WERROR)
    target_compile_options(eventscope_defaults INTERFACE $<BUILD_INTERFACE:-Werror>)
endif()
target_compile_definitions(eventscope_defaults INTERFACE $<BUILD_INTERFACE:
    QT_NO_CAST_FROM_ASCII;QT_NO_CAST_TO_ASCII;QT_NO_CAST_FROM_BYTEARRAY;QT_NO_URL_CAST_FROM_STRING;QT_NO_NARROWING_CONVERSIONS_IN_CONNECT;QT_USE_QSTRINGBUILDER;QT_DISABLE_DEPRECATED_BEFORE=0x060400>)

if(EVENTSCOPE_SANITIZE STREQUAL "asan")
    set(_sanitize -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
        -fno-sanitize=vptr) # plugins hide their symbols: an interface has a type of its own on each side of the border
    # GCC 12 reports null dereferences in inlined library code under -fsanitize; the plain builds keep the warning.
    target_compile_options(eventscope_defaults INTERFACE $<BUILD_INTERFACE:-Wno-null-dereference;-Wno-maybe-uninitialized>)
elseif(EVENTSCOPE_SANITIZE STREQUAL "tsan")
    set(_sanitize -fsanitize=thread -fno-omit-frame-pointer)
    target_compile_options(eventscope_defaults INTERFACE $<BUILD_INTERFACE:-Wno-null-dereference;-Wno-tsan>)
elseif(EVENTSCOPE_SANITIZE)
    message(FATAL_ERROR "EVENTSCOPE_SANITIZE is '${EVENTSCOPE_SANITIZE}': use asan, tsan or nothing")
endif()
if(_sanitize)
    target_compile_options(eventscope_defaults INTERFACE $<BUILD_INTERFACE:${_sanitize}>)
    target_link_options(eventscope_defaults INTERFACE $<BUILD_INTERFACE:${_sanitize}>)
endif()

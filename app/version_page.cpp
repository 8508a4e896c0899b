// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtGlobal>

#include <string>

#include <nlohmann/json.hpp>
#include <zlib.h>
#include <zstd.h>

#include "app/command_pages.h"

// The headers of these two belong to broker/socket and broker/log; their version functions have not changed for years.
extern "C" {
void zmq_version(int* major, int* minor, int* patch);
const char* sqlite3_libversion();
}

namespace eventscope::app {

std::string versionPage()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    zmq_version(&major, &minor, &patch);
    const auto zmq = std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
    std::string page = "eventscope " EVENTSCOPE_VERSION "\n"
                       "formats: recording 1, JSON Lines 1, CloudEvents 1.0, connector plugins 1\n"
                       "libraries: Qt ";
    page += qVersion();
    page += ", ZeroMQ " + zmq + ", SQLite " + sqlite3_libversion() + ", nlohmann-json "
        + std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." + std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "."
        + std::to_string(NLOHMANN_JSON_VERSION_PATCH) + ", zlib " + zlibVersion() + ", zstd " + ZSTD_versionString()
        + "\n";
    return page;
}

} // namespace eventscope::app

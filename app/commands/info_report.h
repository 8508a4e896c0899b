// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/wall_time.h"
#include "broker/plugin/describer.h"

namespace eventscope::app::commands {

/// What `info` found: one row for each channel of each connection, and what the system itself tells.
struct InfoReport {
    struct Channel {
        std::uint64_t events = 0;
        std::uint64_t bytes = 0; ///< of payloads
        WallTime first = NoTime;
        WallTime last = NoTime;
        SystemDescription::Facts facts;
    };

    std::map<std::pair<std::string, std::string>, Channel> channels; ///< by connection and channel
    std::string connection; ///< of a live target
    SystemDescription::Facts system;
    std::vector<std::string> footprint;
    double observedSeconds = 0; ///< 0: a recording

    void add(const std::string& itsConnection, const std::string& channel, std::uint64_t bytes, WallTime time);
    void merge(const std::string& itsConnection, const SystemDescription& description);
};

/// One object a line, one for each channel; an object of the system alone where there is no channel.
[[nodiscard]] std::string jsonInfo(const InfoReport& report);
/// A table for people.
[[nodiscard]] std::string textInfo(const InfoReport& report);

} // namespace eventscope::app::commands

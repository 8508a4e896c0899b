// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"

namespace eventscope {

/// What a system tells about itself without being changed by the question.
struct SystemDescription {
    using Facts = std::vector<std::pair<std::string, std::string>>; ///< name, value, in the order to show them

    struct Channel {
        std::string name;
        Facts facts;
    };

    Facts system; ///< version, cluster, identity
    std::vector<Channel> channels; ///< what there is to subscribe to, where the system can list it
    std::vector<std::string> footprint; ///< what the system can see of us, a sentence each
};

/// Lists channels, partitions, groups, lag. Thread: one at a time, not the GUI's.
class Describer {
public:
    Describer() = default;
    Describer(const Describer&) = delete;
    Describer& operator=(const Describer&) = delete;
    virtual ~Describer() = default;

    /// Errors: Invalid, Unavailable, Denied. Waits at most `deadline`.
    [[nodiscard]] virtual Result<SystemDescription> describe(
        const ConnectorConfig& config, std::chrono::milliseconds deadline) = 0;
};

} // namespace eventscope

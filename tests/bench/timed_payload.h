// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "broker/event/wall_time.h"

namespace eventscope::bench {

/// A JSON payload of a given size that says when it was sent.
class TimedPayload {
public:
    /// `bytes` is at least 64.
    explicit TimedPayload(std::size_t bytes);

    /// With the time of now.
    [[nodiscard]] const std::string& stamped();
    /// When it was sent; nullopt where it is no such payload.
    [[nodiscard]] static std::optional<WallTime> sentTime(std::string_view payload);

private:
    std::string m_text;
};

} // namespace eventscope::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace eventscope {

/// How a connection is doing.
enum class ConnectionState : std::uint8_t {
    Connecting, ///< trying; events may come soon
    Up, ///< every asked-for channel is subscribed
    Down, ///< not connected; the error says why, the connector goes on trying
    Ended, ///< at the end of a finite source, or given up for good; the error, if any, says why
};

[[nodiscard]] constexpr std::string_view toText(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Connecting:
        return "connecting";
    case ConnectionState::Up:
        return "up";
    case ConnectionState::Down:
        return "down";
    case ConnectionState::Ended:
        return "ended";
    }
    return "";
}

} // namespace eventscope

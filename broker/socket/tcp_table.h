// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::socket {

/// One established TCP connection of this machine, as seen from one of its ends.
struct TcpConnection {
    std::string localAddress; ///< `127.0.0.1` or `::1`; IPv4 in IPv6 is written as IPv4
    std::uint16_t localPort = 0;
    std::string remoteAddress;
    std::uint16_t remotePort = 0;
    std::uint64_t inode = 0; ///< of the socket at this end

    friend bool operator==(const TcpConnection&, const TcpConnection&) = default;
};

/// Reads the text of Linux' /proc/net/tcp or tcp6. Lines of another form are passed over.
[[nodiscard]] std::vector<TcpConnection> parseTcpTable(std::string_view text);

/// Both tables of this machine; empty where there are none.
[[nodiscard]] std::vector<TcpConnection> readTcpTables(const std::filesystem::path& proc = "/proc");

} // namespace eventscope::socket

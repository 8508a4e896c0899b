// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/tcp_table.h"

#include <array>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace eventscope::socket {
namespace {

constexpr std::string_view Established = "01";

template <class Number> std::optional<Number> parseNumber(std::string_view text, int base)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::string_view takeWord(std::string_view& line)
{
    const auto begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        line = {};
        return {};
    }
    const auto end = line.find(' ', begin);
    const auto word = line.substr(begin, end - begin);
    line = end == std::string_view::npos ? std::string_view() : line.substr(end);
    return word;
}

/// An address in hexadecimal, as the kernel writes it: 32-bit words in the byte order of the machine.
std::optional<std::string> parseAddress(std::string_view hex)
{
    std::array<unsigned char, 16> bytes{};
    if (hex.size() != 8 && hex.size() != 32)
        return std::nullopt;
    for (std::size_t word = 0; word < hex.size() / 8; ++word) {
        const auto value = parseNumber<std::uint32_t>(hex.substr(word * 8, 8), 16);
        if (!value)
            return std::nullopt;
        std::memcpy(bytes.data() + word * 4, &*value, 4);
    }
    constexpr std::array<unsigned char, 12> mappedV4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    const bool isMapped = hex.size() == 32 && std::memcmp(bytes.data(), mappedV4.data(), mappedV4.size()) == 0;
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool isV4 = hex.size() == 8 || isMapped;
    ::inet_ntop(isV4 ? AF_INET : AF_INET6, bytes.data() + (isMapped ? mappedV4.size() : 0), text.data(), text.size());
    return std::string(text.data());
}

bool parseEnd(std::string_view text, std::string& address, std::uint16_t& port)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return false;
    auto parsedAddress = parseAddress(text.substr(0, colon));
    const auto parsedPort = parseNumber<std::uint16_t>(text.substr(colon + 1), 16);
    if (!parsedAddress || !parsedPort)
        return false;
    address = *std::move(parsedAddress);
    port = *parsedPort;
    return true;
}

std::optional<TcpConnection> parseLine(std::string_view line)
{
    TcpConnection connection;
    takeWord(line); // number of the line
    const auto local = takeWord(line);
    const auto remote = takeWord(line);
    if (takeWord(line) != Established)
        return std::nullopt;
    for (int skipped = 0; skipped < 5; ++skipped) // queues, timer, retransmissions, user, timeout
        takeWord(line);
    const auto inode = parseNumber<std::uint64_t>(takeWord(line), 10);
    if (!inode || !parseEnd(local, connection.localAddress, connection.localPort)
        || !parseEnd(remote, connection.remoteAddress, connection.remotePort))
        return std::nullopt;
    connection.inode = *inode;
    return connection;
}

} // namespace

std::vector<TcpConnection> parseTcpTable(std::string_view text)
{
    std::vector<TcpConnection> connections;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (auto connection = parseLine(text.substr(0, end)))
            connections.push_back(*std::move(connection));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return connections;
}

std::vector<TcpConnection> readTcpTables(const std::filesystem::path& proc)
{
    std::vector<TcpConnection> all;
    for (const auto* name : {"net/tcp", "net/tcp6"}) {
        std::ostringstream text;
        text << std::ifstream(proc / name).rdbuf();
        auto connections = parseTcpTable(text.str());
        all.insert(all.end(), std::make_move_iterator(connections.begin()), std::make_move_iterator(connections.end()));
    }
    return all;
}

} // namespace eventscope::socket

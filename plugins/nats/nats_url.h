// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/result.h"

namespace eventscope::nats {

/// One server of a list.
struct Endpoint {
    std::string host; ///< a name or an address; IPv6 without brackets
    std::uint16_t port = 4222;

    /// `host:port`, with brackets around IPv6.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// What a URL of this plugin says.
struct NatsUrl {
    bool isTls = false; ///< `tls://`: refuse a server that offers none
    std::string user; ///< a token where `password` is empty and the server wants one
    std::string password; ///< only from files of other programs, see Passwords
    std::vector<Endpoint> endpoints; ///< empty for nats-context:
    std::string context; ///< of nats-context:
    std::vector<std::string> subjects;

    /// `nats://host:port,host:port`, without user, secrets and subjects.
    [[nodiscard]] std::string servers() const;
    friend bool operator==(const NatsUrl&, const NatsUrl&) = default;
};

/// A URL that people see must hold no password; files of other programs may.
enum class Passwords { Refuse, Accept };

/// Reads `nats://[user@]HOST[:PORT][,HOST…]/[SUBJECT[,SUBJECT…]]`, `tls://…`, `nats-context:NAME[/SUBJECT…]`.
/// Error: Fault::Invalid, naming the part and what was expected; a password is never part of the message.
[[nodiscard]] Result<NatsUrl> parseNatsUrl(std::string_view url, Passwords passwords = Passwords::Refuse);

/// Splits at commas; leaves out blanks around the parts, and empty parts.
[[nodiscard]] std::vector<std::string> splitList(std::string_view list);

} // namespace eventscope::nats

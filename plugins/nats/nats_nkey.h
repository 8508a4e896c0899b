// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "broker/event/result.h"

namespace eventscope::nats {

/// The public key that belongs to the seed of a user NKey, both in their text form (`SU…` -> `U…`). nats.c signs with a
/// seed but wants to be told the public key.
/// Error: Fault::Invalid, saying which part of the seed is wrong; the seed is never part of the message.
[[nodiscard]] Result<std::string> publicUserKey(std::string_view seed);

/// Reads the seed from a file as `nk` and `nsc` write it: the first line that begins with SU.
/// Errors: NotFound, Invalid; they name the file.
[[nodiscard]] Result<std::string> publicUserKeyOfFile(const std::string& seedFile);

/// Whether a file has the two blocks of a creds file, a user JWT and its seed.
/// Errors: NotFound, Invalid; they name the file and the block.
[[nodiscard]] Result<> checkCredsFile(const std::string& credsFile);

} // namespace eventscope::nats

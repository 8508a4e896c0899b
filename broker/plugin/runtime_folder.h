// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "broker/event/result.h"

namespace eventscope {

/// The rule by which the programs of one user find the one broker that `broker:` means. The first program owns the
/// folder: it holds a lock on LockFile for as long as it lives, and BrokerFile says where its broker listens. A
/// BrokerFile without a living lock is left over from a crash.
namespace runtime {

constexpr const char* LockFile = "owner.lock";
constexpr const char* BrokerFile = "broker.json";

/// `$XDG_RUNTIME_DIR/eventscope`, else `eventscope-UID` in the folder for temporary files. Makes nothing.
[[nodiscard]] std::filesystem::path folder();

/// Makes the folder with mode 0700 where it is absent.
/// Errors: Denied where it is a link or belongs to somebody else, Invalid where it is no folder or cannot be made.
[[nodiscard]] Result<> prepare(const std::filesystem::path& folder);

/// The broker that runs for this user.
struct RunningBroker {
    std::string publish; ///< publishers connect here
    std::string subscribe; ///< subscribers connect here
    std::string ipc; ///< common folder of the ipc endpoints; empty without
    std::int64_t pid = 0;
};

/// Error: Unavailable where none runs, with the command that starts one; Denied where the folder is not ours.
[[nodiscard]] Result<RunningBroker> findBroker(const std::filesystem::path& folder = runtime::folder());

} // namespace runtime
} // namespace eventscope

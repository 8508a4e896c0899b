// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "broker/event/result.h"
#include "broker/plugin/runtime_folder.h"
#include "broker/socket/broker_loop.h"

namespace eventscope::socket {

/// Makes this program the one whose broker `broker:` means, for as long as the object lives: the first program of a
/// user that claims the folder owns it. The lock dies with the process, so nothing has to be cleaned up after a crash.
/// Readers use runtime::findBroker.
///
/// Thread: one at a time.
class BrokerRegistry {
public:
    /// Makes the folder if needed and locks it.
    /// Errors: Unavailable where a program that lives owns it (names its process), Denied, Invalid: runtime::prepare.
    [[nodiscard]] static Result<BrokerRegistry> claim(std::filesystem::path folder = runtime::folder());

    /// Takes the announcement back and gives the folder up.
    ~BrokerRegistry();
    BrokerRegistry(BrokerRegistry&& other) noexcept;
    BrokerRegistry& operator=(BrokerRegistry&& other) noexcept;

    /// Says where the broker listens: written whole or not at all. Error: Full where the disk refuses.
    [[nodiscard]] Result<> announce(const BrokerEndpoints& endpoints);
    /// Says that the broker does not listen any more.
    void withdraw() noexcept;

    /// Where ipc endpoints belong: BrokerOptions::ipcFolder.
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    BrokerRegistry(std::filesystem::path folder, int lock);

    std::filesystem::path m_folder;
    int m_lock = -1; // descriptor that holds the lock; -1 = moved from
};

} // namespace eventscope::socket

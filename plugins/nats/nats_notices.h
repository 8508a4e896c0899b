// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "plugins/nats/nats_arrivals.h"
#include "plugins/nats/nats_error.h"
#include "plugins/nats/nats_handles.h"

namespace eventscope::nats {

/// What nats.c told about a connection on its own threads, kept until the thread of the connection looks.
/// Thread: any.
class Notices {
public:
    struct Snapshot {
        std::vector<PermissionViolation> violations; ///< since the last look
        std::optional<std::string> closed; ///< why the connection ended; stays
        bool isLameDuck = false; ///< the server announced that it will shut down; since the last look
    };

    /// `wakes` is woken by every notice; may be null.
    explicit Notices(std::shared_ptr<Arrivals> wakes = nullptr)
        : m_wakes(std::move(wakes))
    {
    }

    void addViolation(PermissionViolation violation);
    void setLameDuck();
    void setClosed(std::string reason);
    [[nodiscard]] Snapshot take();

    /// Registers the callbacks with options. nats.c may call them after the connection was destroyed, so they own a
    /// share of the notices: the returned pointer must go to forget() if the connection was never made; after that the
    /// callback for its end does so.
    [[nodiscard]] static void* attach(natsOptions* options, const std::shared_ptr<Notices>& notices);
    static void forget(void* attached);

private:
    void wake();

    const std::shared_ptr<Arrivals> m_wakes;
    std::mutex m_mutex; // guards the snapshot; held for a copy
    Snapshot m_snapshot;
};

} // namespace eventscope::nats

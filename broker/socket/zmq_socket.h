// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "broker/event/result.h"

namespace eventscope::socket {

/// One ZeroMQ socket of the broker, with the limits that every one of them has: messages of 64 MiB at most, 5 s for a
/// handshake, nothing kept after close, no ZMTP heartbeats (libzmq 4.3.4 aborts with them when a reader stalls).
///
/// Thread: one at a time; it may move between threads with a synchronization in between.
class ZmqSocket {
public:
    /// Error: Unavailable where the process has no more sockets.
    [[nodiscard]] static Result<ZmqSocket> open(void* context, int type);

    [[nodiscard]] void* handle() const { return m_handle.get(); }
    void set(int option, int value);

    /// Errors: Unavailable where the endpoint is taken, Invalid where it cannot be bound at all.
    [[nodiscard]] Result<> bind(const std::string& endpoint);
    void unbind(const std::string& endpoint);
    /// What the last bind became, with the port that was really taken.
    [[nodiscard]] std::string lastEndpoint() const;

private:
    struct Closer {
        void operator()(void* socket) const;
    };

    explicit ZmqSocket(void* handle)
        : m_handle(handle)
    {
    }

    std::unique_ptr<void, Closer> m_handle;
};

} // namespace eventscope::socket

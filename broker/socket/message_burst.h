// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <string_view>
#include <vector>

#include <zmq.h>

#include "broker/event/incoming_event.h"
#include "broker/event/text_store.h"
#include "broker/plugin/event_sink.h"

namespace eventscope::socket {

/// A few messages between their receipt and their forwarding: captured together, which saves a lock and a look at the
/// clock for each. They are captured before they are forwarded, so that an event always stands before its effects.
///
/// Thread: the forwarding one.
class MessageBurst {
public:
    MessageBurst() = default;
    ~MessageBurst();
    MessageBurst(const MessageBurst&) = delete;
    MessageBurst& operator=(const MessageBurst&) = delete;

    /// Takes what waits in `socket`, up to a small bound of messages and bytes. Returns how many there are.
    std::size_t receive(void* socket);
    /// Copies them into the sink; returns how many it refused.
    std::size_t capture(EventSink& sink);
    /// Sends them on; the burst is empty afterwards.
    void forward(void* socket);

private:
    static constexpr std::size_t MaxMessages = 64;
    static constexpr std::size_t MaxBytes = std::size_t{1} << 20;

    struct Scratch {
        std::vector<Header> headers;
        std::vector<Field> fields;
    };

    [[nodiscard]] zmq_msg_t& nextFrame();
    [[nodiscard]] bool receiveOne(void* socket, std::size_t& bytes);

    std::deque<zmq_msg_t> m_frames; // never moves: views point into short messages themselves
    std::size_t m_usedFrames = 0;
    std::array<std::size_t, MaxMessages> m_ends{}; // index behind the last frame of each message
    std::size_t m_messages = 0;

    std::array<IncomingEvent, MaxMessages> m_events;
    std::array<Scratch, MaxMessages> m_scratch;
    std::vector<std::string_view> m_views;
    TextStore m_texts;
};

} // namespace eventscope::socket

// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/socket/message_burst.h"

#include <span>

#include "broker/event/message_frames.h"

namespace eventscope::socket {

MessageBurst::~MessageBurst()
{
    for (auto& frame : m_frames)
        zmq_msg_close(&frame);
}

zmq_msg_t& MessageBurst::nextFrame()
{
    if (m_usedFrames == m_frames.size())
        zmq_msg_init(&m_frames.emplace_back());
    return m_frames[m_usedFrames];
}

std::size_t MessageBurst::receive(void* socket)
{
    std::size_t bytes = 0;
    while (m_messages < MaxMessages && bytes < MaxBytes && receiveOne(socket, bytes)) { }
    return m_messages;
}

bool MessageBurst::receiveOne(void* socket, std::size_t& bytes)
{
    for (;;) {
        auto& frame = nextFrame();
        // The frames of a message arrive together: only the first can be missing.
        if (zmq_msg_recv(&frame, socket, ZMQ_DONTWAIT) < 0)
            return false;
        ++m_usedFrames;
        bytes += zmq_msg_size(&frame);
        if (zmq_msg_more(&frame) == 0)
            break;
    }
    m_ends[m_messages++] = m_usedFrames;
    return true;
}

std::size_t MessageBurst::capture(EventSink& sink)
{
    std::size_t frame = 0;
    for (std::size_t message = 0; message < m_messages; ++message) {
        m_views.clear();
        for (; frame < m_ends[message]; ++frame)
            m_views.emplace_back(
                static_cast<const char*>(zmq_msg_data(&m_frames[frame])), zmq_msg_size(&m_frames[frame]));
        auto& scratch = m_scratch[message];
        scratch.headers.clear();
        scratch.fields.clear();
        m_events[message] = IncomingEvent{};
        readMessageFrames(m_views, m_events[message], m_texts, scratch.headers, scratch.fields);
    }
    const auto taken = sink.publish(std::span(m_events).first(m_messages));
    m_texts.clear();
    return m_messages - taken;
}

void MessageBurst::forward(void* socket)
{
    std::size_t frame = 0;
    for (std::size_t message = 0; message < m_messages; ++message) {
        for (; frame < m_ends[message]; ++frame) {
            const int more = frame + 1 < m_ends[message] ? ZMQ_SNDMORE : 0;
            auto& bytes = m_frames[frame];
            if (zmq_msg_send(&bytes, socket, more | ZMQ_DONTWAIT) < 0) { // only when the context ends
                zmq_msg_close(&bytes);
                zmq_msg_init(&bytes);
            }
        }
    }
    m_messages = 0;
    m_usedFrames = 0;
    constexpr std::size_t keepFrames = 4096; // one message of very many frames must not hold its memory for ever
    while (m_frames.size() > keepFrames) {
        zmq_msg_close(&m_frames.back());
        m_frames.pop_back();
    }
}

} // namespace eventscope::socket

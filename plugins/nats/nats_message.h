// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/incoming_event.h"
#include "broker/event/text_store.h"
#include "plugins/nats/nats_arrivals.h"
#include "plugins/nats/nats_headers.h"

namespace eventscope::nats {

/// What a message is in a conversation, as far as one message shows it.
enum class Role : std::uint8_t {
    Publish,
    Request, ///< names a subject to answer on
    Reply, ///< goes to an inbox
    Delivery, ///< JetStream hands a stored message to a consumer: seen again under its first subject
};

[[nodiscard]] std::string_view toText(Role role);

/// One message in parts, as it is on the wire.
struct MessageParts {
    std::string_view subject;
    std::string_view reply; ///< empty = none
    std::string_view payload;
    std::string_view subscription; ///< by which pattern it came
};

[[nodiscard]] Role roleOf(const MessageParts& parts);

/// Names of the headers that carry a delivery envelope.
namespace envelope {
constexpr std::string_view Producer = "Es-Producer";
constexpr std::string_view Epoch = "Es-Epoch";
constexpr std::string_view Sequence = "Es-Sequence";
constexpr std::string_view Sent = "Es-Sent"; ///< RFC 3339
constexpr std::string_view Checksum = "Es-Crc32c"; ///< of the payload, eight hexadecimal digits
} // namespace envelope

/// Makes events of messages. The events of one burst look into the messages and into this reader: they are valid until
/// clear(), as long as the messages live.
/// Thread: one at a time. Cost: no allocation for a message without headers once the scratch space has grown.
class MessageReader {
public:
    static constexpr std::size_t MaxBurst = 256;

    /// Appends one event to the burst; at most MaxBurst before a clear().
    void add(const MessageParts& parts, const MessageHeaders& headers);
    void add(natsMsg* message, std::string_view subscription);

    [[nodiscard]] std::span<const IncomingEvent> events() const { return m_events; }
    [[nodiscard]] bool isFull() const { return m_events.size() >= MaxBurst; }
    void clear();

private:
    /// What the views of one event look into besides its message.
    struct Slot {
        MessageHeaders headers;
        std::array<Field, 6> fields;
    };

    void fill(IncomingEvent& event, Slot& slot, const MessageParts& parts);
    void readEnvelope(IncomingEvent& event, Slot& slot, std::size_t& fieldCount, std::string_view payload);

    std::vector<IncomingEvent> m_events;
    std::vector<Slot> m_slots = std::vector<Slot>(MaxBurst); // never grows: the events look into it
    TextStore m_texts;
    bool m_hasTexts = false;
};

} // namespace eventscope::nats

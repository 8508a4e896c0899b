// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/incoming_event.h"
#include "broker/event/text_store.h"

namespace eventscope {

/// What a ZeroMQ message turned out to be.
enum class FrameShape { Plain, Envelope, StructuredCloudEvent, BinaryCloudEvent, Foreign };

/// Reads the frames of one published ZeroMQ message: the first is the topic and becomes the channel, an envelope frame
/// and a frame of CloudEvents attributes are optional, the last is the payload (broker/socket/wire_format.md).
/// Messages of another shape (Foreign) are kept: first frame the channel, the rest joined as payload, `zeromq.frames`
/// says how many there were. Views look into the frames or `texts`; `headers` and `fields` are scratch space that must
/// outlive `event`.
FrameShape readMessageFrames(std::span<const std::string_view> frames, IncomingEvent& event, TextStore& texts,
    std::vector<Header>& headers, std::vector<Field>& fields);

/// The frames that publish `event`: topic, envelope where producer and sequence are set, attributes where any is set,
/// payload. A tombstone has an attribute that says so.
[[nodiscard]] std::vector<std::string> writeMessageFrames(const IncomingEvent& event);

} // namespace eventscope

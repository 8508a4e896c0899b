// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "broker/event/message_frames.h"
#include "tests/fuzz/must_hold.h"

using namespace eventscope;

namespace {

/// Frames from bytes: a size of two bytes before each; the last takes what is left.
std::vector<std::string> framesOf(std::string_view bytes)
{
    std::vector<std::string> frames;
    while (bytes.size() >= 2 && frames.size() < 6) {
        const auto size = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[0]))
            + static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[1])) * 256;
        bytes.remove_prefix(2);
        frames.emplace_back(bytes.substr(0, size));
        bytes.remove_prefix(frames.back().size());
    }
    return frames;
}

} // namespace

/// Whatever comes is read; what is read as an event is written and read back as the same one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto frames = framesOf({reinterpret_cast<const char*>(data), size});
    const std::vector<std::string_view> views(frames.begin(), frames.end());
    IncomingEvent event;
    TextStore texts;
    std::vector<Header> headers;
    std::vector<Field> fields;
    const auto shape = readMessageFrames(views, event, texts, headers, fields);
    if (shape != FrameShape::BinaryCloudEvent && shape != FrameShape::Envelope)
        return 0;
    const auto written = writeMessageFrames(event);
    const std::vector<std::string_view> writtenViews(written.begin(), written.end());
    IncomingEvent again;
    std::vector<Header> headersAgain;
    std::vector<Field> fieldsAgain;
    (void)readMessageFrames(writtenViews, again, texts, headersAgain, fieldsAgain);
    fuzz::mustHold(again.channel == event.channel, "the channel stays");
    fuzz::mustHold(again.payload == event.payload || shape == FrameShape::Envelope, "the payload stays");
    fuzz::mustHold(
        again.id == event.id && again.key == event.key && again.producer == event.producer, "the attributes stay");
    fuzz::mustHold(again.sequence == event.sequence, "the sequence stays");
    fuzz::mustHold(headersAgain == headers, "the headers stay");
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/delivery_envelope.h"

#include <bit>
#include <cstring>

#include "broker/event/utf8.h"

namespace eventscope {
namespace {

static_assert(std::endian::native == std::endian::little, "the frame is little endian");

// broker/socket/wire_format.md describes the frame for people who write clients.
constexpr std::string_view Magic = "\xF5"
                                   "EVS"; // F5 begins neither UTF-8 nor JSON
constexpr std::uint8_t Version = 1;
constexpr std::size_t VersionAt = 4;
constexpr std::size_t ProducerSizeAt = 6;
constexpr std::size_t EpochAt = 8;
constexpr std::size_t CrcAt = 12;
constexpr std::size_t SequenceAt = 16;
constexpr std::size_t SentAt = 24;
constexpr std::size_t HeadSize = 32;

template <class Number> void put(std::string& frame, std::size_t at, Number number)
{
    std::memcpy(frame.data() + at, &number, sizeof number);
}

template <class Number> Number get(std::string_view frame, std::size_t at)
{
    Number number{};
    std::memcpy(&number, frame.data() + at, sizeof number);
    return number;
}

} // namespace

std::string toFrame(const DeliveryEnvelope& envelope)
{
    const auto producer = envelope.producer.substr(0, MaxProducerBytes);
    std::string frame(HeadSize, '\0');
    frame.replace(0, Magic.size(), Magic);
    put(frame, VersionAt, Version);
    put(frame, ProducerSizeAt, static_cast<std::uint16_t>(producer.size()));
    put(frame, EpochAt, envelope.epoch);
    put(frame, CrcAt, envelope.payloadCrc32c);
    put(frame, SequenceAt, envelope.sequence);
    put(frame, SentAt, toNanoseconds(envelope.sent));
    frame.append(producer);
    return frame;
}

bool looksLikeEnvelope(std::string_view frame) { return frame.starts_with(Magic); }

Result<DeliveryEnvelope> parseEnvelope(std::string_view frame)
{
    if (!looksLikeEnvelope(frame))
        return failure(Fault::Invalid, "envelope: does not begin with the bytes F5 45 56 53");
    if (frame.size() < HeadSize)
        return failure(
            Fault::Invalid, "envelope: has " + std::to_string(frame.size()) + " bytes, the head alone has 32");
    if (const auto version = get<std::uint8_t>(frame, VersionAt); version != Version)
        return failure(
            Fault::Invalid, "envelope: version " + std::to_string(version) + ", this program reads version 1");
    const auto producerSize = get<std::uint16_t>(frame, ProducerSizeAt);
    if (producerSize == 0 || producerSize > MaxProducerBytes)
        return failure(Fault::Invalid,
            "envelope: the producer has " + std::to_string(producerSize) + " bytes, expected 1 to "
                + std::to_string(MaxProducerBytes));
    if (frame.size() != HeadSize + producerSize)
        return failure(Fault::Invalid,
            "envelope: has " + std::to_string(frame.size()) + " bytes, expected "
                + std::to_string(HeadSize + producerSize));
    const auto producer = frame.substr(HeadSize);
    if (!isValidUtf8(producer))
        return failure(Fault::Invalid, "envelope: the producer is not UTF-8");
    return DeliveryEnvelope{producer, get<std::uint32_t>(frame, EpochAt), get<std::uint64_t>(frame, SequenceAt),
        fromNanoseconds(get<std::int64_t>(frame, SentAt)), get<std::uint32_t>(frame, CrcAt)};
}

} // namespace eventscope

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "broker/event/result.h"
#include "broker/event/wall_time.h"

namespace eventscope {

/// Who sent an event as which in a row: what lets a reader prove loss, duplication and reordering.
/// Carried as one frame on ZeroMQ (the format is in broker/socket/wire_format.md) and as headers elsewhere.
struct DeliveryEnvelope {
    std::string_view producer;
    std::uint32_t epoch = 0;
    std::uint64_t sequence = 0; ///< contiguous for one producer, epoch and channel, from 0
    WallTime sent = NoTime;
    std::uint32_t payloadCrc32c = 0;

    friend bool operator==(const DeliveryEnvelope&, const DeliveryEnvelope&) = default;
};

/// CRC32C (Castagnoli, RFC 3720 appendix B.4), in hardware where the processor can. `seed` continues a former result.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);

/// The same without the processor's instruction, to hold the two against each other.
[[nodiscard]] std::uint32_t crc32cByTable(std::string_view bytes, std::uint32_t seed = 0);

constexpr std::size_t MaxProducerBytes = 1024;

/// The envelope as one ZeroMQ frame, version 1. A producer beyond MaxProducerBytes is cut.
[[nodiscard]] std::string toFrame(const DeliveryEnvelope& envelope);
/// Whether a frame begins as an envelope does; cheap.
[[nodiscard]] bool looksLikeEnvelope(std::string_view frame);
/// Views look into `frame`. Error: Fault::Invalid, naming what is wrong.
[[nodiscard]] Result<DeliveryEnvelope> parseEnvelope(std::string_view frame);

} // namespace eventscope

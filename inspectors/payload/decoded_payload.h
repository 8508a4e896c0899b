// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "inspectors/inspector/selection.h"
#include "inspectors/payload/unpack.h"

namespace eventscope::inspect::payload {

/// What a payload turned out to be, or what the person says it is.
enum class Look : std::uint8_t { Tombstone, Empty, Json, Text, Binary };

/// JSON by its whole text, text by being UTF-8 with few control characters. Cost: one pass over the bytes.
[[nodiscard]] Look guessLook(std::string_view bytes);

/// A payload made ready for the views: unpacked where it was packed, looked at once. Immutable, keeps its event alive.
struct DecodedPayload {
    SelectedEvent event;
    Packing packing = Packing::None;
    Unpacked unpacked; ///< of meaning where it was packed
    Look guess = Look::Tombstone;

    [[nodiscard]] std::string_view bytes() const
    {
        return packing == Packing::None ? event.view().payload().value_or(std::string_view())
                                        : std::string_view(unpacked.bytes);
    }
};
using SharedPayload = std::shared_ptr<const DecodedPayload>;

/// Whether decoding may take longer than a frame has.
[[nodiscard]] bool isSlowToDecode(const SelectedEvent& event);
/// Thread: any.
[[nodiscard]] SharedPayload decode(const SelectedEvent& event);

/// One sentence on what the payload is: size, packing, look, and where unpacking stopped.
[[nodiscard]] QString describe(const DecodedPayload& payload);
[[nodiscard]] QString sizeText(std::size_t bytes);

/// Text for a plain text view: safe characters, lines kept, long lines broken so that laying them out stays fast.
/// At most `maxBytes` of the bytes. Thread: any.
[[nodiscard]] QString plainText(std::string_view bytes, std::size_t maxBytes);

} // namespace eventscope::inspect::payload

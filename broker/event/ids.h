// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace eventscope {

/// A number that names one kind of thing and converts to nothing else. Zero is "none".
template <class Tag, class Number = std::uint32_t> class Id {
public:
    using Value = Number;

    constexpr Id() = default;
    constexpr explicit Id(Number value)
        : m_value(value)
    {
    }

    [[nodiscard]] constexpr Number value() const { return m_value; }
    [[nodiscard]] constexpr explicit operator bool() const { return m_value != 0; }

    friend constexpr auto operator<=>(Id, Id) = default;

private:
    Number m_value = 0;
};

using ConnectionId = Id<struct ConnectionIdTag>; ///< one configured connection or opened recording
using ChannelId = Id<struct ChannelIdTag>; ///< topic, subject, queue, Kubernetes resource
using ProducerId = Id<struct ProducerIdTag>; ///< who sent it, by the delivery envelope or the connector
using SourceId = Id<struct SourceIdTag>; ///< CloudEvents `source`
using TypeId = Id<struct TypeIdTag>; ///< CloudEvents `type`
using ContentTypeId = Id<struct ContentTypeIdTag>; ///< CloudEvents `datacontenttype`

/// The dense number that the session gives to each event, from 1. Zero is "none".
using Position = Id<struct PositionTag, std::uint64_t>;

[[nodiscard]] constexpr Position operator+(Position position, std::uint64_t by)
{
    return Position(position.value() + by);
}

} // namespace eventscope

template <class Tag, class Number> struct std::hash<eventscope::Id<Tag, Number>> {
    [[nodiscard]] std::size_t operator()(eventscope::Id<Tag, Number> id) const noexcept
    {
        return std::hash<Number>{}(id.value());
    }
};

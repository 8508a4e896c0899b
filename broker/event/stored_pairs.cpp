// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/stored_pairs.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace eventscope {
namespace {

static_assert(std::endian::native == std::endian::little, "recordings and memory share one little endian form");

constexpr std::uint32_t NullSize = 0xFFFFFFFFU;
constexpr std::size_t PairHead = 9;

template <class Number> Number readNumber(std::string_view bytes)
{
    Number number{};
    if (bytes.size() >= sizeof(Number))
        std::memcpy(&number, bytes.data(), sizeof(Number));
    return number;
}

void appendPair(std::vector<char>& to, StoredType type, std::string_view name, std::optional<std::string_view> value)
{
    const auto nameSize = static_cast<std::uint32_t>(name.size());
    const auto valueSize = value ? static_cast<std::uint32_t>(value->size()) : NullSize;
    const auto at = to.size();
    to.resize(at + PairHead + name.size() + (value ? value->size() : 0));
    char* out = to.data() + at;
    *out = static_cast<char>(type);
    std::memcpy(out + 1, &nameSize, sizeof nameSize);
    std::memcpy(out + 5, &valueSize, sizeof valueSize);
    if (!name.empty())
        std::memcpy(out + PairHead, name.data(), name.size());
    if (value && !value->empty())
        std::memcpy(out + PairHead + name.size(), value->data(), value->size());
}

template <class Number> void appendNumber(std::vector<char>& to, StoredType type, std::string_view name, Number number)
{
    char bytes[sizeof(Number)];
    std::memcpy(bytes, &number, sizeof number);
    appendPair(to, type, name, std::string_view(bytes, sizeof bytes));
}

} // namespace

std::optional<StoredPair> takeStoredPair(std::string_view& rest)
{
    if (rest.size() < PairHead)
        return std::nullopt;
    const auto type = static_cast<std::uint8_t>(rest.front());
    const auto nameSize = readNumber<std::uint32_t>(rest.substr(1));
    const auto valueSize = readNumber<std::uint32_t>(rest.substr(5));
    const std::size_t valueBytes = valueSize == NullSize ? 0 : valueSize;
    if (type > static_cast<std::uint8_t>(StoredType::Boolean) || rest.size() - PairHead < nameSize
        || rest.size() - PairHead - nameSize < valueBytes)
        return std::nullopt;
    StoredPair pair{static_cast<StoredType>(type), rest.substr(PairHead, nameSize), std::nullopt};
    if (valueSize != NullSize)
        pair.value = rest.substr(PairHead + nameSize, valueBytes);
    rest.remove_prefix(PairHead + nameSize + valueBytes);
    return pair;
}

FieldValue fieldValue(StoredType type, std::string_view stored)
{
    switch (type) {
    case StoredType::Text:
        return stored;
    case StoredType::Int64:
        return readNumber<std::int64_t>(stored);
    case StoredType::UInt64:
        return readNumber<std::uint64_t>(stored);
    case StoredType::Double:
        return readNumber<double>(stored);
    case StoredType::Boolean:
        return !stored.empty() && stored.front() != 0;
    }
    return stored;
}

void appendStoredHeader(std::vector<char>& to, const Header& header)
{
    appendPair(to, StoredType::Text, header.name, header.value);
}

void appendStoredField(std::vector<char>& to, const Field& field)
{
    std::visit(
        [&](const auto& value) {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, std::int64_t>)
                appendNumber(to, StoredType::Int64, field.name, value);
            else if constexpr (std::is_same_v<Value, std::uint64_t>)
                appendNumber(to, StoredType::UInt64, field.name, value);
            else if constexpr (std::is_same_v<Value, double>)
                appendNumber(to, StoredType::Double, field.name, value);
            else if constexpr (std::is_same_v<Value, bool>)
                appendNumber(to, StoredType::Boolean, field.name, static_cast<char>(value ? 1 : 0));
            else
                appendPair(to, StoredType::Text, field.name, value);
        },
        field.value);
}

} // namespace eventscope

// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/event/event_batch.h"

#include <algorithm>
#include <cstring>

#include "broker/event/stored_pairs.h"

namespace eventscope {
namespace {

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

} // namespace

void HeaderRange::Iterator::read()
{
    const auto pair = takeStoredPair(m_rest);
    m_isEnd = !pair;
    if (pair)
        m_header = Header{pair->name, pair->value};
    else
        m_rest = {}; // bytes that are no whole pair: the end compares equal all the same
}

std::optional<Header> HeaderRange::find(std::string_view name) const
{
    for (const auto& header : *this) {
        if (equalsIgnoringCase(header.name, name))
            return header;
    }
    return std::nullopt;
}

std::vector<Field> decodeFields(std::string_view stored)
{
    std::vector<Field> fields;
    while (const auto pair = takeStoredPair(stored))
        fields.push_back(Field{pair->name, fieldValue(pair->type, pair->value.value_or(std::string_view()))});
    return fields;
}

std::optional<FieldValue> findField(std::string_view stored, std::string_view name)
{
    while (const auto pair = takeStoredPair(stored)) {
        if (pair->name == name)
            return fieldValue(pair->type, pair->value.value_or(std::string_view()));
    }
    return std::nullopt;
}

} // namespace eventscope

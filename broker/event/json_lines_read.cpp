// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bitset>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "broker/event/base64.h"
#include "broker/event/json_lines.h"
#include "broker/event/json_values.h"

namespace eventscope {
namespace {

/// What stands under a key.
enum class Form : std::uint8_t {
    Position,
    Kind,
    Connection,
    Text,
    Partition,
    Offset,
    Time,
    Observed,
    Epoch,
    Sequence,
    KeyText,
    KeyBase64,
    Headers,
    Fields,
    GapTime,
    GapText,
    GapCount,
    Data,
    DataText,
    DataBase64,
};

struct KeyRow {
    std::string_view name;
    Form form = Form::Text;
    std::string_view IncomingEvent::*text = nullptr; ///< of Form::Text
};

constexpr std::size_t KeyCount = 30;
/// In the order in which they are written.
constexpr std::array<KeyRow, KeyCount> Keys{{
    {"position", Form::Position},
    {"kind", Form::Kind},
    {"connection", Form::Connection},
    {"channel", Form::Text, &IncomingEvent::channel},
    {"partition", Form::Partition},
    {"offset", Form::Offset},
    {"time", Form::Time},
    {"observed", Form::Observed},
    {"producer", Form::Text, &IncomingEvent::producer},
    {"epoch", Form::Epoch},
    {"sequence", Form::Sequence},
    {"key", Form::KeyText},
    {"key_base64", Form::KeyBase64},
    {"id", Form::Text, &IncomingEvent::id},
    {"source", Form::Text, &IncomingEvent::source},
    {"type", Form::Text, &IncomingEvent::type},
    {"subject", Form::Text, &IncomingEvent::subject},
    {"datacontenttype", Form::Text, &IncomingEvent::contentType},
    {"correlationid", Form::Text, &IncomingEvent::correlation},
    {"causationid", Form::Text, &IncomingEvent::causation},
    {"traceparent", Form::Text, &IncomingEvent::traceparent},
    {"headers", Form::Headers},
    {"fields", Form::Fields},
    {"from", Form::GapTime},
    {"to", Form::GapTime},
    {"reason", Form::GapText},
    {"count", Form::GapCount},
    {"data", Form::Data},
    {"data_text", Form::DataText},
    {"data_base64", Form::DataBase64},
}};

tl::unexpected<Error> expected(std::string_view key, std::string_view what)
{
    return failure(Fault::Invalid, "key '" + std::string(key.substr(0, 64)) + "': expected " + std::string(what));
}

/// Reads the members of one line into a JsonLine.
class LineReader {
public:
    explicit LineReader(JsonLine& line)
        : m_line(line)
        , m_event(line.event)
        , m_texts(*line.texts)
    {
    }

    Result<> read();

private:
    [[nodiscard]] std::optional<std::size_t> findKey(std::string_view name);
    Result<> readMember(const KeyRow& key, const JsonValue& value);
    Result<> readText(const KeyRow& key, const JsonValue& value);
    Result<> readKind(const KeyRow& key, const JsonValue& value);
    Result<> readTime(const KeyRow& key, const JsonValue& value, std::optional<WallTime>& into);
    Result<> readBase64(const KeyRow& key, const JsonValue& value, std::optional<std::string_view>& into);
    Result<> readString(const KeyRow& key, const JsonValue& value, std::optional<std::string_view>& into);
    Result<> readFields(const JsonValue& value);
    Result<> readGapValue(const KeyRow& key, const JsonValue& value);
    Result<> checkWhole();
    template <class Number, class Into> Result<> readNumber(const KeyRow& key, const JsonValue& value, Into& into);

    JsonLine& m_line;
    IncomingEvent& m_event;
    TextStore& m_texts;
    std::bitset<KeyCount> m_seen;
    std::vector<Field> m_gapFields; // stand before the others
    std::size_t m_next = 0; // where the next key is looked for first: lines of ours have them in order
};

std::optional<std::size_t> LineReader::findKey(std::string_view name)
{
    for (std::size_t tried = 0; tried < KeyCount; ++tried) {
        const auto number = m_next + tried < KeyCount ? m_next + tried : m_next + tried - KeyCount;
        if (Keys[number].name == name) {
            m_next = number + 1;
            return number;
        }
    }
    return std::nullopt;
}

template <class Number, class Into>
Result<> LineReader::readNumber(const KeyRow& key, const JsonValue& value, Into& into)
{
    using Limits = std::numeric_limits<Number>;
    const auto number = wholeNumber<Number>(value.raw);
    if (!number)
        return expected(
            key.name, "an integer from " + std::to_string(Limits::min()) + " to " + std::to_string(Limits::max()));
    into = Into(*number);
    return {};
}

Result<> LineReader::readText(const KeyRow& key, const JsonValue& value)
{
    if (value.kind != JsonKind::String)
        return expected(key.name, "a string");
    const auto text = jsonText(value.raw, m_texts);
    if (key.form == Form::Connection)
        m_line.connection = text;
    else
        m_event.*key.text = text;
    return {};
}

Result<> LineReader::readKind(const KeyRow& key, const JsonValue& value)
{
    if (value.kind != JsonKind::String)
        return expected(key.name, "a string");
    const auto kind = parseEventKind(jsonText(value.raw, m_texts));
    if (!kind)
        return failure(Fault::Invalid, "key 'kind': " + kind.error().what);
    m_event.kind = *kind;
    return {};
}

Result<> LineReader::readTime(const KeyRow& key, const JsonValue& value, std::optional<WallTime>& into)
{
    if (value.kind != JsonKind::String)
        return expected(key.name, "a time as a string");
    const auto time = parseRfc3339(jsonText(value.raw, m_texts));
    if (!time)
        return failure(Fault::Invalid, "key '" + std::string(key.name) + "': " + time.error().what);
    into = *time;
    return {};
}

Result<> LineReader::readString(const KeyRow& key, const JsonValue& value, std::optional<std::string_view>& into)
{
    if (value.kind != JsonKind::String)
        return expected(key.name, "a string");
    into = jsonText(value.raw, m_texts);
    return {};
}

Result<> LineReader::readBase64(const KeyRow& key, const JsonValue& value, std::optional<std::string_view>& into)
{
    auto bytes = value.kind == JsonKind::String ? decodeBase64(jsonText(value.raw, m_texts)) : std::nullopt;
    if (!bytes)
        return expected(key.name, "a string of padded base64");
    into = m_texts.keep(*std::move(bytes));
    return {};
}

Result<> LineReader::readFields(const JsonValue& value)
{
    if (value.kind != JsonKind::Object)
        return expected("fields", "an object");
    JsonWalker walker(value.raw);
    while (const auto member = walker.next()) {
        const auto name = jsonText(member->name, m_texts);
        const auto field = jsonField(member->value, m_texts);
        if (!field)
            return expected("fields." + std::string(name.substr(0, 64)),
                "a number in range, a string, true, false or {\"base64\":…}");
        m_line.fields.push_back({name, *field});
    }
    if (walker.hasFailed())
        return expected("fields", "an object that is nested less deeply");
    return {};
}

Result<> LineReader::readGapValue(const KeyRow& key, const JsonValue& value)
{
    if (key.form == Form::GapCount) {
        std::uint64_t count = 0;
        return readNumber<std::uint64_t>(key, value, count).map([&] { m_gapFields.push_back({key.name, count}); });
    }
    std::optional<std::string_view> text;
    if (auto read = readString(key, value, text); !read)
        return read;
    if (key.form == Form::GapTime && !parseRfc3339(*text))
        return expected(key.name, "a time in the form of RFC 3339");
    m_gapFields.push_back({key.name, *text});
    return {};
}

Result<> LineReader::readMember(const KeyRow& key, const JsonValue& value)
{
    switch (key.form) {
    case Form::Position:
        return readNumber<std::uint64_t>(key, value, m_line.position);
    case Form::Kind:
        return readKind(key, value);
    case Form::Connection:
    case Form::Text:
        return readText(key, value);
    case Form::Partition:
        return readNumber<std::int32_t>(key, value, m_event.partition);
    case Form::Offset:
        return readNumber<std::int64_t>(key, value, m_event.offset);
    case Form::Time:
        return readTime(key, value, m_event.eventTime);
    case Form::Observed:
        return readTime(key, value, m_event.observedTime);
    case Form::Epoch:
        return readNumber<std::uint32_t>(key, value, m_event.epoch);
    case Form::Sequence:
        return readNumber<std::uint64_t>(key, value, m_event.sequence);
    case Form::KeyText:
        return readString(key, value, m_event.key);
    case Form::KeyBase64:
        return readBase64(key, value, m_event.key);
    case Form::Headers:
        if (!readJsonHeaders(value, m_line.headers, m_texts))
            return expected(key.name, "an array of [name, value], each value a string, null or {\"base64\":…}");
        return {};
    case Form::Fields:
        return readFields(value);
    case Form::GapTime:
    case Form::GapText:
    case Form::GapCount:
        return readGapValue(key, value);
    case Form::Data:
        if (value.kind != JsonKind::Null)
            m_event.payload = value.raw;
        return {};
    case Form::DataText:
        return readString(key, value, m_event.payload);
    case Form::DataBase64:
        return readBase64(key, value, m_event.payload);
    }
    return {};
}

Result<> LineReader::checkWhole()
{
    int payloads = 0;
    int keys = 0;
    for (std::size_t number = 0; number < KeyCount; ++number) {
        const auto form = Keys[number].form;
        const bool isSeen = m_seen[number];
        payloads += isSeen && (form == Form::Data || form == Form::DataText || form == Form::DataBase64) ? 1 : 0;
        keys += isSeen && (form == Form::KeyText || form == Form::KeyBase64) ? 1 : 0;
    }
    if (payloads != 1)
        return expected("data", "exactly one of the keys data, data_text and data_base64");
    if (keys > 1)
        return expected("key", "at most one of the keys key and key_base64");
    if (!m_gapFields.empty() && m_event.kind != EventKind::Gap)
        return expected(m_gapFields.front().name, "the kind 'gap' in a line with this key");
    return {};
}

Result<> LineReader::read()
{
    JsonWalker walker(*m_line.line);
    while (const auto member = walker.next()) {
        if (walker.kind() != JsonKind::Object)
            break;
        const auto name = jsonText(member->name, m_texts);
        const auto number = findKey(name);
        if (!number)
            return expected(name, "a key of the JSON Lines form, which this is not");
        if (m_seen[*number])
            return expected(name, "the key once, not twice");
        m_seen.set(*number);
        if (auto read = readMember(Keys[*number], member->value); !read)
            return read;
    }
    if (walker.hasFailed() || walker.kind() != JsonKind::Object)
        return failure(Fault::Invalid,
            "byte " + std::to_string(walker.offset()) + ": expected a JSON object, nested at most "
                + std::to_string(MaxJsonDepth) + " levels deep");
    if (auto whole = checkWhole(); !whole)
        return whole;
    m_line.fields.insert(m_line.fields.begin(), m_gapFields.begin(), m_gapFields.end());
    m_event.headers = m_line.headers;
    m_event.fields = m_line.fields;
    return {};
}

} // namespace

Result<JsonLine> parseJsonLine(std::string_view line)
{
    JsonLine result;
    result.line = std::make_unique<std::string>(line);
    result.texts = std::make_unique<TextStore>();
    if (auto read = LineReader(result).read(); !read)
        return tl::unexpected(std::move(read).error());
    return result;
}

} // namespace eventscope

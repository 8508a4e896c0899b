// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/event_field.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

#include "inspectors/inspector/text.h"

namespace eventscope::inspect {
namespace {

using Source = EventField::Source;

struct Known {
    std::string_view name;
    Source source;
};

constexpr std::array<Known, 21> EveryEventHas{{
    {"position", Source::Position},
    {"kind", Source::Kind},
    {"connection", Source::Connection},
    {"channel", Source::Channel},
    {"partition", Source::Partition},
    {"offset", Source::Offset},
    {"time", Source::Time},
    {"observed", Source::Observed},
    {"producer", Source::Producer},
    {"epoch", Source::Epoch},
    {"sequence", Source::Sequence},
    {"key", Source::Key},
    {"id", Source::Id},
    {"source", Source::EventSource},
    {"type", Source::Type},
    {"subject", Source::Subject},
    {"datacontenttype", Source::ContentType},
    {"correlationid", Source::Correlation},
    {"causationid", Source::Causation},
    {"traceparent", Source::Traceparent},
    {"size", Source::Size},
}};

/// The name between the quotes of `headers['…']`, doubled quotes made single.
std::optional<std::string> headerName(std::string_view text)
{
    constexpr std::string_view Begin = "headers['";
    constexpr std::string_view End = "']";
    if (!text.starts_with(Begin) || !text.ends_with(End) || text.size() <= Begin.size() + End.size())
        return std::nullopt;
    const auto quoted = text.substr(Begin.size(), text.size() - Begin.size() - End.size());
    std::string name;
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        if (quoted[i] == '\'' && (++i == quoted.size() || quoted[i] != '\''))
            return std::nullopt;
        name += quoted[i];
    }
    return name;
}

/// Takes one step off the front of `rest`: a name, a name in backquotes, or [number].
std::optional<std::string> takeStep(std::string_view& rest)
{
    const bool isIndex = rest.starts_with('[');
    const bool isQuoted = rest.starts_with('`');
    const auto begin = std::size_t{isIndex || isQuoted ? 1U : 0U};
    auto end = isIndex ? rest.find(']') : isQuoted ? rest.find('`', 1) : rest.find_first_of(".[");
    if (end == std::string_view::npos && (isIndex || isQuoted))
        return std::nullopt;
    end = std::min(end, rest.size());
    const auto step = rest.substr(begin, end - begin);
    const bool isNumber = std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (step.empty() || (isIndex && !isNumber))
        return std::nullopt;
    rest.remove_prefix(end + begin);
    return std::string(step);
}

/// Steps behind `data.`: a.`b c`[0].d
std::optional<std::vector<std::string>> dataPath(std::string_view rest)
{
    std::vector<std::string> steps;
    while (true) {
        auto step = takeStep(rest);
        if (!step)
            return std::nullopt;
        steps.push_back(*std::move(step));
        if (rest.empty())
            return steps;
        if (rest.starts_with('.'))
            rest.remove_prefix(1);
        else if (!rest.starts_with('['))
            return std::nullopt;
    }
}

} // namespace

std::optional<EventField> EventField::parse(std::string_view name, const FieldRegistry& fields)
{
    EventField field;
    field.m_name = std::string(name);
    const auto* const known = std::find_if(
        EveryEventHas.begin(), EveryEventHas.end(), [&](const Known& entry) { return entry.name == name; });
    if (const auto* described = fields.find(name)) {
        field.m_source = known != EveryEventHas.end() ? known->source : Source::Connector;
        field.m_type = described->type;
        field.m_description = toText(described->description);
        return field;
    }
    if (name == "data") {
        field.m_source = Source::Payload;
        field.m_description = QCoreApplication::translate("EventField", "The payload of the event");
        return field;
    }
    if (name.starts_with("data.")) {
        auto steps = dataPath(name.substr(5));
        if (!steps)
            return std::nullopt;
        field.m_source = Source::DataPath;
        field.m_path = *std::move(steps);
        field.m_description = QCoreApplication::translate("EventField", "A value inside the JSON payload");
        return field;
    }
    if (auto header = headerName(name)) {
        field.m_source = Source::Header;
        field.m_path = {*std::move(header)};
        field.m_description = QCoreApplication::translate("EventField", "A header of the event");
        return field;
    }
    return std::nullopt;
}

QString EventField::title() const
{
    switch (m_source) {
    case Source::Position:
        return QStringLiteral("#");
    case Source::Payload:
        return QCoreApplication::translate("EventField", "payload");
    case Source::Header:
        return toDisplayText(m_path.front(), 60);
    case Source::DataPath:
        return toDisplayText(m_name, 60);
    case Source::Kind:
    case Source::Connection:
    case Source::Channel:
    case Source::Partition:
    case Source::Offset:
    case Source::Time:
    case Source::Observed:
    case Source::Producer:
    case Source::Epoch:
    case Source::Sequence:
    case Source::Key:
    case Source::Id:
    case Source::EventSource:
    case Source::Type:
    case Source::Subject:
    case Source::ContentType:
    case Source::Correlation:
    case Source::Causation:
    case Source::Traceparent:
    case Source::Size:
    case Source::Connector:
        break;
    }
    return toText(m_name);
}

bool EventField::isNumber() const
{
    switch (m_type) {
    case FieldType::Int32:
    case FieldType::Int64:
    case FieldType::UInt64:
    case FieldType::Double:
    case FieldType::Duration:
        return true;
    case FieldType::Text:
    case FieldType::Boolean:
    case FieldType::Time:
    case FieldType::Bytes:
        break;
    }
    return false;
}

std::vector<std::string> usualColumns()
{
    return {"position", "time", "kind", "channel", "key", "type", "size", "data"};
}

} // namespace eventscope::inspect

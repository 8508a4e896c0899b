// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/scope.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "broker/expression/event_operations.h"
#include "broker/expression/lexer.h"

namespace eventscope::expression {
namespace {

struct OwnField {
    std::string_view name;
    Operation load;
    TypeKind kind;
    NameField interned = NameField::None;
};
constexpr std::array<OwnField, 22> OwnFields{{
    {"position", loadPosition, TypeKind::BigInt},
    {"kind", loadName, TypeKind::VarChar, NameField::Kind},
    {"connection", loadName, TypeKind::VarChar, NameField::Connection},
    {"channel", loadName, TypeKind::VarChar, NameField::Channel},
    {"partition", loadPartition, TypeKind::Int},
    {"offset", loadOffset, TypeKind::BigInt},
    {"time", loadEventTime, TypeKind::TimestampLtz},
    {"observed", loadObservedTime, TypeKind::TimestampLtz},
    {"producer", loadName, TypeKind::VarChar, NameField::Producer},
    {"epoch", loadEpoch, TypeKind::BigInt},
    {"sequence", loadSequence, TypeKind::BigInt},
    {"key", loadKey, TypeKind::VarChar},
    {"id", loadId, TypeKind::VarChar},
    {"source", loadName, TypeKind::VarChar, NameField::Source},
    {"type", loadName, TypeKind::VarChar, NameField::Type},
    {"subject", loadSubject, TypeKind::VarChar},
    {"datacontenttype", loadName, TypeKind::VarChar, NameField::ContentType},
    {"correlationid", loadCorrelation, TypeKind::VarChar},
    {"causationid", loadCausation, TypeKind::VarChar},
    {"traceparent", loadTraceparent, TypeKind::VarChar},
    {"size", loadPayloadSize, TypeKind::BigInt},
    {"data", loadPayload, TypeKind::VarChar},
}};

Type typeOf(TypeKind kind)
{
    if (kind == TypeKind::VarChar)
        return textType();
    auto type = simpleType(kind);
    if (kind == TypeKind::TimestampLtz)
        type.precision = 9;
    if (kind == TypeKind::Decimal) // UInt64
        type.precision = 20;
    return type;
}

TypeKind kindOf(FieldType type)
{
    switch (type) {
    case FieldType::Text:
    case FieldType::Bytes:
        return TypeKind::VarChar;
    case FieldType::Int32:
        return TypeKind::Int;
    case FieldType::Int64:
    case FieldType::Duration:
        return TypeKind::BigInt;
    case FieldType::UInt64:
        return TypeKind::Decimal;
    case FieldType::Double:
        return TypeKind::Double;
    case FieldType::Boolean:
        return TypeKind::Boolean;
    case FieldType::Time:
        return TypeKind::TimestampLtz;
    }
    return TypeKind::VarChar;
}

Term loadTerm(Operation load, Type type, const Place& place)
{
    Term term;
    term.form = Term::Form::Load;
    term.run = load;
    term.type = type;
    term.place = place;
    return term;
}

std::string joined(const std::vector<std::string>& path)
{
    std::string name;
    for (const auto& step : path)
        name.append(name.empty() ? "" : ".").append(step);
    return name;
}

constexpr std::size_t MaxCompared = 64; // characters of a name that are looked at

/// How many letters have to be changed, put in or taken out to make one of the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    a = a.substr(0, MaxCompared);
    b = b.substr(0, MaxCompared);
    std::array<std::size_t, MaxCompared + 1> row{};
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

} // namespace

std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates)
{
    const auto wanted = upperCase(word.substr(0, MaxCompared));
    std::string_view best;
    auto least = std::max<std::size_t>(wanted.size() / 3, 1) + 1;
    for (const auto candidate : candidates) {
        const auto edits = distance(wanted, upperCase(candidate));
        if (edits < least) {
            least = edits;
            best = candidate;
        }
    }
    return std::string(best);
}

tl::expected<Term, std::string> EventScope::find(const std::vector<std::string>& path, const Place& place) const
{
    const auto name = joined(path);
    for (const auto& field : OwnFields) {
        if (field.name != name)
            continue;
        auto term = loadTerm(field.load, typeOf(field.kind), place);
        term.name = field.interned;
        term.shape[0] = static_cast<std::int16_t>(field.interned);
        term.type.isNullable = field.name != "position" && field.name != "kind";
        return term;
    }
    if (const auto* field = m_fields.find(name)) {
        auto term = loadTerm(loadField, typeOf(kindOf(field->type)), place);
        term.shape[0] = static_cast<std::int16_t>(term.type.kind);
        term.resource = std::make_shared<const std::string>(name);
        return term;
    }
    if (path.front() == "headers" && path.size() > 1) {
        auto term = loadTerm(loadHeader, textType(), place);
        term.resource = std::make_shared<const std::string>(joined({path.begin() + 1, path.end()}));
        return term;
    }
    if (path.front() == "headers")
        return tl::unexpected(std::string("Expected the name of a header, as in headers['content-type']"));
    if (path.front() == "data") {
        Term term;
        term.form = Term::Form::Call;
        term.type = simpleType(TypeKind::Payload);
        term.place = place;
        term.arguments = listOf(loadTerm(loadPayload, textType(), place));
        term.resource = std::make_shared<const std::vector<std::string>>(path.begin() + 1, path.end());
        return term;
    }
    std::vector<std::string_view> known{"headers", "data"};
    for (const auto& field : m_fields.fields())
        known.push_back(field.name);
    const auto nearest = nearestWord(name, known);
    return tl::unexpected("There is no field '" + name.substr(0, 60) + "'"
        + (nearest.empty() ? "; values inside the payload are written data." + name.substr(0, 60)
                           : ", did you mean " + nearest + "?")
        + " (a text is written in single quotes)");
}

tl::expected<Term, std::string> RowScope::find(const std::vector<std::string>& path, const Place& place) const
{
    const auto isQualified = path.size() == 2 && path.front() == m_table;
    if (path.size() == 1 || isQualified) {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i].name != path.back())
                continue;
            auto term = loadTerm(loadColumn, m_columns[i].type, place);
            term.shape[0] = static_cast<std::int16_t>(i);
            return term;
        }
    }
    if (path.size() == 2 && !isQualified)
        return tl::unexpected("Table '" + path.front().substr(0, 60) + "' not found");
    std::vector<std::string_view> known;
    for (const auto& column : m_columns)
        known.push_back(column.name);
    const auto nearest = nearestWord(path.back(), known);
    return tl::unexpected("Column '" + joined(path).substr(0, 60) + "' not found in any table"
        + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
}

} // namespace eventscope::expression

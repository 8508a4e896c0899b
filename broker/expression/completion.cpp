// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/completion.h"

#include <algorithm>
#include <array>
#include <utility>

#include "broker/event/event.h"
#include "broker/expression/filter_text.h"
#include "broker/expression/functions.h"
#include "broker/expression/lexer.h"

namespace eventscope::expression {
namespace {

constexpr std::size_t MaxWords = 100;
constexpr std::uint32_t MaxNamesLookedAt = 10'000; // keeps typing quick however many names there are

/// What stands before the cursor.
struct Situation {
    std::vector<Token> before; ///< without the word that is being written
    std::size_t offset = 0; ///< where that word begins
    std::string prefix;
    bool isInText = false; ///< inside a 'text'
};

bool isSymbol(const Token& token, std::string_view text)
{
    return token.kind == TokenKind::Symbol && token.text == text;
}
bool isWord(const Token& token, std::string_view upper)
{
    return token.kind == TokenKind::Word && upperCase(token.text) == upper;
}

Situation situationAt(std::string_view text)
{
    Situation situation;
    situation.before = lex(text);
    situation.before.pop_back(); // End
    situation.offset = text.size();
    if (situation.before.empty())
        return situation;
    const auto last = situation.before.back();
    const auto isOpenText = last.kind == TokenKind::Bad && text.substr(last.offset).starts_with('\'');
    if (isOpenText) {
        situation.isInText = true;
        situation.offset = last.offset;
        situation.prefix = text.substr(last.offset + 1);
        situation.before.pop_back();
        return situation;
    }
    if (last.offset + last.length != text.size())
        return situation;
    // A path such as nats.reply is one word.
    while (!situation.before.empty()) {
        const auto& token = situation.before.back();
        const auto isPart = token.kind == TokenKind::Word || isSymbol(token, ".");
        if (!isPart || token.offset + token.length != situation.offset)
            break;
        situation.offset = token.offset;
        situation.before.pop_back();
    }
    situation.prefix = text.substr(situation.offset);
    return situation;
}

class Collector {
public:
    explicit Collector(Situation situation)
        : m_situation(std::move(situation))
        , m_prefix(upperCase(m_situation.prefix))
    {
    }

    void add(std::string text, std::string_view description)
    {
        if (m_words.size() < MaxWords && upperCase(text).starts_with(m_prefix))
            m_words.push_back({std::move(text), std::string(description)});
    }
    /// A text that is known, in quotes; found by any part of it.
    void addText(std::string_view text)
    {
        if (m_words.size() < MaxWords && !text.empty() && upperCase(text).find(m_prefix) != std::string::npos)
            m_words.push_back({quotedText(text), {}});
    }
    [[nodiscard]] Completions take() { return {m_situation.offset, std::move(m_words)}; }
    [[nodiscard]] const Situation& situation() const { return m_situation; }

private:
    Situation m_situation;
    std::string m_prefix;
    std::vector<Completion> m_words;
};

/// The field whose value stands at the cursor: `type = `, `type <> '`, `type LIKE '`, `type IN ('a', `.
std::string comparedField(const std::vector<Token>& before)
{
    auto at = before.size();
    const auto isList = [&](std::size_t i) {
        return before[i].kind == TokenKind::Text || isSymbol(before[i], ",") || isSymbol(before[i], "(");
    };
    if (at > 0 && (isSymbol(before[at - 1], "(") || isSymbol(before[at - 1], ","))) {
        while (at > 0 && isList(at - 1))
            --at;
        if (at == 0 || !isWord(before[at - 1], "IN"))
            return {};
        --at;
    } else if (at > 0
        && (isSymbol(before[at - 1], "=") || isSymbol(before[at - 1], "<>") || isWord(before[at - 1], "LIKE")
            || isWord(before[at - 1], "IN"))) {
        --at;
    } else {
        return {};
    }
    if (at > 0 && isWord(before[at - 1], "NOT"))
        --at;
    return at > 0 && before[at - 1].kind == TokenKind::Word ? before[at - 1].text : std::string();
}

template <class IdType> void addNames(Collector& collector, const NameTable<IdType>& table)
{
    for (std::uint32_t number = 1; number < std::min(table.size(), MaxNamesLookedAt); ++number)
        collector.addText(number == TextTable::Overflow ? std::string_view() : table.text(IdType(number)));
}

bool addValues(Collector& collector, std::string_view field, const Names& names)
{
    if (field == "channel")
        addNames(collector, names.channels);
    else if (field == "type")
        addNames(collector, names.types);
    else if (field == "source")
        addNames(collector, names.sources);
    else if (field == "producer")
        addNames(collector, names.producers);
    else if (field == "connection")
        addNames(collector, names.connections);
    else if (field == "datacontenttype")
        addNames(collector, names.contentTypes);
    else if (field == "kind")
        for (int kind = 0; kind <= static_cast<int>(EventKind::Gap); ++kind)
            collector.addText(toText(static_cast<EventKind>(kind)));
    else
        return false;
    return true;
}

/// Whether an operand has ended, so that an operator may follow.
bool endsOperand(const std::vector<Token>& before)
{
    if (before.empty())
        return false;
    const auto& last = before.back();
    if (last.kind == TokenKind::Word)
        return !isKeyword(last.text) || isWord(last, "NULL") || isWord(last, "TRUE") || isWord(last, "FALSE")
            || isWord(last, "UNKNOWN") || isWord(last, "END");
    return last.kind == TokenKind::Text || last.kind == TokenKind::Number || last.kind == TokenKind::QuotedWord
        || isSymbol(last, ")") || isSymbol(last, "]");
}

void addOperators(Collector& collector)
{
    struct Operator {
        std::string_view text;
        std::string_view description;
    };
    static constexpr std::array<Operator, 17> Operators{{{"=", "Equal"}, {"<>", "Not equal"}, {"<", "Below"},
        {">", "Above"}, {"<=", "At most"}, {">=", "At least"}, {"AND", "Both hold"}, {"OR", "One of them holds"},
        {"LIKE '%'", "Like a pattern: % is any text, _ one character"}, {"NOT LIKE '%'", "Not like a pattern"},
        {"IN (", "One of a list"}, {"NOT IN (", "None of a list"},
        {"BETWEEN", "From one value to another, both included"}, {"IS NULL", "Has no value"},
        {"IS NOT NULL", "Has a value"}, {"IS NOT TRUE", "Is false or unknown"},
        {"IS DISTINCT FROM", "Not equal, NULL being a value"}}};
    for (const auto& known : Operators)
        collector.add(std::string(known.text), known.description);
}

void addOperands(Collector& collector, const FieldRegistry& fields)
{
    for (const auto& field : fields.fields())
        collector.add(field.name, field.description);
    collector.add("data", "The payload as text; data.a.b is a value inside a JSON payload");
    collector.add("headers['", "A header by its name");
    for (const auto* const word : {"NOT", "NULL", "TRUE", "FALSE", "CASE", "INTERVAL '1' MINUTE", "TIMESTAMP '"})
        collector.add(word, {});
    for (const auto& function : functionHelp())
        collector.add(
            std::string(function.name) + "(", std::string(function.form) + ": " + std::string(function.description));
}

} // namespace

Completions complete(std::string_view text, std::size_t cursor, const FieldRegistry& fields, const Names& names)
{
    Collector collector(situationAt(text.substr(0, cursor)));
    const auto& situation = collector.situation();
    const auto field = comparedField(situation.before);
    if (!field.empty() && addValues(collector, field, names))
        return collector.take();
    if (situation.isInText)
        return collector.take();
    if (endsOperand(situation.before) && !situation.before.empty())
        addOperators(collector);
    else
        addOperands(collector, fields);
    return collector.take();
}

} // namespace eventscope::expression

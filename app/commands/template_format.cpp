// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/template_format.h"

#include <charconv>

#include "app/commands/safe_text.h"

namespace eventscope::app::commands {
namespace {

constexpr std::string_view Letters = "tkspoThS";

struct Escape {
    char value = 0;
    std::size_t size = 0; ///< characters of the template, the backslash included; 0 = not an escape
};

Escape readEscape(std::string_view text)
{
    if (text.size() < 2)
        return {};
    switch (text[1]) {
    case 'n':
        return {'\n', 2};
    case 'r':
        return {'\r', 2};
    case 't':
        return {'\t', 2};
    case '0':
        return {'\0', 2};
    case '\\':
        return {'\\', 2};
    case 'x': {
        unsigned value = 0;
        const auto digits = text.substr(2, 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (error != std::errc() || end != digits.data() + 2)
            return {};
        return {static_cast<char>(value), 4};
    }
    default:
        return {};
    }
}

} // namespace

Result<std::unique_ptr<TemplateFormat>> TemplateFormat::parse(std::string_view text, Look look)
{
    auto format = std::make_unique<TemplateFormat>();
    format->m_isTerminal = look.isTerminal;
    std::string literal;
    const auto endLiteral = [&] {
        if (!literal.empty())
            format->m_pieces.emplace_back(std::move(literal));
        literal.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\') {
            const auto escape = readEscape(text.substr(at));
            if (escape.size == 0)
                return failure(Fault::Invalid,
                    "--format: at character " + std::to_string(at + 1)
                        + " of the template: known are \\n, \\r, \\t, \\0, \\xHH and \\\\.");
            literal += escape.value;
            at += escape.size;
        } else if (text[at] != '%') {
            literal += text[at++];
        } else if (at + 1 < text.size() && text[at + 1] == '%') {
            literal += '%';
            at += 2;
        } else if (at + 1 < text.size() && Letters.find(text[at + 1]) != std::string_view::npos) {
            endLiteral();
            format->m_pieces.emplace_back(text[at + 1]);
            at += 2;
        } else {
            return failure(Fault::Invalid,
                "--format: at character " + std::to_string(at + 1)
                    + " of the template: known are %t channel, %k key, %s payload, %p partition, %o offset, %T time, "
                      "%h headers, %S size and %%.");
        }
    }
    endLiteral();
    return format;
}

void TemplateFormat::append(std::string& to, const EventView& event, const Names& names)
{
    for (const auto& piece : m_pieces) {
        if (const auto* literal = std::get_if<std::string>(&piece))
            to += *literal;
        else
            appendValue(to, std::get<char>(piece), event, names);
    }
}

void TemplateFormat::appendText(std::string& to, std::string_view text) const
{
    if (m_isTerminal)
        to += safeText(text);
    else
        to += text;
}

void TemplateFormat::appendValue(std::string& to, char letter, const EventView& event, const Names& names) const
{
    switch (letter) {
    case 't':
        appendText(to, names.channels.text(event->channel));
        break;
    case 'k':
        appendText(to, event.key().value_or(""));
        break;
    case 's':
        appendText(to, event.payload().value_or(""));
        break;
    case 'p':
        if (event->partition != Event::NoPartition)
            to += std::to_string(event->partition);
        break;
    case 'o':
        if (event->offset != Event::NoOffset)
            to += std::to_string(event->offset);
        break;
    case 'T':
        if (event->axisTime() != NoTime)
            to += toRfc3339(event->axisTime());
        break;
    case 'h': {
        bool isFirst = true;
        for (const auto& header : event.headers()) {
            if (!isFirst)
                to += ',';
            isFirst = false;
            appendText(to, header.name);
            to += '=';
            appendText(to, header.value.value_or("NULL"));
        }
        break;
    }
    default: // 'S'
        to += event.payload() ? std::to_string(event.payload()->size()) : "-1";
        break;
    }
}

} // namespace eventscope::app::commands

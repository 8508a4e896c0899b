// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/publish_input.h"

#include <array>
#include <filesystem>
#include <iostream>
#include <iterator>

namespace eventscope::app::commands {

Result<PublishInput> PublishInput::open(const CommandLine& line)
{
    PublishInput input;
    const auto what = line.arguments.size() > 1 ? line.arguments[1] : std::string("-");
    const bool isFile = what.starts_with('@');
    if (isFile) {
        const auto path = what.substr(1);
        std::error_code ignored;
        input.m_file = std::make_unique<std::ifstream>(path, std::ios::binary);
        if (!*input.m_file || std::filesystem::is_directory(path, ignored))
            return failure(Fault::NotFound, "'" + path + "' cannot be opened: check its name and its rights.");
    } else if (what != "-") {
        input.m_payload = what;
    }
    static constexpr std::array<std::string_view, 3> forms{"lines", "whole", "jsonl"};
    const auto form = line.value("input").value_or(what == "-" ? "lines" : "whole");
    if (form == "whole")
        input.m_form = Form::Whole;
    else if (form == "jsonl")
        input.m_form = Form::JsonLines;
    else if (form != "lines")
        return failure(Fault::Invalid,
            "--input: there is no form '" + form + "': write lines, whole or jsonl." + didYouMean(form, forms));
    return input;
}

std::istream& PublishInput::stream() { return m_file ? static_cast<std::istream&>(*m_file) : std::cin; }

Result<std::optional<std::string>> PublishInput::takeLine()
{
    std::string text;
    ++m_line;
    if (m_payload) {
        if (m_payload->empty() && m_line > 1)
            return std::optional<std::string>();
        const auto end = m_payload->find('\n');
        text = m_payload->substr(0, end);
        m_payload->erase(0, end == std::string::npos ? end : end + 1);
        return std::optional(std::move(text));
    }
    if (!std::getline(stream(), text))
        return std::optional<std::string>();
    return std::optional(std::move(text));
}

Result<std::optional<PublishInput::Item>> PublishInput::next()
{
    if (m_form == Form::Whole) {
        if (!m_isTaken && !m_payload)
            m_payload = std::string(std::istreambuf_iterator<char>(stream()), {});
        m_isTaken = true;
        return std::optional(Item{*m_payload, std::nullopt});
    }
    while (true) {
        auto text = takeLine();
        if (!text || !*text)
            return std::optional<Item>();
        if (m_form == Form::Lines)
            return std::optional(Item{**std::move(text), std::nullopt});
        if ((*text)->find_first_not_of(" \t\r") == std::string::npos)
            continue;
        auto event = parseJsonLine(**text);
        if (!event)
            return failure(Fault::Corrupt, "line " + std::to_string(m_line) + ": " + event.error().what);
        return std::optional(Item{{}, *std::move(event)});
    }
}

} // namespace eventscope::app::commands

// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/filter.h"

#include <algorithm>
#include <span>
#include <utility>

#include "broker/expression/checker.h"
#include "broker/expression/parser.h"
#include "broker/expression/program_builder.h"

namespace eventscope::expression {

/// What the copies of a filter share.
struct CompiledFilter {
    std::string text;
    std::shared_ptr<const Program> program;
    std::optional<std::vector<std::string>> onlyChannels;
};

namespace {

bool isChannel(const Node& node)
{
    return node.kind == NodeKind::Name && node.path == std::vector<std::string>{"channel"};
}

/// The channels that one condition allows; nullopt where it says nothing about them.
std::optional<std::vector<std::string>> channelsOf(const Node& condition)
{
    if (condition.kind != NodeKind::Call || condition.children.size() < 2)
        return std::nullopt;
    const auto& operands = condition.children;
    const auto isText = [](const Node& node) { return node.kind == NodeKind::Text; };
    if (condition.text == "=" && isChannel(operands[0]) && isText(operands[1]))
        return std::vector{operands[1].text};
    if (condition.text == "=" && isChannel(operands[1]) && isText(operands[0]))
        return std::vector{operands[0].text};
    if (condition.text != "IN" || !isChannel(operands[0]) || !std::all_of(operands.begin() + 1, operands.end(), isText))
        return std::nullopt;
    std::vector<std::string> channels;
    for (auto element = operands.begin() + 1; element != operands.end(); ++element)
        channels.push_back(element->text);
    std::sort(channels.begin(), channels.end());
    channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
    return channels;
}

std::optional<std::vector<std::string>> boundChannels(const Node& node)
{
    if (node.kind != NodeKind::Call || node.text != "AND")
        return channelsOf(node);
    std::optional<std::vector<std::string>> bound;
    for (const auto& part : node.children) {
        const auto channels = boundChannels(part);
        if (!channels)
            continue;
        if (!bound) {
            bound = channels;
            continue;
        }
        std::erase_if(*bound, [&](const std::string& name) {
            return std::find(channels->begin(), channels->end(), name) == channels->end();
        });
    }
    return bound;
}

} // namespace

Filter::Filter(std::shared_ptr<const CompiledFilter> compiled)
    : m_compiled(std::move(compiled))
{
}

tl::expected<Filter, Diagnostic> Filter::compile(std::string_view text, const FieldRegistry& fields)
{
    const auto node = parseExpression(text);
    if (!node)
        return tl::unexpected(node.error());
    const EventScope scope(fields);
    const auto condition = Checker(scope).checkCondition(*node);
    if (!condition)
        return tl::unexpected(condition.error());
    auto compiled = std::make_shared<CompiledFilter>();
    compiled->text = text;
    compiled->program = buildProgram(std::span(&*condition, 1));
    compiled->onlyChannels = boundChannels(*node);
    return Filter(std::move(compiled));
}

Filter::Verdict Filter::test(const EventView& event, const Names& names, Scratch& scratch) const
{
    Frame frame{.scratch = scratch, .event = &event, .names = &names};
    if (!m_compiled->program->run(frame))
        return Verdict::Failed;
    const auto& result = frame.registers[0];
    if (result.isNull)
        return Verdict::Unknown;
    return result.integer != 0 ? Verdict::True : Verdict::False;
}

const std::string& Filter::whyFailed(const Scratch& scratch) { return scratch.why(); }

const std::string& Filter::text() const { return m_compiled->text; }

std::optional<std::vector<std::string>> Filter::onlyChannels() const { return m_compiled->onlyChannels; }

} // namespace eventscope::expression

// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/expression/pattern_operations.h"

#include <algorithm>
#include <vector>

#include <re2/re2.h>

#include "broker/expression/like_pattern.h"
#include "broker/expression/strict.h"
#include "broker/expression/text_points.h"

namespace eventscope::expression {
namespace {

re2::StringPiece pieceOf(std::string_view text) { return {text.data(), text.size()}; }

/// The expression of a call: the constant one, or the one whose text is at[1]. Null, and the frame has failed, for a
/// text that is no regular expression.
const RE2* regexOf(Frame& frame, const Value* at, const Instruction& with)
{
    if (with.resource != nullptr)
        return static_cast<const RE2*>(with.resource);
    auto& cached = frame.scratch.pattern(static_cast<std::size_t>(with.shape[0]));
    if (!cached.compiled || cached.text != at[1].text) {
        auto compiled = compileRegex(at[1].text);
        if (!compiled) {
            frame.fail(compiled.error());
            return nullptr;
        }
        cached = {std::string(at[1].text), std::move(*compiled)};
    }
    return static_cast<const RE2*>(cached.compiled.get());
}

/// Java writes groups of a replacement as $1, and a backslash takes the meaning of the next character.
bool appendReplacement(std::string& to, std::string_view replacement, const std::vector<re2::StringPiece>& groups)
{
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const char c = replacement[i];
        if (c == '\\' && i + 1 < replacement.size()) {
            to.push_back(replacement[++i]);
        } else if (c == '$' && i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
            const auto group = static_cast<std::size_t>(replacement[++i] - '0');
            if (group >= groups.size())
                return false;
            to.append(groups[group].data() == nullptr ? "" : groups[group].data(), groups[group].size());
        } else {
            to.push_back(c);
        }
    }
    return true;
}

std::string quotedForRegex(std::string_view point)
{
    static constexpr std::string_view Special = "\\^$.|?*+()[]{}";
    return point.size() == 1 && Special.find(point.front()) != std::string_view::npos ? "\\" + std::string(point)
                                                                                      : std::string(point);
}

} // namespace

tl::expected<std::shared_ptr<const void>, std::string> compileRegex(std::string_view pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(8 << 20); // bounds what one expression can cost, matching included
    auto compiled = std::make_shared<const RE2>(pieceOf(pattern), options);
    if (!compiled->ok())
        return tl::unexpected(
            "'" + std::string(pattern.substr(0, 60)) + "' is not a regular expression: " + compiled->error());
    return compiled;
}

tl::expected<std::string, std::string> similarToRegex(std::string_view pattern, std::optional<std::string_view> escape)
{
    if (escape && countPoints(*escape) != 1)
        return tl::unexpected(
            "Invalid escape character '" + std::string(escape->substr(0, 20)) + "': one character is needed");
    std::string regex = "(?s)^(?:";
    bool isInSet = false;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto point = pattern.substr(at, byteOfPoint(pattern.substr(at), 1));
        at += point.size();
        if (escape && point == *escape) {
            if (at >= pattern.size())
                return tl::unexpected(
                    "Invalid escape sequence '" + std::string(pattern.substr(0, 40)) + "', " + std::to_string(at));
            const auto meant = pattern.substr(at, byteOfPoint(pattern.substr(at), 1));
            at += meant.size();
            regex += quotedForRegex(meant);
        } else if (isInSet) {
            isInSet = point != "]";
            regex += point == "\\" ? "\\\\" : std::string(point);
        } else if (point == "%") {
            regex += ".*";
        } else if (point == "_") {
            regex += ".";
        } else if (point == "[") {
            isInSet = true;
            regex += "[";
        } else if (point == "." || point == "^" || point == "$" || point == "\\") {
            regex += quotedForRegex(point);
        } else {
            regex += point; // | * + ? ( ) { } mean the same
        }
    }
    return regex + ")$";
}

void likeConstant(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(static_cast<const LikePattern*>(with.resource)->matches(at->text));
}

void likeValue(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto pattern = LikePattern::parse(at[1].text, with.count > 2 ? std::optional(at[2].text) : std::nullopt);
    if (pattern)
        at->setBoolean(pattern->matches(at->text));
    else
        frame.fail(pattern.error());
}

void similarConstant(Frame&, Value* at, const Instruction& with)
{
    if (!hasNull(at, with))
        at->setBoolean(RE2::PartialMatch(pieceOf(at->text), *static_cast<const RE2*>(with.resource)));
}

void regexFinds(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    if (const auto* const regex = regexOf(frame, at, with))
        at->setBoolean(RE2::PartialMatch(pieceOf(at->text), *regex));
}

void regexReplaces(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto* const regex = regexOf(frame, at, with);
    if (regex == nullptr)
        return;
    const auto text = at[0].text;
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(std::min(regex->NumberOfCapturingGroups(), 9) + 1));
    std::string result;
    std::size_t start = 0;
    std::size_t copied = 0;
    while (start <= text.size()
        && regex->Match(
            pieceOf(text), start, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
        const auto found = static_cast<std::size_t>(groups[0].data() - text.data());
        result.append(text.substr(copied, found - copied));
        if (!appendReplacement(result, at[2].text, groups)) {
            at->setNull(); // as Flink does for a group that does not exist
            return;
        }
        copied = found + groups[0].size();
        start = groups[0].empty() ? copied + std::max<std::size_t>(byteOfPoint(text.substr(copied), 1), 1) : copied;
        if (result.size() > Scratch::MaxTextBytes) {
            frame.fail("A text of more than 16 MiB would result");
            return;
        }
    }
    if (copied < text.size())
        result.append(text.substr(copied));
    at->setText(frame.scratch.keep(result));
}

void regexExtracts(Frame& frame, Value* at, const Instruction& with)
{
    if (hasNull(at, with))
        return;
    const auto* const regex = regexOf(frame, at, with);
    if (regex == nullptr)
        return;
    const auto group = with.count > 2 ? at[2].integer : 0;
    if (group < 0 || group > regex->NumberOfCapturingGroups()) {
        at->setNull();
        return;
    }
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(group) + 1);
    if (!regex->Match(
            pieceOf(at->text), 0, at->text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))
        || groups.back().data() == nullptr)
        at->setNull();
    else
        at->setText({groups.back().data(), groups.back().size()});
}

} // namespace eventscope::expression

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_subject.h"

#include <optional>

namespace eventscope::nats {
namespace {

constexpr std::string_view AnyToken = "*";
constexpr std::string_view AnyRest = ">";

/// Takes the tokens of a subject one by one.
class TokenReader {
public:
    explicit TokenReader(std::string_view subject)
        : m_rest(subject)
    {
    }

    [[nodiscard]] std::optional<std::string_view> next()
    {
        if (m_isAtEnd)
            return std::nullopt;
        const auto dot = m_rest.find('.');
        const auto token = m_rest.substr(0, dot);
        if (dot == std::string_view::npos)
            m_isAtEnd = true;
        else
            m_rest.remove_prefix(dot + 1);
        return token;
    }

private:
    std::string_view m_rest;
    bool m_isAtEnd = false;
};

Result<> checkTokens(std::string_view subject)
{
    const auto quoted = "subject '" + std::string(subject) + "': ";
    if (subject.empty())
        return failure(Fault::Invalid, "A subject is missing: expected tokens between dots, such as orders.eu.");
    for (const char letter : subject) {
        if (static_cast<unsigned char>(letter) <= ' ' || letter == '\x7f')
            return failure(Fault::Invalid, quoted + "blanks and control characters cannot stand in a subject.");
    }
    TokenReader reader(subject);
    bool isAfterRest = false;
    while (const auto token = reader.next()) {
        if (token->empty())
            return failure(Fault::Invalid, quoted + "it has an empty token: two dots in a row, or a dot at an end.");
        if (isAfterRest)
            return failure(Fault::Invalid, quoted + "'>' may stand only at the end.");
        isAfterRest = *token == AnyRest;
    }
    return {};
}

} // namespace

Result<> checkSubscription(std::string_view subject) { return checkTokens(subject); }

Result<> checkPublication(std::string_view subject)
{
    if (auto checked = checkTokens(subject); !checked)
        return checked;
    TokenReader reader(subject);
    while (const auto token = reader.next()) {
        if (*token == AnyToken || *token == AnyRest)
            return failure(Fault::Invalid,
                "subject '" + std::string(subject)
                    + "': an event cannot be published to a wildcard; name one subject.");
    }
    return {};
}

bool matches(std::string_view pattern, std::string_view subject) { return covers(pattern, subject); }

bool covers(std::string_view outer, std::string_view inner)
{
    TokenReader outers(outer);
    TokenReader inners(inner);
    while (true) {
        const auto mine = outers.next();
        const auto theirs = inners.next();
        if (!mine || !theirs)
            return !mine && !theirs;
        if (*mine == AnyRest)
            return true;
        if (*theirs == AnyRest || (*mine != AnyToken && *mine != *theirs))
            return false;
    }
}

bool overlap(std::string_view one, std::string_view other)
{
    TokenReader ones(one);
    TokenReader others(other);
    while (true) {
        const auto mine = ones.next();
        const auto theirs = others.next();
        if (!mine || !theirs)
            return !mine && !theirs;
        if (*mine == AnyRest || *theirs == AnyRest)
            return true;
        if (*mine != *theirs && *mine != AnyToken && *theirs != AnyToken)
            return false;
    }
}

bool beginsWithWildcard(std::string_view pattern)
{
    const auto first = TokenReader(pattern).next();
    return first == AnyToken || first == AnyRest;
}

std::vector<std::string> withoutCovered(const std::vector<std::string>& subjects)
{
    std::vector<std::string> kept;
    for (std::size_t index = 0; index < subjects.size(); ++index) {
        bool isCovered = false;
        for (std::size_t other = 0; other < subjects.size() && !isCovered; ++other) {
            const bool isTwin = subjects[other] == subjects[index];
            isCovered = other != index && covers(subjects[other], subjects[index]) && (!isTwin || other < index);
        }
        if (!isCovered)
            kept.push_back(subjects[index]);
    }
    return kept;
}

} // namespace eventscope::nats

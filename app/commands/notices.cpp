// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/notices.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

#include "app/commands/safe_text.h"

namespace eventscope::app::commands {
namespace {

using std::chrono::steady_clock;

constexpr auto FirstProgress = std::chrono::seconds(1);
constexpr auto OnTerminal = std::chrono::milliseconds(200);
constexpr auto InFile = std::chrono::seconds(10);

Notices::Level levelOf(const CommandLine& line)
{
    if (line.has("quiet"))
        return Notices::Level::Quiet;
    return line.has("verbose") ? Notices::Level::Verbose : Notices::Level::Normal;
}

void writeAll(std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return; // nobody reads what is said; the work goes on
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

std::string sentence(std::string reason)
{
    if (!reason.empty() && std::string_view(".!?").find(reason.back()) == std::string_view::npos)
        reason += '.';
    return reason;
}

Notices::Notices(const CommandLine& line)
    : m_name(line.verb->name.empty() ? "eventscope" : "eventscope " + std::string(line.verb->name))
    , m_level(levelOf(line))
    , m_isTerminal(isatty(STDERR_FILENO) == 1)
    , m_start(steady_clock::now())
    , m_lastProgress(m_start)
{
}

Notices::~Notices() { clearProgress(); }

void Notices::print(std::string_view text)
{
    clearProgress();
    writeAll(m_name + ": " + safeText(text) + "\n");
}

void Notices::error(std::string_view sentence) { print(sentence); }

void Notices::say(std::string_view sentence)
{
    if (m_level != Level::Quiet)
        print(sentence);
}

void Notices::state(std::string_view sentence)
{
    clearProgress();
    writeAll(safeText(sentence) + "\n");
}

void Notices::detail(std::string_view sentence)
{
    if (m_level == Level::Verbose)
        print(sentence);
}

void Notices::wrongFilter(std::string_view text, const expression::Diagnostic& diagnostic)
{
    print("--filter: " + diagnostic.message);
    // Characters, not bytes, lie between the margin and the caret; a line feed in the text would part them.
    std::string shown(text);
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    const auto before = safeText(std::string_view(shown).substr(0, std::min(diagnostic.offset, shown.size())));
    const auto column = std::count_if(
        before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    const auto marks = std::clamp<std::size_t>(diagnostic.length, 1, 80);
    writeAll("  " + safeText(shown) + "\n  " + std::string(static_cast<std::size_t>(column), ' ') + "^"
        + std::string(marks - 1, '~') + "\n");
}

void Notices::progress(std::string_view what, std::uint64_t done, std::uint64_t total)
{
    const auto now = steady_clock::now();
    const auto every = m_isTerminal ? steady_clock::duration(OnTerminal) : steady_clock::duration(InFile);
    if (m_level == Level::Quiet || now - m_start < FirstProgress || now - m_lastProgress < every)
        return;
    m_lastProgress = now;
    const auto seconds = std::chrono::duration<double>(now - m_start).count();
    const auto rate = static_cast<double>(done) / seconds;
    auto text = std::string(what) + ": " + std::to_string(done);
    if (total > 0)
        text += " of " + std::to_string(total);
    text += ", " + std::to_string(static_cast<std::uint64_t>(rate)) + " a second";
    if (total > done && rate > 0)
        text +=
            ", " + std::to_string(static_cast<std::uint64_t>(static_cast<double>(total - done) / rate) + 1) + " s left";
    if (!m_isTerminal) {
        print(text);
        return;
    }
    writeAll("\r\033[K" + safeText(text));
    m_showsProgress = true;
}

void Notices::clearProgress()
{
    if (m_showsProgress)
        writeAll("\r\033[K");
    m_showsProgress = false;
}

} // namespace eventscope::app::commands

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/output.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <poll.h>
#include <unistd.h>

#include "app/commands/interruption.h"

namespace eventscope::app::commands {
namespace {

constexpr std::size_t FlushAtBytes = 64 * 1024;
constexpr int PatienceAfterSignal = 1000; // ms: a reader that has stopped reading must not keep the program

} // namespace

bool Output::isTerminal() const { return isatty(STDOUT_FILENO) == 1; }

bool Output::hasColours() const
{
    const char* noColour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool isDumb = terminal != nullptr && std::strcmp(terminal, "dumb") == 0;
    return isTerminal() && !isDumb && (noColour == nullptr || *noColour == '\0');
}

Result<> Output::flush()
{
    std::string_view rest = m_buffer;
    while (!rest.empty() && !m_isClosed) {
        if (Interruption::isRequested()) {
            pollfd writable{STDOUT_FILENO, POLLOUT, 0};
            if (::poll(&writable, 1, PatienceAfterSignal) == 0)
                break;
        }
        const auto written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            m_isClosed = true;
        } else if (errno == EAGAIN) {
            pollfd writable{STDOUT_FILENO, POLLOUT, 0};
            ::poll(&writable, 1, PatienceAfterSignal);
        } else if (errno != EINTR) {
            const std::string reason = std::strerror(errno);
            const auto fault = errno == ENOSPC ? Fault::Full : Fault::Unavailable;
            m_buffer.clear();
            return failure(fault, "Standard output cannot be written: " + reason + ".");
        }
    }
    m_buffer.clear();
    return {};
}

Result<> Output::flushIfLarge() { return m_buffer.size() < FlushAtBytes ? Result<>() : flush(); }

bool Output::isClosed()
{
    pollfd state{STDOUT_FILENO, 0, 0};
    if (!m_isClosed && ::poll(&state, 1, 0) == 1 && (state.revents & (POLLERR | POLLNVAL)) != 0)
        m_isClosed = true;
    return m_isClosed;
}

} // namespace eventscope::app::commands

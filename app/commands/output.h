// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "broker/event/result.h"

namespace eventscope::app::commands {

/// Standard output, buffered. A reader that has gone away is no error: see isClosed. Thread: one.
class Output {
public:
    [[nodiscard]] bool isTerminal() const;
    /// Colours: on a terminal, unless NO_COLOR is set.
    [[nodiscard]] bool hasColours() const;

    /// Where formats append. flushIfLarge or flush write it out.
    [[nodiscard]] std::string& buffer() { return m_buffer; }
    /// Error: Full or Unavailable, naming the reason; not for a closed pipe.
    Result<> flush();
    Result<> flushIfLarge();

    /// Whether nobody reads any more; looks, so that it is also seen while nothing is written.
    [[nodiscard]] bool isClosed();

private:
    std::string m_buffer;
    bool m_isClosed = false;
};

} // namespace eventscope::app::commands

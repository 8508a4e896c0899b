// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace eventscope {

/// Keeps texts that had to be decoded (escapes, percent signs) alive while an IncomingEvent looks at them.
class TextStore {
public:
    /// The view is valid until clear() or the end of the store.
    [[nodiscard]] std::string_view keep(std::string text) { return m_texts.emplace_back(std::move(text)); }
    void clear() { m_texts.clear(); }

private:
    std::deque<std::string> m_texts; // never moves what it holds
};

} // namespace eventscope

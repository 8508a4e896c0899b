// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/event_format.h"

namespace eventscope::app::commands {

/// One object a line, as `kcat -J` prints. Text only: bytes that are no UTF-8 are replaced, and counted.
class KcatFormat final : public EventFormat {
public:
    void append(std::string& to, const EventView& event, const Names& names) override;
    [[nodiscard]] std::uint64_t unfaithfulEvents() const override { return m_replaced; }
    [[nodiscard]] std::string_view whyUnfaithful() const override;

private:
    std::uint64_t m_replaced = 0;
};

/// A List as `kubectl get events -o json` prints: the payloads of Kubernetes events. Others are left out, and counted.
class KubernetesFormat final : public EventFormat {
public:
    void begin(std::string& to) override;
    void append(std::string& to, const EventView& event, const Names& names) override;
    void end(std::string& to) override;
    [[nodiscard]] std::uint64_t unfaithfulEvents() const override { return m_leftOut; }
    [[nodiscard]] std::string_view whyUnfaithful() const override;

private:
    std::uint64_t m_items = 0;
    std::uint64_t m_leftOut = 0;
};

} // namespace eventscope::app::commands

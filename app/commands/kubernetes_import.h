// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/commands/import_reader.h"

namespace eventscope::app::commands {

/// A list of events as `kubectl get events -o json` prints it, or single events one after the other; core/v1 and
/// events.k8s.io/v1. A list comes in the order of names: the events are read in the order of time.
///
/// The channel is `NAMESPACE/events`, the key the object that the event is about (`NAMESPACE/KIND/NAME`), the type its
/// reason, the source who reported it, the id uid and resource version, and the payload the whole object.
class KubernetesImport final : public ImportReader {
public:
    /// Error: Invalid where the text is no list of Kubernetes events.
    [[nodiscard]] static Result<std::unique_ptr<KubernetesImport>> open(LineSource& source);

    [[nodiscard]] Result<std::optional<std::string>> next() override;
    [[nodiscard]] std::string_view form() const override { return "kubectl JSON"; }

private:
    struct Item {
        std::string time; ///< RFC 3339 in one form, so that texts sort as times do; may be empty
        std::string line;
    };

    std::vector<Item> m_items;
    std::size_t m_next = 0;
};

} // namespace eventscope::app::commands

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "broker/event/event_batch.h"
#include "broker/event/field_registry.h"
#include "broker/event/names.h"
#include "broker/expression/diagnostic.h"
#include "broker/expression/scratch.h"

namespace eventscope::expression {

struct CompiledFilter;

/// A compiled filter: the WHERE clause of Eventscope SQL over the fields of events.
///
/// Names are those of the JSON Lines form and of the manifests, `headers['name']`, and `data.a.b` for values inside a
/// JSON payload. Immutable; copies share the compiled program. Thread: any, each with a Scratch of its own.
class Filter {
public:
    /// What a filter says of one event, with SQL's three-valued logic.
    enum class Verdict {
        True,
        False,
        Unknown, ///< NULL: not shown, as in a WHERE clause
        Failed, ///< a run-time error, such as a division by zero: not shown, and worth telling
    };

    /// Memory that evaluation reuses from event to event; one for each thread, with one Names.
    using Scratch = expression::Scratch;

    /// Error: the place in the text and what was expected there.
    [[nodiscard]] static tl::expected<Filter, Diagnostic> compile(std::string_view text, const FieldRegistry& fields);

    [[nodiscard]] Verdict test(const EventView& event, const Names& names, Scratch& scratch) const;
    /// Whether the event passes.
    [[nodiscard]] bool passes(const EventView& event, const Names& names, Scratch& scratch) const
    {
        return test(event, names, scratch) == Verdict::True;
    }
    /// After Verdict::Failed: why, one sentence.
    [[nodiscard]] static const std::string& whyFailed(const Scratch& scratch);

    [[nodiscard]] const std::string& text() const;

    /// Channels outside of which no event can pass, from `channel = 'x'` and `channel IN (…)` at the top level of
    /// ANDs; nullopt where the text bounds nothing. Lets a reader of a recording skip.
    [[nodiscard]] std::optional<std::vector<std::string>> onlyChannels() const;

private:
    explicit Filter(std::shared_ptr<const CompiledFilter> compiled);

    std::shared_ptr<const CompiledFilter> m_compiled;
};

} // namespace eventscope::expression

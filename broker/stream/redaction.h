// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "broker/event/incoming_event.h"
#include "broker/event/result.h"
#include "broker/event/text_store.h"

namespace eventscope::stream {

/// One thing that must not be kept.
struct RedactionRule {
    enum class Action : std::uint8_t {
        Hash, ///< `sha256:` and the first 16 hexadecimal digits, so that equal values stay comparable
        Drop, ///< nothing is left of the value
    };
    enum class Part : std::uint8_t { Attribute, Header, Payload };

    Part part = Part::Attribute;
    std::string name; ///< of the attribute, connector field or header; empty for the payload
    std::vector<std::string> steps; ///< into a JSON payload; empty: the whole of it
    Action action = Action::Hash;

    friend bool operator==(const RedactionRule&, const RedactionRule&) = default;
};

/// Reads `FIELD hash` or `FIELD drop`. A field is written as in a filter: `key`, `subject`, `nats.reply`,
/// `headers['authorization']`, `data` (the whole payload), `data.card.number`, with odd names in backquotes.
/// Error: Fault::Invalid; `what` names the rule and what was expected.
[[nodiscard]] Result<RedactionRule> parseRedactionRule(std::string_view text);

/// Takes what must not be kept out of events, before anything keeps them.
///
/// In a JSON payload the value is replaced where it stands: by the hash as a text, or by null. All other bytes stay.
/// Every member with a name of the path counts, so that repeating it does not help, and arrays on the way are looked
/// into unless the step is a number. A dropped header keeps its name with a null value; a dropped payload is empty.
/// Hashes are not salted: who knows the few values that are possible can try them all. Use `drop` for those. Payloads
/// that are compressed or not JSON are not looked into: use `data drop`.
/// Thread: any; immutable. Cost: one walk over the payload for each rule into it.
class Redactor {
public:
    /// What a redacted event looks into; reused from event to event. Thread: one.
    struct Scratch {
        TextStore texts;
        std::vector<Header> headers;
        std::vector<Field> fields;
    };

    explicit Redactor(std::vector<RedactionRule> rules)
        : m_rules(std::move(rules))
    {
    }

    /// The event without what the rules name; valid as long as `event` and until the next call with that scratch.
    [[nodiscard]] IncomingEvent apply(const IncomingEvent& event, Scratch& scratch) const;

private:
    std::vector<RedactionRule> m_rules;
};

} // namespace eventscope::stream

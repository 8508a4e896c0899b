// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "broker/expression/filter.h"
#include "tests/fakes/event_builder.h"

namespace eventscope::expression {

/// One event with a value in every kind of field, and what filters say of it.
class FilterFixture {
public:
    FilterFixture()
    {
        using enum FieldType;
        static_cast<void>(m_fields.add({"nats.reply", Text, "", "", "nats"}));
        static_cast<void>(m_fields.add({"nats.hops", Int64, "", "", "nats"}));
        static_cast<void>(m_fields.add({"nats.big", UInt64, "", "", "nats"}));
        static_cast<void>(m_fields.add({"nats.ratio", Double, "", "", "nats"}));
        static_cast<void>(m_fields.add({"nats.fresh", Boolean, "", "", "nats"}));
        static_cast<void>(m_fields.add({"nats.stored", Time, "", "", "nats"}));
        static_cast<void>(m_fields.add({"nats.absent", Text, "", "", "nats"}));
        static constexpr std::array<Header, 3> Headers{
            {{"Content-Type", "application/json"}, {"retry", "3"}, {"empty", std::nullopt}}};
        static const std::array<Field, 6> Fields{
            {{"nats.reply", FieldValue(std::string_view("_INBOX.1"))}, {"nats.hops", FieldValue(std::int64_t{4})},
                {"nats.big", FieldValue(std::uint64_t{18446744073709551615U})}, {"nats.ratio", FieldValue(0.25)},
                {"nats.fresh", FieldValue(true)}, {"nats.stored", FieldValue(std::int64_t{1772367731482000000})}}};
        auto event = fakes::EventBuilder::dull();
        event.partition = 3;
        event.offset = 41;
        event.eventTime = fromNanoseconds(1772373731482000001); // 2026-03-01 14:02:11.482000001
        event.producer = "shop";
        event.epoch = 2;
        event.sequence = 7;
        event.correlation = "c-1";
        event.headers = Headers;
        event.fields = Fields;
        event.payload =
            R"({"total":129.9,"count":100,"big":9007199254740993,"currency":"EUR","paid":true,"none":null,)"
            R"("name":"Zo\u00eb","at":"2026-03-01T14:00:00Z","text":"42","items":[{"sku":"a-1"},{"sku":"b-2"}],"order id":5})";
        m_batch = fakes::EventBuilder(m_names).add(event).take(Position(11));
    }

    [[nodiscard]] tl::expected<Filter, Diagnostic> compile(std::string_view text) const
    {
        return Filter::compile(text, m_fields);
    }
    /// true, false, unknown; `failed: why`; `error: message` where the text is none.
    [[nodiscard]] std::string verdict(std::string_view text)
    {
        const auto filter = compile(text);
        if (!filter)
            return "error: " + filter.error().message;
        switch (filter->test(EventView(*m_batch, 0), m_names, m_scratch)) {
        case Filter::Verdict::True:
            return "true";
        case Filter::Verdict::False:
            return "false";
        case Filter::Verdict::Unknown:
            return "unknown";
        case Filter::Verdict::Failed:
            return "failed: " + Filter::whyFailed(m_scratch);
        }
        return {};
    }
    [[nodiscard]] const FieldRegistry& fields() const { return m_fields; }
    [[nodiscard]] Names& names() { return m_names; }

private:
    FieldRegistry m_fields;
    Names m_names;
    SharedBatch m_batch;
    Filter::Scratch m_scratch;
};

} // namespace eventscope::expression

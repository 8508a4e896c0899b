// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "broker/event/batch_builder.h"
#include "broker/expression/completion.h"
#include "broker/expression/filter.h"
#include "broker/expression/lexer.h"
#include "broker/expression/row_query.h"
#include "tests/fakes/event_builder.h"
#include "tests/fuzz/must_hold.h"

using namespace eventscope;
using namespace eventscope::expression;
using fuzz::mustHold;

namespace {

/// One event that every filter is asked about.
struct Fixture {
    Names names;
    FieldRegistry fields;
    SharedBatch batch;

    Fixture()
    {
        auto event = fakes::EventBuilder::dull();
        event.eventTime = fromNanoseconds(1772373731482000001);
        event.partition = 3;
        event.payload = R"({"total":129.9,"n":7,"s":"text","a":[1,{"b":null}],"t":"2026-03-01T14:00:00Z"})";
        batch = fakes::EventBuilder(names).add(event).take();
    }
};

void checkFilter(std::string_view text, const Fixture& fixture, Filter::Scratch& scratch)
{
    const auto filter = Filter::compile(text, fixture.fields);
    if (!filter) {
        const auto& error = filter.error();
        mustHold(!error.message.empty(), "an error says what is wrong");
        mustHold(
            error.offset <= text.size() && error.length <= text.size() - error.offset, "an error lies in the text");
        return;
    }
    // Asked twice, the second answer may come from memory and has to be the same.
    const auto first = filter->test(EventView(*fixture.batch, 0), fixture.names, scratch);
    mustHold(
        filter->test(EventView(*fixture.batch, 0), fixture.names, scratch) == first, "an answer is the same again");
    mustHold(first != Filter::Verdict::Failed || !Filter::whyFailed(scratch).empty(), "a failure says why");
}

void checkQuery(std::string_view text)
{
    static const std::vector<Table> Tables{
        {"t", {{"a", simpleType(TypeKind::Int)}, {"b", textType()}, {"d", decimalType(10, 2)}}}};
    const auto query = RowQuery::compile(text, Tables);
    if (!query)
        return;
    const std::vector<Value> row{Value::ofInteger(7), Value::ofText("x"), Value::ofBig(1234)};
    RowQuery::Scratch scratch;
    static_cast<void>(query->evaluate(row, scratch));
}

} // namespace

/// Any text is a filter or has an error inside of it; a filter gives an answer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Fixture Shared;
    static Filter::Scratch scratch;
    const std::string text(reinterpret_cast<const char*>(data), size);
    checkFilter(text, Shared, scratch);
    checkQuery(text);
    static_cast<void>(complete(text, size / 2, Shared.fields, Shared.names));
    for (const auto& token : tokens(text))
        mustHold(token.offset + token.length <= size, "a token lies in the text");
    return 0;
}

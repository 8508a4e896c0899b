// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>
#include <vector>

#include "broker/event/batch_builder.h"
#include "broker/event/stored_pairs.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using fakes::EventBuilder;

namespace {

std::string storedHeaders(const std::vector<Header>& headers)
{
    std::vector<char> bytes;
    for (const auto& header : headers)
        appendStoredHeader(bytes, header);
    return {bytes.begin(), bytes.end()};
}

std::size_t countOf(const std::string& stored)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& header : HeaderRange(stored))
        ++count;
    return count;
}

} // namespace

class TestEventBatch : public QObject {
    Q_OBJECT

private slots:
    void cutPairsEndTheRange();
    void anUnknownTypeEndsTheRange();
    void aShortNumberIsZero();
    void absentAndEmptyDiffer();
    void headersKeepOrderAndNull();
    void fieldsKeepTheirTypes();
    void positionsAreDense();
    void givenPositionsMayHaveHoles();
    void aFullBuilderSaysSo();
    void kindsHaveTexts();
};

void TestEventBatch::cutPairsEndTheRange()
{
    const auto whole = storedHeaders({{"name", "value"}, {"other", "x"}});
    const auto first = storedHeaders({{"name", "value"}}).size();

    for (std::size_t size = 0; size < whole.size(); ++size)
        QCOMPARE(countOf(std::string(whole, 0, size)), size < first ? std::size_t{0} : std::size_t{1});
    QCOMPARE(countOf(whole), std::size_t{2});
}

void TestEventBatch::anUnknownTypeEndsTheRange()
{
    auto stored = storedHeaders({{"name", "value"}});
    stored[0] = 5;

    QCOMPARE(countOf(stored), std::size_t{0});
    QVERIFY(decodeFields(stored).empty());
    QVERIFY(!findField(stored, "name"));
}

void TestEventBatch::aShortNumberIsZero()
{
    QVERIFY(fieldValue(StoredType::Int64, "abc") == FieldValue(std::int64_t{0}));
    QVERIFY(fieldValue(StoredType::Double, "") == FieldValue(0.0));
    QVERIFY(fieldValue(StoredType::Boolean, "") == FieldValue(false));
}

void TestEventBatch::absentAndEmptyDiffer()
{
    Names names;
    IncomingEvent tombstone;
    IncomingEvent empty;
    empty.payload = "";
    empty.key = "";

    const auto batch = EventBuilder(names).add(tombstone).add(empty).take();

    QVERIFY(!EventView(*batch, 0).payload() && !EventView(*batch, 0).key());
    QVERIFY(EventView(*batch, 1).payload() && EventView(*batch, 1).key());
    QVERIFY(EventView(*batch, 1).payload()->empty());
}

void TestEventBatch::headersKeepOrderAndNull()
{
    Names names;
    const std::vector<Header> headers{{"b", "1"}, {"a", std::nullopt}, {"B", ""}, {"", "x"}};
    auto event = EventBuilder::dull();
    event.headers = headers;

    const auto batch = EventBuilder(names).add(event).take();

    const auto range = EventView(*batch, 0).headers();
    std::vector<Header> seen;
    for (const auto& header : range)
        seen.push_back(header);
    QVERIFY(seen == headers);
    QVERIFY(range.find("A") && !range.find("A")->value);
    QVERIFY(range.find("B")->value == std::optional<std::string_view>("1"));
    QVERIFY(!range.find("c"));
}

void TestEventBatch::fieldsKeepTheirTypes()
{
    Names names;
    const std::vector<Field> fields{
        {"i", std::int64_t{-1}}, {"u", ~std::uint64_t{0}}, {"d", 0.1}, {"t", true}, {"s", std::string_view("x")}};
    auto event = EventBuilder::dull();
    event.fields = fields;

    const auto batch = EventBuilder(names).add(event).take();

    QVERIFY(EventView(*batch, 0).fields() == fields);
    QVERIFY(findField(batch->bytes(batch->event(0).fields), "u") == std::optional<FieldValue>(~std::uint64_t{0}));
}

void TestEventBatch::positionsAreDense()
{
    Names names;

    const auto batch = EventBuilder(names).add("a", "1").add("a", "2").take(Position(100));

    QVERIFY(batch->first() == Position(100));
    QVERIFY(batch->last() == Position(101));
    QVERIFY(EventView(*batch, 1).position() == Position(101));
}

void TestEventBatch::givenPositionsMayHaveHoles()
{
    Names names;
    BatchBuilder builder(names);
    builder.addAt(Position(5), EventBuilder::dull(), ConnectionId(1));
    builder.addAt(Position(9), EventBuilder::dull(), ConnectionId(1));

    const auto batch = builder.take();

    QVERIFY(batch->first() == Position(5));
    QVERIFY(batch->last() == Position(9));
    QCOMPARE(builder.size(), std::size_t{0});
    QVERIFY(builder.take()->events().empty());
}

void TestEventBatch::aFullBuilderSaysSo()
{
    Names names;
    BatchBuilder byCount(names);
    BatchBuilder byBytes(names);
    const std::string large(BatchBuilder::MaxBytes, 'x');
    auto event = EventBuilder::dull();

    for (std::size_t i = 0; i < BatchBuilder::MaxEvents; ++i) {
        QVERIFY(!byCount.isFull());
        byCount.add(event, ConnectionId(1), NoTime);
    }
    event.payload = large;
    byBytes.add(event, ConnectionId(1), NoTime);

    QVERIFY(byCount.isFull());
    QVERIFY(byBytes.isFull());
}

void TestEventBatch::kindsHaveTexts()
{
    for (const auto* const text :
        {"message", "delivery", "acknowledgement", "derived", "control", "kubernetes", "injected", "gap"}) {
        const auto kind = parseEventKind(text);
        VERIFY_RESULT(kind);
        QCOMPARE(std::string(toText(*kind)), std::string(text));
    }
    QVERIFY(!parseEventKind("Message"));
    QVERIFY(parseEventKind("").error().what.find("acknowledgement") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestEventBatch)
#include "tst_event_batch.moc"

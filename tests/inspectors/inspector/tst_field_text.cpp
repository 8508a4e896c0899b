// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "inspectors/inspector/field_text.h"
#include "inspectors/inspector/text.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::inspect;

class TestFieldText : public QObject {
    Q_OBJECT

private slots:
    void everyFieldIsShownAndAskedFor_data();
    void everyFieldIsShownAndAskedFor();
    void unknownNamesAreNoFields_data();
    void unknownNamesAreNoFields();
    void aTombstoneIsNamed();
    void aGapTellsItsReason();
    void timesFollowTheAxis();
    void durationsHaveAFittingUnit_data();
    void durationsHaveAFittingUnit();
};

void TestFieldText::everyFieldIsShownAndAskedFor_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("condition");
    const auto row = [](const char* name, const char* text, const char* condition) {
        QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(text) << QString::fromUtf8(condition);
    };
    row("position", "1,234", "position = 1234");
    row("kind", "message", "kind = 'message'");
    row("connection", "test", "connection = 'test'");
    row("channel", "orders", "channel = 'orders'");
    row("partition", "", "partition IS NULL");
    row("sequence", "18446744073709551614", "sequence = 18446744073709551614");
    row("key", "o'neill\xE2\x8F\x8E", "key = 'o''neill\n'");
    row("type", "order.created", "type = 'order.created'");
    row("subject", "", "subject IS NULL");
    row("size", "92", "size = 92");
    row("nats.reply", "_INBOX.1", "nats.reply = '_INBOX.1'");
    row("nats.count", "7", "nats.count = 7");
    row("headers['Trace']", "on", "headers['Trace'] = 'on'");
    row("headers['none']", "", "headers['none'] IS NULL");
    row("data.total", "129.90", "data.total = 129.90");
    row("data.customer.name", "\xC3\x85sa \xE2\x8F\x8E", "data.customer.name = '\xC3\x85sa \n'");
    row("data.items[1].sku", "2", "data.items[1].sku = 2");
    row("data.paid", "true", "data.paid = true");
    row("data.nothing", "", "data.nothing IS NULL");
}

void TestFieldText::everyFieldIsShownAndAskedFor()
{
    QFETCH(const QString, name);
    QFETCH(const QString, text);
    QFETCH(const QString, condition);
    QLocale::setDefault(QLocale(QLocale::English));
    Names names;
    FieldRegistry fields;
    QVERIFY(fields.add({"nats.reply", FieldType::Text, "", "", "nats"}));
    QVERIFY(fields.add({"nats.count", FieldType::UInt64, "", "", "nats"}));
    auto event = fakes::EventBuilder::dull();
    event.key = "o'neill\n";
    event.sequence = 18446744073709551614U;
    event.payload =
        R"({"total":129.90,"customer":{"name":"\u00c5sa \n"},"items":[1,{"sku":2}],"paid":true,"other":"x"})";
    const std::array<Header, 1> headers{{{"trace", "on"}}};
    event.headers = headers;
    const std::array<Field, 2> extras{{{"nats.reply", "_INBOX.1"}, {"nats.count", std::uint64_t{7}}}};
    event.fields = extras;
    const auto batch = fakes::EventBuilder(names).add(event).take(Position(1234));
    const TimeAxis axis;

    const auto field = EventField::parse(toUtf8(name), fields);

    QVERIFY(field);
    if (name != QStringLiteral("size"))
        QCOMPARE(fieldText(*field, EventView(*batch, 0), names, axis), text);
    if (name != QStringLiteral("size"))
        QCOMPARE(fieldCondition(*field, EventView(*batch, 0), names), condition);
}

void TestFieldText::unknownNamesAreNoFields_data()
{
    QTest::addColumn<QString>("name");
    for (const auto* name : {"", "nonsense", "data.", "data..a", "data.a.", "headers", "headers['']", "headers['a'b']",
             "data.`a", "data.a[", "data.a[x]", "data.a[]", "data.a[0]b"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestFieldText::unknownNamesAreNoFields()
{
    QFETCH(const QString, name);

    QVERIFY(!EventField::parse(toUtf8(name), FieldRegistry()));
}

void TestFieldText::aTombstoneIsNamed()
{
    Names names;
    auto event = fakes::EventBuilder::dull();
    event.payload = std::nullopt;
    const auto batch = fakes::EventBuilder(names).add(event).take();

    const auto field = EventField::parse("data", FieldRegistry());

    QCOMPARE(fieldText(*field, EventView(*batch, 0), names, TimeAxis()), QStringLiteral("(no payload)"));
}

void TestFieldText::aGapTellsItsReason()
{
    Names names;
    IncomingEvent event;
    event.kind = EventKind::Gap;
    const std::array<Field, 1> fields{{{"reason", "The server dropped messages."}}};
    event.fields = fields;
    const auto batch = fakes::EventBuilder(names).add(event).take();

    const auto field = EventField::parse("data", FieldRegistry());

    QCOMPARE(
        fieldText(*field, EventView(*batch, 0), names, TimeAxis()), QStringLiteral("The server dropped messages."));
}

void TestFieldText::timesFollowTheAxis()
{
    qputenv("TZ", "Europe/Berlin");
    const auto time = *parseRfc3339("2026-07-01T23:02:11.482000001Z");
    TimeAxis axis;

    QCOMPARE(axis.clock(time), QStringLiteral("01:02:11.482"));
    QCOMPARE(axis.full(time), QStringLiteral("2026-07-02 01:02:11.482000001 +02:00"));
    axis.setZone(TimeAxis::Zone::Utc);
    QCOMPARE(axis.clock(time), QStringLiteral("23:02:11.482"));
    QCOMPARE(axis.full(time), QStringLiteral("2026-07-01 23:02:11.482000001 UTC"));
    QCOMPARE(axis.clock(NoTime), QString());
}

void TestFieldText::durationsHaveAFittingUnit_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64{0} << QStringLiteral(u"+0 \u00B5s");
    QTest::newRow("microseconds") << qint64{-340'000} << QStringLiteral(u"-340 \u00B5s");
    QTest::newRow("milliseconds") << qint64{12'300'000} << QStringLiteral("+12.3 ms");
    QTest::newRow("seconds") << qint64{1'250'000'000} << QStringLiteral("+1.250 s");
    QTest::newRow("minutes") << qint64{125'000'000'000} << QStringLiteral("+2 min 05 s");
    QTest::newRow("hours") << qint64{7'380'000'000'000} << QStringLiteral("+2 h 03 min");
    QTest::newRow("days") << qint64{180'000'000'000'000} << QStringLiteral("+2 d 02 h");
}

void TestFieldText::durationsHaveAFittingUnit()
{
    QFETCH(const qint64, nanoseconds);
    QFETCH(const QString, text);

    QCOMPARE(TimeAxis::duration(std::chrono::nanoseconds(nanoseconds)), text);
}

QTEST_GUILESS_MAIN(TestFieldText)
#include "tst_field_text.moc"

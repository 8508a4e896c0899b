// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>
#include <vector>

#include "broker/event/batch_builder.h"
#include "broker/stream/intake.h"
#include "broker/stream/redaction.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::stream;

namespace {

Redactor redactor(std::initializer_list<std::string_view> texts)
{
    std::vector<RedactionRule> rules;
    for (const auto text : texts)
        rules.push_back(parseRedactionRule(text).value());
    return Redactor(std::move(rules));
}

// The first 16 digits of the SHA-256 of "4711" and "abc" (printf 4711 | sha256sum).
constexpr auto HashOf4711 = "sha256:de650d61f5bd166a";
constexpr auto HashOfAbc = "sha256:ba7816bf8f01cfea";

} // namespace

class TestRedaction : public QObject {
    Q_OBJECT

private slots:
    void rulesAreReadAsFiltersAreWritten();
    void aRuleThatCannotWorkIsRefused_data();
    void aRuleThatCannotWorkIsRefused();
    void aValueInAPayloadIsReplacedWhereItStands_data();
    void aValueInAPayloadIsReplacedWhereItStands();
    void attributesAndHeadersAreHashedOrDropped();
    void fieldsOfAConnectorAreHashedOrDropped();
    void aTombstoneStaysOne();
    void theIntakeRedactsBeforeAnythingIsKept();
};

void TestRedaction::rulesAreReadAsFiltersAreWritten()
{
    using enum RedactionRule::Part;
    using enum RedactionRule::Action;
    QVERIFY(parseRedactionRule(" data.card.number  hash ").value()
        == (RedactionRule{Payload, "", {"card", "number"}, Hash}));
    QVERIFY(parseRedactionRule("data.`a b``c`.0 drop").value() == (RedactionRule{Payload, "", {"a b`c", "0"}, Drop}));
    QVERIFY(parseRedactionRule("data drop").value() == (RedactionRule{Payload, "", {}, Drop}));
    QVERIFY(parseRedactionRule("headers['x''y z'] hash").value() == (RedactionRule{Header, "x'y z", {}, Hash}));
    QVERIFY(parseRedactionRule("key drop").value() == (RedactionRule{Attribute, "key", {}, Drop}));
    QVERIFY(parseRedactionRule("nats.reply hash").value() == (RedactionRule{Attribute, "nats.reply", {}, Hash}));
}

void TestRedaction::aRuleThatCannotWorkIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const auto* const text :
        {"", "hash", "key", "key salt", "channel hash", "data. hash", "data..a hash", "data.a b hash", "data.`a hash",
            "headers[x] hash", "headers['x' hash", "headers[''] drop", "datax hash", "total hash"})
        QTest::newRow(text) << QByteArray(text);
}

void TestRedaction::aRuleThatCannotWorkIsRefused()
{
    QFETCH(const QByteArray, text);

    const auto rule = parseRedactionRule(text.toStdString());

    QVERIFY(!rule);
    QCOMPARE(rule.error().fault, Fault::Invalid);
}

void TestRedaction::aValueInAPayloadIsReplacedWhereItStands_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const QByteArray hash = QByteArray("\"") + HashOfAbc + "\"";
    QTest::newRow("a text") << QByteArray("data.a hash") << QByteArray(R"({ "b":1,  "a" : "abc" })")
                            << QByteArray(R"({ "b":1,  "a" : )") + hash + " }";
    QTest::newRow("an escaped text has the hash of its meaning")
        << QByteArray("data.a hash") << QByteArray(R"({"a":"\u0061bc"})") << "{\"a\":" + hash + "}";
    QTest::newRow("an escaped name") << QByteArray("data.a drop") << QByteArray(R"({"\u0061":"abc"})")
                                     << QByteArray(R"({"\u0061":null})");
    QTest::newRow("a whole object") << QByteArray("data.a drop") << QByteArray(R"({"a":{"b":[1,2]},"c":3})")
                                    << QByteArray(R"({"a":null,"c":3})");
    QTest::newRow("a name that stands twice")
        << QByteArray("data.a drop") << QByteArray(R"({"a":1,"a":2})") << QByteArray(R"({"a":null,"a":null})");
    QTest::newRow("inside of arrays") << QByteArray("data.l.a drop")
                                      << QByteArray(R"({"l":[{"a":1},{"b":2},[{"a":3}]]})")
                                      << QByteArray(R"({"l":[{"a":null},{"b":2},[{"a":null}]]})");
    QTest::newRow("one of an array") << QByteArray("data.l.1 drop") << QByteArray(R"({"l":[1,2,3]})")
                                     << QByteArray(R"({"l":[1,null,3]})");
    QTest::newRow("broken behind it") << QByteArray("data.a drop") << QByteArray(R"({"a":1,"b":)")
                                      << QByteArray(R"({"a":null,"b":)");
    QTest::newRow("not there") << QByteArray("data.x drop") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":1})");
    QTest::newRow("not JSON") << QByteArray("data.a drop") << QByteArray("a=1") << QByteArray("a=1");
    QTest::newRow("nothing but a text") << QByteArray("data.a drop") << QByteArray("\"a\"") << QByteArray("\"a\"");
    QTest::newRow("the whole payload, hashed") << QByteArray("data hash") << QByteArray("abc") << QByteArray(HashOfAbc);
    QTest::newRow("the whole payload, dropped") << QByteArray("data drop") << QByteArray("abc") << QByteArray("");
}

void TestRedaction::aValueInAPayloadIsReplacedWhereItStands()
{
    QFETCH(const QByteArray, rule);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const auto payload = before.toStdString();
    IncomingEvent event;
    event.payload = payload;
    Redactor::Scratch scratch;

    const auto redacted = redactor({rule.toStdString()}).apply(event, scratch);

    QCOMPARE(QByteArray::fromStdString(std::string(redacted.payload.value())), after);
}

void TestRedaction::attributesAndHeadersAreHashedOrDropped()
{
    const std::vector<Header> headers{
        {"Authorization", "Bearer x"}, {"n", "abc"}, {"authorization", std::nullopt}, {"other", "y"}};
    auto event = fakes::EventBuilder::dull();
    event.headers = headers;
    event.subject = "s";
    Redactor::Scratch scratch;

    const auto redacted = redactor({"key hash", "subject drop", "headers['AUTHORIZATION'] drop", "headers['n'] hash"})
                              .apply(event, scratch);

    QVERIFY(redacted.key == HashOf4711);
    QVERIFY(redacted.subject.empty());
    const std::vector<Header> expected{
        {"Authorization", std::nullopt}, {"n", HashOfAbc}, {"authorization", std::nullopt}, {"other", "y"}};
    QVERIFY(std::equal(redacted.headers.begin(), redacted.headers.end(), expected.begin(), expected.end()));
    QVERIFY(redacted.id == event.id);
}

void TestRedaction::fieldsOfAConnectorAreHashedOrDropped()
{
    const std::vector<Field> fields{{"nats.reply", std::string_view("abc")}, {"nats.size", std::uint64_t{5}},
        {"nats.queue", std::string_view("q")}};
    IncomingEvent event;
    event.fields = fields;
    Redactor::Scratch scratch;

    const auto redacted = redactor({"nats.reply hash", "nats.size hash"}).apply(event, scratch);

    const std::vector<Field> expected{
        {"nats.reply", std::string_view(HashOfAbc)}, {"nats.queue", std::string_view("q")}};
    QVERIFY(std::equal(redacted.fields.begin(), redacted.fields.end(), expected.begin(), expected.end()));
}

void TestRedaction::aTombstoneStaysOne()
{
    Redactor::Scratch scratch;

    const auto redacted = redactor({"data hash", "data.a hash", "key hash"}).apply(IncomingEvent(), scratch);

    QVERIFY(!redacted.payload);
    QVERIFY(!redacted.key);
}

void TestRedaction::theIntakeRedactsBeforeAnythingIsKept()
{
    Names names;
    const fakes::FakeClock clock;
    LossLedger losses;
    WakeUp wakeUp;
    Intake intake({.connection = ConnectionId(2),
                      .redactor = std::make_shared<const Redactor>(redactor({"data.total drop", "key drop"}))},
        names, clock, losses, wakeUp, {});
    const std::vector<IncomingEvent> events(3, fakes::EventBuilder::dull());

    QCOMPARE(intake.publish(events), events.size());
    const auto batch = intake.take();

    for (std::size_t i = 0; i < batch->size(); ++i) {
        const EventView view(*batch, i);
        QVERIFY(view.payload() == R"({"total":null,"currency":"EUR"})");
        QVERIFY(!view.key());
    }
}

QTEST_APPLESS_MAIN(TestRedaction)
#include "tst_redaction.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "inspectors/payload/decoded_payload.h"
#include "tests/fakes/event_builder.h"
#include "tests/inspectors/payload/pack.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::payload;

class TestDecodedPayload : public QObject {
    Q_OBJECT

private slots:
    void looksAreGuessed_data();
    void looksAreGuessed();
    void tombstoneAndEmptyAreToldApart();
    void aPackedPayloadIsUnpackedAndSaid();
    void aBombIsSaid();
    void textIsSafeAndKeepsItsLines();
    void longLinesAreBrokenBetweenCharacters();

private:
    [[nodiscard]] SharedPayload decoded(std::optional<std::string_view> payload)
    {
        auto event = fakes::EventBuilder::dull();
        event.payload = payload;
        return decode({fakes::EventBuilder(m_names).add(event).take(), 0});
    }
    Names m_names;
};

void TestDecodedPayload::looksAreGuessed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("look");
    const auto row = [](const char* name, QByteArray bytes, Look look) {
        QTest::newRow(name) << std::move(bytes) << static_cast<int>(look);
    };
    row("empty", {}, Look::Empty);
    row("object", R"({"a":1})", Look::Json);
    row("number", "12", Look::Json);
    row("broken JSON", R"({"a":)", Look::Text);
    row("text", "hello\n\tworld", Look::Text);
    row("cut UTF-8", "caf\xc3", Look::Binary);
    row("zeros", QByteArray(10, '\0'), Look::Binary);
    row("a stray escape in a text", QByteArray(100, 'x') + "\x1b", Look::Text);
    row("600 levels", QByteArray(600, '[') + QByteArray(600, ']'), Look::Text);
}

void TestDecodedPayload::looksAreGuessed()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, look);

    QCOMPARE(static_cast<int>(guessLook(bytes.toStdString())), look);
}

void TestDecodedPayload::tombstoneAndEmptyAreToldApart()
{
    QVERIFY(describe(*decoded(std::nullopt)).contains(QStringLiteral("tombstone")));
    QVERIFY(describe(*decoded("")).contains(QStringLiteral("Empty")));
}

void TestDecodedPayload::aPackedPayloadIsUnpackedAndSaid()
{
    const auto payload = decoded(fakes::gzip(R"({"total":1})"));

    QCOMPARE(std::string(payload->bytes()), std::string(R"({"total":1})"));
    QCOMPARE(payload->guess, Look::Json);
    QVERIFY2(describe(*payload).contains(QStringLiteral("gzip")), qPrintable(describe(*payload)));
}

void TestDecodedPayload::aBombIsSaid()
{
    const auto payload = decoded(fakes::gzip(std::string(10'000'000, ' ')));

    QCOMPARE(payload->unpacked.end, Unpacked::End::Limit);
    QVERIFY2(describe(*payload).contains(QStringLiteral("stopped")), qPrintable(describe(*payload)));
}

void TestDecodedPayload::textIsSafeAndKeepsItsLines()
{
    const auto text = plainText("a\x1b[31m\r\nb\xe2\x80\xae"
                                "c\xff\n\nd",
        1000);

    QCOMPARE(text.count(QLatin1Char('\n')), 3);
    QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)) && !text.contains(QLatin1Char('\r')));
    QCOMPARE(plainText("abcdef", 3), QStringLiteral("abc"));
}

void TestDecodedPayload::longLinesAreBrokenBetweenCharacters()
{
    std::string bytes = "x";
    for (int i = 0; i < 3000; ++i)
        bytes += "\xc3\xa4"; // ä

    auto text = plainText(bytes, bytes.size());

    QVERIFY(text.count(QLatin1Char('\n')) >= 2);
    text.remove(QLatin1Char('\n'));
    QCOMPARE(text, QLatin1Char('x') + QString(3000, QChar(0xe4)));
}

QTEST_APPLESS_MAIN(TestDecodedPayload)
#include "tst_decoded_payload.moc"

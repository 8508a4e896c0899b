// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <string>

#include "broker/event/delivery_envelope.h"
#include "broker/event/json_scan.h"
#include "broker/event/utf8.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace std::string_literals;

namespace {

DeliveryEnvelope dull() { return {"shop", 3, 42, fromNanoseconds(1'772'366'400'000'000'001), 0xE3069283U}; }

std::string with(std::size_t at, const std::string& bytes)
{
    auto frame = toFrame(dull());
    frame.replace(at, bytes.size(), bytes);
    return frame;
}

} // namespace

class TestDeliveryEnvelope : public QObject {
    Q_OBJECT

private slots:
    void aBrokenFrameIsRefused_data();
    void aBrokenFrameIsRefused();
    void everyOtherSizeIsRefused();
    void aFrameComesBack();
    void aFrameIsNeitherTextNorJson();
    void aLongProducerIsCut();
    void theChecksumIsCastagnolis_data();
    void theChecksumIsCastagnolis();
    void tableAndInstructionAgree();
    void aChecksumContinues();
};

void TestDeliveryEnvelope::aBrokenFrameIsRefused_data()
{
    QTest::addColumn<std::string>("frame");
    QTest::addColumn<std::string>("says");
    QTest::newRow("nothing") << ""s
                             << "F5 45 56 53"s;
    QTest::newRow("another magic") << with(0, "X") << "F5 45 56 53"s;
    QTest::newRow("magic only") << "\xF5"s + "EVS"
                                << "has 4 bytes"s;
    QTest::newRow("version 0") << with(4, "\0"s) << "version 0"s;
    QTest::newRow("version 2") << with(4, "\x02") << "version 2"s;
    QTest::newRow("no producer") << with(6, "\0\0"s) << "0 bytes"s;
    QTest::newRow("producer too long") << with(6, "\x01\x04"s) << "1025 bytes"s;
    QTest::newRow("producer longer than the frame") << with(6, "\x05\0"s) << "expected 37"s;
    QTest::newRow("bytes behind the producer") << toFrame(dull()) + "x"
                                               << "expected 36"s;
    QTest::newRow("producer not UTF-8") << with(32, "\xFF") << "UTF-8"s;
}

void TestDeliveryEnvelope::aBrokenFrameIsRefused()
{
    QFETCH(const std::string, frame);
    QFETCH(const std::string, says);

    const auto envelope = parseEnvelope(frame);

    QVERIFY(!envelope);
    QVERIFY2(envelope.error().what.find(says) != std::string::npos, envelope.error().what.c_str());
}

void TestDeliveryEnvelope::everyOtherSizeIsRefused()
{
    const auto whole = toFrame(dull());

    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!parseEnvelope(std::string(whole, 0, size)));
}

void TestDeliveryEnvelope::aFrameComesBack()
{
    const auto frame = toFrame(dull());

    const auto envelope = parseEnvelope(frame);

    VERIFY_RESULT(envelope);
    QVERIFY(*envelope == dull());
    QCOMPARE(frame.size(), std::size_t{36});
}

void TestDeliveryEnvelope::aFrameIsNeitherTextNorJson()
{
    QVERIFY(!isValidUtf8(toFrame(dull())));
    QVERIFY(!isValidJson(toFrame(dull())));
    QVERIFY(!looksLikeEnvelope("{\"a\":1}"));
    QVERIFY(!looksLikeEnvelope("EVS"));
}

void TestDeliveryEnvelope::aLongProducerIsCut()
{
    auto envelope = dull();
    const std::string producer(70'000, 'p');
    envelope.producer = producer;

    const auto frame = toFrame(envelope);

    const auto read = parseEnvelope(frame);
    VERIFY_RESULT(read);
    QCOMPARE(read->producer.size(), MaxProducerBytes);
}

void TestDeliveryEnvelope::theChecksumIsCastagnolis_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<quint32>("sum");
    std::string rising;
    for (int i = 0; i < 32; ++i)
        rising.push_back(static_cast<char>(i));
    // RFC 3720, appendix B.4
    QTest::newRow("nothing") << ""s << 0U;
    QTest::newRow("digits") << "123456789"s << 0xE3069283U;
    QTest::newRow("32 zeros") << std::string(32, '\0') << 0x8A9136AAU;
    QTest::newRow("32 ones") << std::string(32, '\xFF') << 0x62A8AB43U;
    QTest::newRow("32 rising") << rising << 0x46DD794EU;
    QTest::newRow("32 falling") << std::string(rising.rbegin(), rising.rend()) << 0x113FDB5CU;
}

void TestDeliveryEnvelope::theChecksumIsCastagnolis()
{
    QFETCH(const std::string, bytes);
    QFETCH(const quint32, sum);

    QCOMPARE(crc32c(bytes), sum);
    QCOMPARE(crc32cByTable(bytes), sum);
}

void TestDeliveryEnvelope::tableAndInstructionAgree()
{
    std::string bytes;
    for (unsigned i = 0; i < 300; ++i) {
        QCOMPARE(crc32c(bytes, i), crc32cByTable(bytes, i));
        bytes.push_back(static_cast<char>(i * 37U % 251U));
    }
}

void TestDeliveryEnvelope::aChecksumContinues()
{
    const std::string bytes = "a text in two halves that do not end at a word";

    for (std::size_t at = 0; at <= bytes.size(); ++at)
        QCOMPARE(crc32c(bytes.substr(at), crc32c(bytes.substr(0, at))), crc32c(bytes));
}

QTEST_APPLESS_MAIN(TestDeliveryEnvelope)
#include "tst_delivery_envelope.moc"

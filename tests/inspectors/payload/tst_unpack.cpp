// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include <zstd.h>

#include "inspectors/payload/unpack.h"
#include "tests/inspectors/payload/pack.h"

using namespace eventscope::inspect::payload;
using eventscope::fakes::gzip;
using End = Unpacked::End;

namespace {

std::string zstd(std::string_view bytes)
{
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3));
    return packed;
}

/// Text that does not pack well.
std::string noise(std::size_t size)
{
    std::string bytes;
    std::uint32_t state = 1;
    while (bytes.size() < size) {
        state = state * 1664525U + 1013904223U;
        bytes += static_cast<char>('a' + (state >> 24U) % 26U);
    }
    return bytes;
}

} // namespace

class TestUnpack : public QObject {
    Q_OBJECT

private slots:
    void whatWasPackedComesBack_data();
    void whatWasPackedComesBack();
    void severalMembersAreOneText();
    void aBombStopsAtTheRatio_data();
    void aBombStopsAtTheRatio();
    void theAbsoluteLimitHoldsWhateverTheRatio();
    void damagedBytesGiveWhatCameBefore_data();
    void damagedBytesGiveWhatCameBefore();
    void everyCutIsSafe();
};

void TestUnpack::whatWasPackedComesBack_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("nothing") << std::string();
    QTest::newRow("short") << std::string("{\"a\":1}");
    QTest::newRow("short and dull: below the free bytes") << std::string(60'000, 'x');
    QTest::newRow("several chunks") << noise(1'000'000);
    QTest::newRow("exactly one chunk") << noise(65'536);
}

void TestUnpack::whatWasPackedComesBack()
{
    QFETCH(const std::string, text);

    QCOMPARE(detectPacking(gzip(text)), Packing::Gzip);
    const auto fromGzip = unpack(gzip(text), Packing::Gzip);
    QVERIFY(fromGzip.end == End::Whole && fromGzip.bytes == text);

    QCOMPARE(detectPacking(zstd(text)), Packing::Zstd);
    const auto fromZstd = unpack(zstd(text), Packing::Zstd);
    QVERIFY(fromZstd.end == End::Whole && fromZstd.bytes == text);
}

void TestUnpack::severalMembersAreOneText()
{
    QCOMPARE(unpack(gzip("one ") + gzip("two"), Packing::Gzip).bytes, std::string("one two"));
    QCOMPARE(unpack(zstd("one ") + zstd("two"), Packing::Zstd).bytes, std::string("one two"));
}

void TestUnpack::aBombStopsAtTheRatio_data()
{
    QTest::addColumn<std::string>("bomb");
    const std::string zeros(32U << 20U, '\0');
    QTest::newRow("gzip") << gzip(zeros);
    QTest::newRow("zstd") << zstd(zeros);
    QTest::newRow("gzip in many members") << [] {
        std::string bomb;
        const auto member = gzip(std::string(1'000'000, '\0'));
        for (int i = 0; i < 300; ++i)
            bomb += member;
        return bomb;
    }();
}

void TestUnpack::aBombStopsAtTheRatio()
{
    QFETCH(const std::string, bomb);

    const auto unpacked = unpack(bomb, detectPacking(bomb));

    QCOMPARE(unpacked.end, End::Limit);
    QCOMPARE(unpacked.bytes.size(), UnpackLimits().limitFor(bomb.size()));
    QVERIFY(unpacked.bytes.size() <= std::max<std::size_t>(bomb.size() * 100, 64U << 10U));
}

void TestUnpack::theAbsoluteLimitHoldsWhateverTheRatio()
{
    const auto packed = gzip(noise(200'000));

    const auto unpacked = unpack(packed, Packing::Gzip, {.maxRatio = 100, .freeBytes = 1000, .maxBytes = 70'000});

    QCOMPARE(unpacked.end, End::Limit);
    QCOMPARE(unpacked.bytes.size(), std::size_t{70'000});
    QCOMPARE(UnpackLimits().limitFor(std::size_t{1} << 40), UnpackLimits().maxBytes);
}

void TestUnpack::damagedBytesGiveWhatCameBefore_data()
{
    QTest::addColumn<std::string>("packed");
    const auto good = gzip(noise(100'000));
    QTest::newRow("gzip, cut") << good.substr(0, good.size() / 2);
    QTest::newRow("gzip, wrong check sum") << good.substr(0, good.size() - 8) + std::string(8, 'x');
    QTest::newRow("gzip, something behind it") << good + "tail";
    QTest::newRow("gzip, only the beginning") << std::string("\x1f\x8b\x08", 3);
    const auto other = zstd(noise(100'000));
    QTest::newRow("zstd, cut") << other.substr(0, other.size() / 2);
    QTest::newRow("zstd, something behind it") << other + "tail";
    QTest::newRow("zstd, only the beginning") << std::string("\x28\xb5\x2f\xfd", 4);
}

void TestUnpack::damagedBytesGiveWhatCameBefore()
{
    QFETCH(const std::string, packed);

    const auto unpacked = unpack(packed, detectPacking(packed));

    QCOMPARE(unpacked.end, End::Damaged);
    QCOMPARE(unpacked.bytes, noise(100'000).substr(0, unpacked.bytes.size()));
}

void TestUnpack::everyCutIsSafe()
{
    for (const auto& packed : {gzip(noise(300)), zstd(noise(300))}) {
        for (std::size_t size = 0; size < packed.size(); ++size) {
            const auto cut = packed.substr(0, size);
            QVERIFY(detectPacking(cut) == Packing::None || unpack(cut, detectPacking(cut)).end == End::Damaged);
        }
    }
}

QTEST_APPLESS_MAIN(TestUnpack)
#include "tst_unpack.moc"

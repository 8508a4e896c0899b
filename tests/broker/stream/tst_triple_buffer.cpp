// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <array>
#include <cstdint>
#include <thread>

#include "broker/stream/triple_buffer.h"

using eventscope::stream::TripleBuffer;

class TestTripleBuffer : public QObject {
    Q_OBJECT

private slots:
    void beforeThePublishingThereIsTheDefault();
    void theNewestReplacesOlderOnes();
    void aReadValueStaysUntilTheNextLook();
    void valuesCrossThreadsWholeAndNeverBackwards();
};

void TestTripleBuffer::beforeThePublishingThereIsTheDefault()
{
    TripleBuffer<int> buffer;
    buffer.back() = 5;

    QCOMPARE(buffer.newest(), 0);
}

void TestTripleBuffer::theNewestReplacesOlderOnes()
{
    TripleBuffer<int> buffer;
    for (const int value : {1, 2, 3}) {
        buffer.back() = value;
        buffer.publish();
    }

    QCOMPARE(buffer.newest(), 3);
    QCOMPARE(buffer.newest(), 3);
}

void TestTripleBuffer::aReadValueStaysUntilTheNextLook()
{
    TripleBuffer<int> buffer;
    buffer.back() = 1;
    buffer.publish();
    const int& seen = buffer.newest();

    for (const int value : {2, 3, 4, 5}) {
        buffer.back() = value;
        buffer.publish();
    }

    QCOMPARE(seen, 1);
    QCOMPARE(buffer.newest(), 5);
}

void TestTripleBuffer::valuesCrossThreadsWholeAndNeverBackwards()
{
    constexpr std::uint64_t Count = 100'000;
    TripleBuffer<std::array<std::uint64_t, 16>> buffer;
    std::jthread writer([&buffer] {
        for (std::uint64_t i = 1; i <= Count; ++i) {
            buffer.back().fill(i);
            buffer.publish();
        }
    });

    std::uint64_t last = 0;
    bool isWhole = true;
    while (last < Count) {
        const auto& value = buffer.newest();
        for (const auto part : value)
            isWhole = isWhole && part == value.front();
        isWhole = isWhole && value.front() >= last;
        last = value.front();
    }

    QVERIFY(isWhole);
}

QTEST_APPLESS_MAIN(TestTripleBuffer)
#include "tst_triple_buffer.moc"

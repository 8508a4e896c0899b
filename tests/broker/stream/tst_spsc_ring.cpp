// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <cstdint>
#include <memory>
#include <thread>

#include "broker/stream/spsc_ring.h"

using eventscope::stream::SpscRing;

class TestSpscRing : public QObject {
    Q_OBJECT

private slots:
    void anEmptyRingGivesNothing();
    void aFullRingLeavesTheValueAlone();
    void aPoppedSlotHoldsNothing();
    void valuesCrossThreadsWholeAndInOrder();
};

void TestSpscRing::anEmptyRingGivesNothing()
{
    SpscRing<int> ring(0);

    QVERIFY(!ring.tryPop());
    QCOMPARE(ring.size(), std::size_t{0});
    QCOMPARE(ring.capacity(), std::size_t{2});
}

void TestSpscRing::aFullRingLeavesTheValueAlone()
{
    SpscRing<std::unique_ptr<int>> ring(3);
    while (ring.size() < ring.capacity())
        QVERIFY(ring.tryPush(std::make_unique<int>(1)));
    auto value = std::make_unique<int>(7);

    QVERIFY(!ring.tryPush(std::move(value)));

    QVERIFY(value && *value == 7);
    QCOMPARE(ring.capacity(), std::size_t{4});
    QVERIFY(ring.tryPop());
    QVERIFY(ring.tryPush(std::move(value)));
}

void TestSpscRing::aPoppedSlotHoldsNothing()
{
    SpscRing<std::shared_ptr<int>> ring(2);
    const auto value = std::make_shared<int>(1);
    QVERIFY(ring.tryPush(std::shared_ptr<int>(value)));

    (void)ring.tryPop();

    QCOMPARE(value.use_count(), 1L);
}

void TestSpscRing::valuesCrossThreadsWholeAndInOrder()
{
    constexpr std::uint64_t Count = 200'000;
    SpscRing<std::unique_ptr<std::uint64_t>> ring(64);
    std::jthread pusher([&ring] {
        for (std::uint64_t i = 0; i < Count; ++i) {
            auto value = std::make_unique<std::uint64_t>(i);
            while (!ring.tryPush(std::move(value)))
                std::this_thread::yield();
        }
    });

    std::uint64_t expected = 0;
    bool isInOrder = true;
    while (expected < Count) {
        if (const auto value = ring.tryPop())
            isInOrder = **value == expected++ && isInOrder;
        else
            std::this_thread::yield();
    }

    QVERIFY(isInOrder);
    QVERIFY(!ring.tryPop());
}

QTEST_APPLESS_MAIN(TestSpscRing)
#include "tst_spsc_ring.moc"

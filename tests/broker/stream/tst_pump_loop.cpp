// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTest>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "broker/event/clock.h"
#include "broker/stream/pump_loop.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::stream;
using namespace std::chrono_literals;
using fakes::EventBuilder;

namespace {

constexpr auto Deadline = 30s;

struct Fixture {
    std::shared_ptr<Lane> lane(Lane::Options options)
    {
        auto lane = std::make_shared<Lane>(std::move(options));
        fanOut.add(lane);
        return lane;
    }
    std::shared_ptr<Intake> intake(
        Intake::Source source, std::uint32_t connection = 1, std::size_t maxBytes = std::size_t{32} << 20U)
    {
        auto intake = std::make_shared<Intake>(Intake::Options{.connection = ConnectionId(connection),
                                                   .source = source,
                                                   .maxBytes = maxBytes,
                                                   .maxEventBytes = 1000,
                                                   .redactor = {}},
            names, clock, losses, pump.wakeUp(), Intake::StateListener());
        pump.add(intake);
        return intake;
    }

    Names names;
    SystemClock clock;
    LossLedger losses;
    FanOut fanOut{losses};
    PumpLoop pump{fanOut, Position(1)};
};

/// Publishes events whose sequences are 0, 1, …; offers again what is not taken.
void send(Intake& intake, std::uint64_t count)
{
    auto event = EventBuilder::dull();
    for (std::uint64_t i = 0; i < count; ++i) {
        event.sequence = i;
        while (intake.publish({&event, 1}) == 0)
            std::this_thread::sleep_for(1ms);
    }
}

/// What a reader of a lane has seen.
struct Seen {
    void add(const EventBatch& batch)
    {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const EventView event(batch, i);
            isDense = isDense && event.position() == next;
            next = event.position() + 1;
            auto& sequence = sequences[event->connection.value()];
            isInOrder = isInOrder && event->sequence == sequence;
            ++sequence;
            ++events;
        }
    }

    Position next{1};
    std::map<std::uint32_t, std::uint64_t> sequences;
    std::uint64_t events = 0;
    bool isDense = true;
    bool isInOrder = true;
};

Seen readAll(Lane& lane, std::uint64_t expected, std::chrono::microseconds pause = 0us)
{
    Seen seen;
    const auto end = std::chrono::steady_clock::now() + Deadline;
    while (seen.events < expected && std::chrono::steady_clock::now() < end) {
        if (const auto batch = lane.pop(10ms))
            seen.add(*batch);
        if (pause > 0us)
            std::this_thread::sleep_for(pause); // a slow reader, not a wait for something
    }
    return seen;
}

} // namespace

class TestPumpLoop : public QObject {
    Q_OBJECT

private slots:
    void positionsAreDenseOverManyIntakesAndThreads();
    void aFullLanePausesASourceThatCanWaitAndLosesNothing();
    void aFullLaneDoesNotPauseASourceThatCannotWait();
    void stopTakesEverythingThatWaits();
    void stopEndsAlthoughALaneStaysFull();
    void removeTakesWhatTheIntakeHolds();
    void removeWaitsForALaneThatHoldsSources();
    void aSingleEventComesSoon();
    void stopMayBeCalledTwiceAndWithoutStart();
};

void TestPumpLoop::positionsAreDenseOverManyIntakesAndThreads()
{
    constexpr std::uint64_t Each = 20'000;
    Fixture f;
    const auto lane = f.lane({.name = "log", .maxBatches = 1U << 20U, .maxBytes = std::size_t{1} << 30U});
    std::vector<std::shared_ptr<Intake>> intakes;
    for (std::uint32_t i = 1; i <= 4; ++i)
        intakes.push_back(f.intake(i % 2 == 0 ? Intake::Source::CanWait : Intake::Source::CannotWait, i));
    f.pump.start();

    std::vector<std::jthread> senders;
    for (const auto& intake : intakes)
        senders.emplace_back([&intake] { send(*intake, Each); });
    const auto seen = readAll(*lane, 4 * Each);
    senders.clear();

    QCOMPARE(seen.events, 4 * Each);
    QVERIFY(seen.isDense);
    QVERIFY(seen.isInOrder);
    QVERIFY(f.pump.next() == Position(4 * Each + 1));
    QCOMPARE(f.losses.counts(), LossLedger::Counts{});
}

void TestPumpLoop::aFullLanePausesASourceThatCanWaitAndLosesNothing()
{
    constexpr std::uint64_t Count = 30'000;
    Fixture f;
    const auto log =
        f.lane({.name = "log", .loss = Loss::LogLane, .whenFull = Lane::WhenFull::HoldSource, .maxBatches = 2});
    const auto intake = f.intake(Intake::Source::CanWait, 1, std::size_t{256} << 10U);
    f.pump.start();

    std::jthread sender([&intake] { send(*intake, Count); });
    const auto seen = readAll(*log, Count, 500us);
    sender.join();

    QCOMPARE(seen.events, Count);
    QVERIFY(seen.isDense && seen.isInOrder);
    QCOMPARE(f.losses.counts(), LossLedger::Counts{});
}

void TestPumpLoop::aFullLaneDoesNotPauseASourceThatCannotWait()
{
    Fixture f;
    const auto log =
        f.lane({.name = "log", .loss = Loss::LogLane, .whenFull = Lane::WhenFull::HoldSource, .maxBatches = 1});
    const auto intake = f.intake(Intake::Source::CannotWait);
    f.pump.start();

    send(*intake, 5000);

    QTRY_VERIFY_WITH_TIMEOUT(f.pump.next() == Position(5001), 30'000);
    QVERIFY(f.losses.count(Loss::LogLane) > 0);
    QCOMPARE(log->lostEvents(), f.losses.count(Loss::LogLane));
}

void TestPumpLoop::stopTakesEverythingThatWaits()
{
    constexpr std::uint64_t Count = 60'000; // more batches than one turn takes
    Fixture f;
    const auto lane = f.lane({.name = "log", .maxBatches = 1U << 20U, .maxBytes = std::size_t{1} << 30U});
    const auto patient = f.intake(Intake::Source::CanWait, 1, std::size_t{1} << 30U);
    const auto other = f.intake(Intake::Source::CannotWait, 2, std::size_t{1} << 30U);
    send(*patient, Count);
    send(*other, Count);

    f.pump.start();
    f.pump.stop();

    QVERIFY(f.pump.next() == Position(2 * Count + 1));
    const auto seen = readAll(*lane, 2 * Count);
    QVERIFY(seen.isDense && seen.isInOrder);
    QCOMPARE(seen.events, 2 * Count);
}

void TestPumpLoop::stopEndsAlthoughALaneStaysFull()
{
    Fixture f;
    const auto log =
        f.lane({.name = "log", .loss = Loss::LogLane, .whenFull = Lane::WhenFull::HoldSource, .maxBatches = 1});
    const auto intake = f.intake(Intake::Source::CanWait);
    send(*intake, 2000);

    f.pump.start();
    f.pump.stop();

    QVERIFY(f.pump.next() == Position(2001)); // numbered all the same, so that the hole has a name
    QCOMPARE(f.losses.count(Loss::LogLane), std::uint64_t{2000 - 512});
}

void TestPumpLoop::removeTakesWhatTheIntakeHolds()
{
    Fixture f;
    const auto lane = f.lane({.name = "log"});
    const auto intake = f.intake(Intake::Source::CannotWait);
    send(*intake, 1000);

    f.pump.remove(intake);
    send(*intake, 10);
    f.pump.start();
    f.pump.stop();

    QCOMPARE(readAll(*lane, 1000).events, std::uint64_t{1000});
    QVERIFY(!lane->tryPop());
}

void TestPumpLoop::removeWaitsForALaneThatHoldsSources()
{
    Fixture f;
    const auto log =
        f.lane({.name = "log", .loss = Loss::LogLane, .whenFull = Lane::WhenFull::HoldSource, .maxBatches = 1});
    const auto intake = f.intake(Intake::Source::CanWait);
    send(*intake, 2000);
    f.pump.start();
    Seen seen;
    std::jthread reader([&] { seen = readAll(*log, 2000); });

    f.pump.remove(intake);
    reader.join();

    QCOMPARE(seen.events, std::uint64_t{2000});
    QCOMPARE(f.losses.counts(), LossLedger::Counts{});
}

void TestPumpLoop::aSingleEventComesSoon()
{
    Fixture f;
    const auto lane = f.lane({.name = "flow"});
    const auto intake = f.intake(Intake::Source::CannotWait);
    f.pump.start();

    send(*intake, 1);

    QVERIFY(lane->pop(Deadline) != nullptr);
}

void TestPumpLoop::stopMayBeCalledTwiceAndWithoutStart()
{
    Fixture f;
    f.pump.stop();
    f.pump.start();
    f.pump.stop();
    f.pump.stop();

    QVERIFY(f.pump.next() == Position(1));
}

QTEST_APPLESS_MAIN(TestPumpLoop)
#include "tst_pump_loop.moc"

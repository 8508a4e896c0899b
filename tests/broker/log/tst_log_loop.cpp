// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <atomic>
#include <mutex>

#include "broker/log/log_loop.h"
#include "broker/stream/fan_out.h"
#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using fakes::LogFolder;
using stream::Lane;
using stream::Loss;

namespace {

constexpr int Deadline = 20'000;

/// A writer in memory that can be told to be full or to stand still. Thread: the figures from any.
class ScriptedWriter final : public LogWriter {
public:
    struct Script {
        std::atomic<bool> isFull = false;
        std::atomic<bool> isStalled = false;
        std::atomic<std::uint64_t> commits = 0;
        std::atomic<std::uint64_t> committedEvents = 0;
        std::atomic<std::uint64_t> passedOver = 0;
        std::atomic<bool> isClosed = false;
    };
    explicit ScriptedWriter(Script& script)
        : m_script(script)
    {
    }

    Result<> append(const EventBatch& batch) override
    {
        m_script.isStalled.wait(true);
        if (batch.first() <= m_appended)
            return failure(Fault::Invalid, "positions must rise");
        m_appended = batch.last();
        m_waiting += batch.size();
        return {};
    }
    Result<> passOver(Position upTo, WallTime) override
    {
        m_script.passedOver = upTo.value() - m_appended.value();
        m_appended = upTo;
        return {};
    }
    Result<> commit() override
    {
        if (m_script.isFull) {
            m_waiting = 0;
            m_appended = m_committed;
            return failure(Fault::Full, "disk: no room");
        }
        m_script.commits += m_waiting != 0 ? 1 : 0;
        m_script.committedEvents += std::exchange(m_waiting, 0);
        m_committed = m_appended;
        return {};
    }
    Result<> close() override
    {
        m_script.isClosed = true;
        return commit();
    }
    [[nodiscard]] const RecoveryReport& recovery() const override { return m_recovery; }
    [[nodiscard]] Position lastAppended() const override { return m_appended; }
    [[nodiscard]] Position lastCommitted() const override { return m_committed; }
    [[nodiscard]] std::uint64_t uncommittedEvents() const override { return m_waiting; }
    [[nodiscard]] std::uint64_t diskBytes() const override { return 4711; }

private:
    Script& m_script; // outlives: the test
    RecoveryReport m_recovery;
    Position m_appended;
    Position m_committed;
    std::uint64_t m_waiting = 0;
};

std::shared_ptr<Lane> makeLane(std::size_t maxBatches = 4096)
{
    Lane::Options options;
    options.name = "log";
    options.loss = Loss::LogLane;
    options.whenFull = Lane::WhenFull::HoldSource;
    options.maxBatches = maxBatches;
    return std::make_shared<Lane>(options);
}

} // namespace

class TestLogLoop : public QObject {
    Q_OBJECT

private slots:
    void whatTheLaneBringsIsStored()
    {
        LogFolder folder;
        stream::LossLedger losses;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        const auto lane = makeLane();
        LogLoop loop(*std::move(writer), lane, losses, {});
        loop.start();
        for (std::uint64_t at = 1; at < 5000; at += 50)
            QVERIFY(lane->tryPush(folder.batch(at, 50)));

        QTRY_COMPARE_WITH_TIMEOUT(loop.storedEvents(), std::uint64_t{5000}, Deadline);
        QCOMPARE(loop.lastCommitted().value(), std::uint64_t{5000});
        QVERIFY(loop.diskBytes() > 100'000);
        VERIFY_RESULT(loop.stop());

        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        QCOMPARE((*reader)->eventCount(), std::uint64_t{5000});
    }

    void stopStoresWhatStillWaits()
    {
        LogFolder folder;
        ScriptedWriter::Script script;
        stream::LossLedger losses;
        const auto lane = makeLane();
        LogLoop loop(std::make_unique<ScriptedWriter>(script), lane, losses, {});
        script.isStalled = true;
        loop.start();
        for (std::uint64_t at = 1; at < 1000; at += 10)
            QVERIFY(lane->tryPush(folder.batch(at, 10)));
        script.isStalled = false;
        script.isStalled.notify_all();

        VERIFY_RESULT(loop.stop());

        QCOMPARE(script.committedEvents.load(), std::uint64_t{1000});
        QVERIFY(script.isClosed);
        QCOMPARE(losses.count(Loss::LogRefused), std::uint64_t{0});
        VERIFY_RESULT(loop.stop()); // a second time is no harm
    }

    void commitsGrowWhileMoreIsWaiting()
    {
        LogFolder folder;
        ScriptedWriter::Script script;
        stream::LossLedger losses;
        const auto lane = makeLane();
        LogLoop loop(std::make_unique<ScriptedWriter>(script), lane, losses, {});
        script.isStalled = true;
        loop.start();
        for (std::uint64_t at = 1; at < 40'000; at += 100)
            QVERIFY(lane->tryPush(folder.batch(at, 100)));
        script.isStalled = false;
        script.isStalled.notify_all();

        QTRY_COMPARE_WITH_TIMEOUT(script.committedEvents.load(), std::uint64_t{40'000}, Deadline);
        VERIFY_RESULT(loop.stop());
        QVERIFY2(script.commits <= 40, std::to_string(script.commits).c_str()); // never fewer than 1,000 events
    }

    void aSlowLogPausesASourceThatCanWait()
    {
        LogFolder folder;
        ScriptedWriter::Script script;
        stream::LossLedger losses;
        const auto lane = makeLane(8);
        stream::FanOut fanOut(losses);
        fanOut.add(lane);
        LogLoop loop(std::make_unique<ScriptedWriter>(script), lane, losses, {});
        script.isStalled = true;
        loop.start();
        std::uint64_t next = 1;
        for (; fanOut.mayTakeFromPatientSources() && next < 1000; ++next)
            fanOut.offer(folder.batch(next, 1));

        QVERIFY(!fanOut.mayTakeFromPatientSources());
        script.isStalled = false;
        script.isStalled.notify_all();
        QTRY_VERIFY_WITH_TIMEOUT(fanOut.mayTakeFromPatientSources(), Deadline);
        VERIFY_RESULT(loop.stop());
        QCOMPARE(script.committedEvents.load(), next - 1);
        QCOMPARE(losses.count(Loss::LogLane), std::uint64_t{0});
    }

    void aFullDiskIsToldAndGoneByItself()
    {
        LogFolder folder;
        ScriptedWriter::Script script;
        script.isFull = true;
        stream::LossLedger losses;
        const auto lane = makeLane();
        std::atomic<int> told = 0;
        std::atomic<bool> isInTrouble = false;
        LogLoop loop(std::make_unique<ScriptedWriter>(script), lane, losses, [&](const std::optional<Error>& error) {
            told += 1;
            isInTrouble = error.has_value();
        });
        loop.start();
        QVERIFY(lane->tryPush(folder.batch(1, 10)));
        QTRY_VERIFY_WITH_TIMEOUT(isInTrouble, Deadline);
        QVERIFY(lane->tryPush(folder.batch(11, 10)));
        QTRY_COMPARE_WITH_TIMEOUT(losses.count(Loss::LogRefused), std::uint64_t{10}, Deadline);

        script.isFull = false;

        QTRY_VERIFY_WITH_TIMEOUT(!isInTrouble, Deadline);
        QCOMPARE(script.passedOver.load(), std::uint64_t{10}); // said at once, whether or not more events come
        QCOMPARE(told.load(), 2); // once each, not every second
        QVERIFY(lane->tryPush(folder.batch(21, 10)));
        QTRY_COMPARE_WITH_TIMEOUT(loop.storedEvents(), std::uint64_t{20}, Deadline);
        QCOMPARE(loop.lastCommitted().value(), std::uint64_t{30});
        VERIFY_RESULT(loop.stop());
    }

    void aDiskThatStaysFullLosesNothingInSilence()
    {
        LogFolder folder;
        ScriptedWriter::Script script;
        script.isFull = true;
        stream::LossLedger losses;
        const auto lane = makeLane();
        LogLoop loop(std::make_unique<ScriptedWriter>(script), lane, losses, {});
        loop.start();
        QVERIFY(lane->tryPush(folder.batch(1, 25)));

        QVERIFY(!loop.stop());

        QCOMPARE(losses.count(Loss::LogRefused), std::uint64_t{25});
        QCOMPARE(loop.storedEvents(), std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestLogLoop)
#include "tst_log_loop.moc"

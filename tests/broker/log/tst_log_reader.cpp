// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <thread>

#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using fakes::LogFolder;
using fakes::positions;
using Numbers = std::vector<std::uint64_t>;
using Direction = LogReader::Direction;

namespace {

constexpr WallTime Noon{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12)};

} // namespace

class TestLogReader : public QObject {
    Q_OBJECT

private slots:
    void aPageIsReadFromEitherSide_data()
    {
        QTest::addColumn<quint64>("from");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("isForward");
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("last");
        QTest::newRow("the beginning") << quint64{1} << 3 << true << quint64{1} << quint64{3};
        QTest::newRow("the middle, forward") << quint64{400} << 200 << true << quint64{400} << quint64{599};
        QTest::newRow("the middle, backward") << quint64{400} << 200 << false << quint64{201} << quint64{400};
        QTest::newRow("beyond the end") << quint64{5000} << 2 << false << quint64{999} << quint64{1000};
        QTest::newRow("fewer at the end") << quint64{999} << 50 << true << quint64{999} << quint64{1000};
        QTest::newRow("fewer at the beginning") << quint64{2} << 50 << false << quint64{1} << quint64{2};
    }
    void aPageIsReadFromEitherSide()
    {
        QFETCH(const quint64, from);
        QFETCH(const int, count);
        QFETCH(const bool, isForward);
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 1000));
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);

        const auto page = (*reader)->read(
            Position(from), static_cast<std::size_t>(count), isForward ? Direction::Forward : Direction::Backward);

        VERIFY_RESULT(page);
        QTEST(static_cast<quint64>((*page)->first().value()), "first");
        QTEST(static_cast<quint64>((*page)->last().value()), "last");
        const auto all = positions(**page);
        QVERIFY(std::is_sorted(all.begin(), all.end()));
    }

    void nothingIsReadWhereNothingIs()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 0));
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);

        QVERIFY(!(*reader)->first());
        QVERIFY(!(*reader)->last());
        QCOMPARE((*reader)->eventCount(), std::uint64_t{0});
        QCOMPARE((*(*reader)->read(Position(1), 10))->size(), std::size_t{0});
        QCOMPARE((*reader)->positionAt(Noon)->value(), std::uint64_t{1});
        QVERIFY((*reader)->verify(nullptr)->isWhole());
    }

    void oneChannelIsFoundInRecordingAndSegments_data()
    {
        QTest::addColumn<bool>("hasSegments");
        QTest::newRow("recording") << false;
        QTest::newRow("segments") << true;
    }
    void oneChannelIsFoundInRecordingAndSegments()
    {
        QFETCH(const bool, hasSegments);
        LogFolder folder;
        const auto options = hasSegments ? folder.segments(1 << 20) : folder.recording();
        VERIFY_RESULT(folder.makeRecording(options, 4000, 1000));
        auto reader = LogReader::open(options.path, folder.names);
        VERIFY_RESULT(reader);

        const auto forward = (*reader)->readChannels(Position(1), 3, Direction::Forward, {"payments"});
        const auto backward = (*reader)->readChannels(Position(4000), 3, Direction::Backward, {"orders", "absent"});
        const auto far = (*reader)->readChannels(Position(1), 10'000, Direction::Forward, {"payments"});

        VERIFY_RESULT(forward);
        QCOMPARE(positions(**forward), (Numbers{2, 4, 6}));
        QCOMPARE(positions(**backward), (Numbers{3995, 3997, 3999}));
        QCOMPARE((*far)->size(), std::size_t{2000});
        QCOMPARE((*(*reader)->readChannels(Position(1), 3, Direction::Forward, {"absent"}))->size(), std::size_t{0});
        QCOMPARE((*(*reader)->readChannels(Position(1), 3, Direction::Forward, {"orders", "payments"}))->size(),
            std::size_t{3});
    }

    void aTimeIsFound()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->append(*folder.batch(1, 1000))); // one a millisecond, the first at 12:00:00.001
        VERIFY_RESULT((*writer)->close());
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);

        QCOMPARE((*reader)->positionAt(Noon)->value(), std::uint64_t{1});
        QCOMPARE((*reader)->positionAt(Noon + std::chrono::milliseconds(500))->value(), std::uint64_t{500});
        QCOMPARE((*reader)->positionAt(Noon + std::chrono::microseconds(500'001))->value(), std::uint64_t{501});
        QCOMPARE((*reader)->positionAt(Noon + std::chrono::hours(1))->value(), std::uint64_t{1001});
    }

    void channelsAreSummed()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 1000, 10));
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        double done = 0;

        const auto sums = (*reader)->summarise([&](double part) {
            done = part;
            return true;
        });

        VERIFY_RESULT(sums);
        QCOMPARE(sums->size(), std::size_t{2});
        QCOMPARE(sums->front().events, std::uint64_t{500});
        QCOMPARE(sums->front().payloadBytes, std::uint64_t{5000});
        QVERIFY(sums->front().first < sums->front().last);
        QVERIFY(done > 0.9);
        QVERIFY(!(*reader)->summarise([](double) { return false; }));
    }

    void aReaderSeesWhatIsWrittenMeanwhile()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        QCOMPARE((*reader)->eventCount(), std::uint64_t{0});

        VERIFY_RESULT((*writer)->append(*folder.batch(1, 10)));
        QCOMPARE((*reader)->eventCount(), std::uint64_t{0});
        VERIFY_RESULT((*writer)->commit());
        QCOMPARE((*reader)->last().value(), std::uint64_t{10});
        QCOMPARE((*(*reader)->read(Position(5), 100))->size(), std::size_t{6});
        VERIFY_RESULT((*writer)->append(*folder.batch(11, 10)));
        VERIFY_RESULT((*writer)->close());

        QCOMPARE((*reader)->last().value(), std::uint64_t{20});
        QCOMPARE((*reader)->eventCount(), std::uint64_t{20});
        QVERIFY((*reader)->verify(nullptr)->isWhole());
        QCOMPARE(folder.files(), std::vector<std::string>{"x.eventscope"});
    }

    void readersOnOtherThreadsDoNotDisturbTheWriter()
    {
        LogFolder folder;
        auto writer = LogWriter::open(folder.segments(1 << 20), folder.names);
        VERIFY_RESULT(writer);
        std::atomic<bool> isOver = false;
        std::atomic<std::uint64_t> wrong = 0;
        std::thread other([&] {
            auto reader = LogReader::open(folder.path("log"), folder.names);
            std::uint64_t before = 0;
            while (!isOver && reader) {
                const auto last = (*reader)->last();
                const auto page = (*reader)->read(last, 200, Direction::Backward);
                const bool isRight = page && last.value() >= before && (last.value() == 0 || (*page)->last() == last);
                wrong += isRight ? 0 : 1;
                before = last.value();
            }
        });
        for (std::uint64_t at = 1; at < 10'000; at += 100) {
            VERIFY_RESULT((*writer)->append(*folder.batch(at, 100, 500)));
            VERIFY_RESULT((*writer)->commit());
        }
        const auto closed = (*writer)->close();
        isOver = true;
        other.join();

        VERIFY_RESULT(closed);
        QCOMPARE(wrong.load(), std::uint64_t{0});
    }

    void whatIsNotThereIsNotFound()
    {
        LogFolder folder;

        QCOMPARE(LogReader::open(folder.path("absent"), folder.names).error().fault, Fault::NotFound);
        QCOMPARE(LogReader::open(folder.path(""), folder.names).error().fault, Fault::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestLogReader)
#include "tst_log_reader.moc"

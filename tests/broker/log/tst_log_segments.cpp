// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "broker/log/closing_mark.h"
#include "broker/log/inspection.h"
#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using fakes::LogFolder;
using fakes::positions;
using Numbers = std::vector<std::uint64_t>;

namespace {

constexpr std::uint64_t Mebibyte = 1 << 20;

std::uint64_t bytesBelow(const std::filesystem::path& folder)
{
    std::uint64_t bytes = 0;
    std::error_code gone; // segments are sealed and dropped meanwhile
    for (std::filesystem::recursive_directory_iterator it(folder, gone), end; !gone && it != end; it.increment(gone)) {
        std::error_code absent;
        const auto size = it->file_size(absent);
        bytes += absent ? 0 : size;
    }
    return bytes;
}

} // namespace

/// The session log: a folder of segments.
class TestLogSegments : public QObject {
    Q_OBJECT

private slots:
    void aLogOfManySegmentsReadsAsOne()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(Mebibyte), 6000, 1000));

        auto reader = LogReader::open(folder.path("log"), folder.names);
        VERIFY_RESULT(reader);

        QVERIFY(folder.files("log").size() > 4); // segments and the commit mark
        QCOMPARE((*reader)->first().value(), std::uint64_t{1});
        QCOMPARE((*reader)->last().value(), std::uint64_t{6000});
        QCOMPARE((*reader)->eventCount(), std::uint64_t{6000});
        const auto all = (*reader)->read(Position(1), 10'000);
        VERIFY_RESULT(all);
        QCOMPARE((*all)->size(), std::size_t{6000});
        QCOMPARE((*all)->bytes((*all)->event(5999).payload).size(), std::size_t{1000});
        QVERIFY((*reader)->recovery().isWhole());
        QVERIFY((*reader)->verify(nullptr)->isWhole());
    }

    void filesAndFolderArePrivate()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(Mebibyte), 3000, 1000));

        struct stat status { };
        QCOMPARE(::stat(folder.path("log").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
        for (const auto& entry : std::filesystem::directory_iterator(folder.path("log"))) {
            QCOMPARE(::stat(entry.path().c_str(), &status), 0);
            QCOMPARE(status.st_mode & 0077U, 0U);
        }
    }

    void theOldestSegmentsGoToStayWithinTheBudget()
    {
        LogFolder folder;
        auto options = folder.segments();
        options.diskBudgetBytes = 16 * Mebibyte;
        auto writer = LogWriter::open(options, folder.names);
        VERIFY_RESULT(writer);
        std::uint64_t highest = 0;
        for (std::uint64_t at = 1; at < 40'000; at += 500) {
            VERIFY_RESULT((*writer)->append(*folder.batch(at, 500, 1000)));
            VERIFY_RESULT((*writer)->commit());
            highest = std::max(highest, bytesBelow(folder.path("log")));
        }
        VERIFY_RESULT((*writer)->close());

        auto reader = LogReader::open(folder.path("log"), folder.names);
        VERIFY_RESULT(reader);
        QVERIFY2(highest < 24 * Mebibyte, std::to_string(highest).c_str());
        QVERIFY(bytesBelow(folder.path("log")) <= 17 * Mebibyte);
        QVERIFY((*reader)->first().value() > 20'000);
        QCOMPARE((*reader)->last().value(), std::uint64_t{40'000});
        QVERIFY((*reader)->recovery().isWhole()); // what the budget removed is no loss
        QVERIFY((*reader)->verify(nullptr)->isWhole());
    }

    void aNewSessionGoesOnWhereTheLastEnded()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(), 10));
        auto writer = LogWriter::open(folder.segments(), folder.names);
        VERIFY_RESULT(writer);

        QCOMPARE((*writer)->lastAppended().value(), std::uint64_t{10});
        QVERIFY((*writer)->recovery().wasClean);
        VERIFY_RESULT((*writer)->append(*folder.batch(11, 5)));
        VERIFY_RESULT((*writer)->close());

        auto reader = LogReader::open(folder.path("log"), folder.names);
        VERIFY_RESULT(reader);
        QCOMPARE((*reader)->eventCount(), std::uint64_t{15});
        QVERIFY((*reader)->verify(nullptr)->isWhole());
    }

    void aKillWhileClosingIsNotTakenForACut_data()
    {
        QTest::addColumn<bool>("hasNote");
        QTest::newRow("the note of the writer that died stands there") << true;
        QTest::newRow("nobody left a note: the file was cut") << false;
    }
    void aKillWhileClosingIsNotTakenForACut()
    {
        QFETCH(const bool, hasNote);
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(), 10));
        const auto segment = folder.path("log") / "segment-00000001.eventscope";
        std::filesystem::resize_file(segment, std::filesystem::file_size(segment) - ClosingMark::Bytes);
        if (hasNote)
            QVERIFY(std::ofstream(sealingNote(segment)).good());

        auto writer = LogWriter::open(folder.segments(), folder.names);

        VERIFY_RESULT(writer);
        QCOMPARE((*writer)->recovery().isWhole(), hasNote);
        QCOMPARE((*writer)->recovery().events, std::uint64_t{10});
        VERIFY_RESULT((*writer)->close());
        QVERIFY(!std::filesystem::exists(sealingNote(segment)));
    }

    void aSessionWithoutEventsLeavesNoFile()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(), 10));
        const auto before = folder.files("log");

        VERIFY_RESULT(folder.makeRecording(folder.segments(), 0));

        QCOMPARE(folder.files("log"), before);
    }

    void aSegmentThatWasTakenAwayIsCounted()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(Mebibyte), 6000, 1000));
        std::filesystem::remove(folder.path("log/segment-00000002.eventscope"));

        auto reader = LogReader::open(folder.path("log"), folder.names);
        VERIFY_RESULT(reader);
        const auto& found = (*reader)->recovery();

        QCOMPARE(found.missing + found.events, std::uint64_t{6000});
        QVERIFY(found.missing > 500);
        QCOMPARE((*(*reader)->read(Position(1), 10'000))->size(), static_cast<std::size_t>(found.events));
    }

    void theNewestSegmentThatWasTakenAwayIsCounted()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.segments(Mebibyte), 6000, 1000));
        const auto files = folder.files("log");
        std::filesystem::remove(folder.path("log/" + files.back()));

        auto reader = LogReader::open(folder.path("log"), folder.names);
        VERIFY_RESULT(reader);
        auto writer = LogWriter::open(folder.segments(Mebibyte), folder.names);
        VERIFY_RESULT(writer);

        QCOMPARE((*reader)->recovery().missing + (*reader)->recovery().events, std::uint64_t{6000});
        QVERIFY((*reader)->recovery().missing > 0);
        QCOMPARE((*writer)->recovery().missing, (*reader)->recovery().missing);
        QCOMPARE((*writer)->lastAppended().value(), std::uint64_t{6000}); // lost positions are not given again
    }

    void aDamagedSegmentIsMovedAsideAndTheLogGoesOn()
    {
        LogFolder folder;
        {
            auto killed = LogWriter::open(folder.segments(), folder.names);
            VERIFY_RESULT(killed);
            VERIFY_RESULT((*killed)->append(*folder.batch(1, 3000, 1000)));
            VERIFY_RESULT((*killed)->commit());
            (*killed)->rest(); // into the main file
        }
        std::filesystem::resize_file(folder.path("log/segment-00000001.eventscope"), 5 * 16384);
        std::filesystem::remove(folder.path("log/segment-00000001.eventscope-wal"));

        auto writer = LogWriter::open(folder.segments(), folder.names);
        VERIFY_RESULT(writer);

        QCOMPARE((*writer)->recovery().missing, std::uint64_t{3000});
        QVERIFY(!(*writer)->recovery().problems.empty());
        QCOMPARE(folder.files("log/damaged").front(), std::string("segment-00000001.eventscope"));
        VERIFY_RESULT((*writer)->append(*folder.batch(3001, 10)));
        VERIFY_RESULT((*writer)->close());
        auto reader = LogReader::open(folder.path("log"), folder.names);
        VERIFY_RESULT(reader);
        const auto batch = (*reader)->read(Position(1), 100);
        VERIFY_RESULT(batch);
        QCOMPARE((*batch)->event(0).kind, EventKind::Gap);
        QCOMPARE((*batch)->size(), std::size_t{11});
    }

    void aFileInPlaceOfTheFolderIsRefused()
    {
        LogFolder folder;
        std::ofstream(folder.path("log")) << "x";

        QCOMPARE(LogWriter::open(folder.segments(), folder.names).error().fault, Fault::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestLogSegments)
#include "tst_log_segments.moc"

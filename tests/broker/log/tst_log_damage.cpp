// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdlib>
#include <fstream>
#include <random>

#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using fakes::LogFolder;

namespace {

int numberFromEnvironment(const char* name, int otherwise)
{
    const char* const value = std::getenv(name);
    return value != nullptr ? std::atoi(value) : otherwise;
}

void flip(const std::filesystem::path& path, std::uint64_t bit)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(bit / 8);
    file.seekg(at);
    const auto byte = static_cast<char>(file.get() ^ (1 << (bit % 8)));
    file.seekp(at);
    file.put(byte);
}

/// What a reader can still get out of a log, all channels, gaps not counted.
std::uint64_t readableEvents(LogReader& reader)
{
    std::uint64_t events = 0;
    Position next(1);
    while (true) {
        const auto page = reader.read(next, 5000);
        if (!page || (*page)->size() == 0)
            return events;
        events += (*page)->size();
        next = (*page)->last() + 1;
    }
}

/// A recording that is left as by a kill: `checkpointed` events in the main file, then more in the write-ahead log.
Result<> leaveUnclosed(LogFolder& folder, std::uint64_t checkpointed, std::uint64_t all)
{
    auto writer = LogWriter::open(folder.recording(), folder.names);
    if (!writer)
        return tl::unexpected(writer.error());
    std::uint64_t next = 1;
    while (next <= all) {
        const auto count = std::min<std::uint64_t>(1 + next % 150, all - next + 1);
        if (auto appended = (*writer)->append(*folder.batch(next, count, 60)); !appended)
            return appended;
        if (auto committed = (*writer)->commit(); !committed)
            return committed;
        if (next <= checkpointed && next + count > checkpointed)
            (*writer)->rest();
        next += count;
    }
    return {};
}

/// What went wrong in one reading; empty when the count is exact.
std::string compareCounts(const std::filesystem::path& path, std::uint64_t committed)
{
    Names names;
    auto reader = LogReader::open(path, names);
    if (!reader)
        return ""; // refused with a reason
    const auto missing = (*reader)->recovery().missing;
    const auto readable = readableEvents(**reader);
    if (missing + readable + (*reader)->damagedSeen() != committed)
        return std::to_string(missing) + " said missing, " + std::to_string(readable) + " readable of "
            + std::to_string(committed);
    const auto checked = (*reader)->verify(nullptr);
    if (!checked)
        return checked.error().what;
    if (checked->missing != missing)
        return "verify says " + std::to_string(checked->missing) + " missing, opening " + std::to_string(missing);
    return missing == 0 || !checked->isWhole() ? "" : "said whole";
}

} // namespace

/// Damage is found and counted; nothing is shorter in silence.
class TestLogDamage : public QObject {
    Q_OBJECT

private slots:
    void everyFlippedBitOfAClosedRecordingIsFound()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 1500, 80));
        const auto bits = std::filesystem::file_size(folder.path()) * 8;
        std::mt19937_64 random(400);
        const int flips = numberFromEnvironment("EVENTSCOPE_FLIPS", 400);
        int found = 0;
        for (int i = 0; i < flips; ++i) {
            // The head, the closing mark and everything between.
            const auto bit = i % 8 == 0 ? random() % 800 : i % 8 == 1 ? bits - 1 - random() % 512 : random() % bits;
            flip(folder.path(), bit);
            Names names;
            auto reader = LogReader::open(folder.path(), names);
            const auto checked = reader ? (*reader)->verify(nullptr) : tl::unexpected(reader.error());
            const bool isFound = !checked || !checked->isWhole();
            if (!isFound)
                qWarning("bit %llu was not found", static_cast<unsigned long long>(bit));
            found += isFound ? 1 : 0;
            flip(folder.path(), bit);
        }

        QCOMPARE(found, flips);
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        QVERIFY((*reader)->verify(nullptr)->isWhole());
    }

    void aDamagedRowIsLeftOutAndCounted()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 100, 2000));
        std::ifstream file(folder.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        flip(folder.path(), (content.find(std::string(2000, 'p')) + 1000) * 8);
        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);

        const auto page = (*reader)->read(Position(1), 200);

        VERIFY_RESULT(page);
        QCOMPARE((*page)->size(), std::size_t{99});
        QCOMPARE((*reader)->damagedSeen(), std::uint64_t{1});
        const auto report = (*reader)->verify(nullptr);
        VERIFY_RESULT(report);
        QCOMPARE(report->damaged, std::uint64_t{1});
        QCOMPARE(report->events, std::uint64_t{99});
    }

    void aDamagedWriteAheadLogIsCountedExactly_data()
    {
        QTest::addColumn<quint64>("checkpointed");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("cut, nothing in the main file") << quint64{0} << true;
        QTest::newRow("cut, half in the main file") << quint64{2000} << true;
        QTest::newRow("one bit, nothing in the main file") << quint64{0} << false;
        QTest::newRow("one bit, half in the main file") << quint64{2000} << false;
    }
    void aDamagedWriteAheadLogIsCountedExactly()
    {
        QFETCH(const quint64, checkpointed);
        QFETCH(const bool, isCut);
        constexpr std::uint64_t Events = 4000;
        LogFolder folder;
        VERIFY_RESULT(leaveUnclosed(folder, checkpointed, Events));
        const auto wal = folder.path("x.eventscope-wal");
        const auto bytes = std::filesystem::file_size(wal);
        std::mt19937_64 random(checkpointed + (isCut ? 1 : 0));
        const int cases = std::max(1, numberFromEnvironment("EVENTSCOPE_WAL_DAMAGES", 60) / 4);
        for (int i = 0; i < cases; ++i) {
            LogFolder damaged;
            for (const char* const part : {"", "-wal", "-mark"})
                std::filesystem::copy_file(
                    folder.path("x.eventscope").string() + part, damaged.path("x.eventscope").string() + part);
            if (isCut)
                std::filesystem::resize_file(damaged.path("x.eventscope-wal"), random() % bytes);
            else
                flip(damaged.path("x.eventscope-wal"), random() % (bytes * 8));

            QCOMPARE(compareCounts(damaged.path(), Events), std::string());
        }
    }

    void aWriteAheadLogThatIsGoneIsCounted()
    {
        LogFolder folder;
        VERIFY_RESULT(leaveUnclosed(folder, 0, 1000));
        std::filesystem::remove(folder.path("x.eventscope-wal"));
        {
            auto reader = LogReader::open(folder.path(), folder.names);
            VERIFY_RESULT(reader);
            QCOMPARE((*reader)->recovery().missing, std::uint64_t{1000});
            QVERIFY(!(*reader)->recovery().wasClean);
        }

        auto writer = LogWriter::open(folder.recording(), folder.names);
        VERIFY_RESULT(writer);
        QCOMPARE((*writer)->recovery().missing, std::uint64_t{1000});
        VERIFY_RESULT((*writer)->append(*folder.batch(1001, 1)));
        VERIFY_RESULT((*writer)->close());

        auto reader = LogReader::open(folder.path(), folder.names);
        VERIFY_RESULT(reader);
        const auto batch = (*reader)->read(Position(1), 10);
        VERIFY_RESULT(batch);
        QCOMPARE((*batch)->event(0).kind, EventKind::Gap);
        QCOMPARE(std::get<std::uint64_t>(*findField((*batch)->bytes((*batch)->event(0).fields), "count")),
            std::uint64_t{1000});
    }

    void aCommitMarkThatIsGoneIsTold()
    {
        LogFolder folder;
        VERIFY_RESULT(leaveUnclosed(folder, 0, 100));
        std::filesystem::remove(folder.path("x.eventscope-mark"));

        auto reader = LogReader::open(folder.path(), folder.names);

        VERIFY_RESULT(reader);
        QVERIFY(!(*reader)->recovery().isWhole());
        QCOMPARE(readableEvents(**reader), std::uint64_t{100});
    }

    void aCutRecordingIsNeverWhole_data()
    {
        QTest::addColumn<int>("lost");
        QTest::newRow("one byte") << 1;
        QTest::newRow("the closing mark") << 64;
        QTest::newRow("half a page") << 8192;
        QTest::newRow("ten pages") << 163'840;
    }
    void aCutRecordingIsNeverWhole()
    {
        QFETCH(const int, lost);
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 3000, 100));
        std::filesystem::resize_file(
            folder.path(), std::filesystem::file_size(folder.path()) - static_cast<std::uintmax_t>(lost));

        auto reader = LogReader::open(folder.path(), folder.names);

        const auto checked = reader ? (*reader)->verify(nullptr) : tl::unexpected(reader.error());
        QVERIFY(!checked || !checked->isWhole());
    }

    void scatteredDamageNeverCrashesAReader()
    {
        LogFolder folder;
        VERIFY_RESULT(folder.makeRecording(folder.recording(), 1000, 100));
        std::ifstream file(folder.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        std::mt19937_64 random(18);
        const int cases = numberFromEnvironment("EVENTSCOPE_MUTATIONS", 50);
        for (int i = 0; i < cases; ++i) {
            auto mutated = content;
            for (std::size_t n = 0; n < content.size() / 50; ++n)
                mutated[random() % mutated.size()] = static_cast<char>(random());
            if (i % 2 == 0) // keep the head, so that more is reached
                mutated.replace(0, 16384, content, 0, 16384);
            std::ofstream(folder.path("m.eventscope"), std::ios::binary)
                .write(mutated.data(), static_cast<std::streamsize>(mutated.size()));
            Names names;
            auto reader = LogReader::open(folder.path("m.eventscope"), names);
            if (!reader) {
                QVERIFY(!reader.error().what.empty());
                continue;
            }
            readableEvents(**reader);
            static_cast<void>((*reader)->positionAt(fromNanoseconds(1)));
            static_cast<void>((*reader)->summarise(nullptr));
            const auto checked = (*reader)->verify(nullptr);
            QVERIFY(!checked || !checked->isWhole());
        }
    }
};

QTEST_APPLESS_MAIN(TestLogDamage)
#include "tst_log_damage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

#include <sys/mount.h>
#include <unistd.h>

#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using namespace std::chrono_literals;
using fakes::LogFolder;

namespace {

/// A small file system in memory for the length of a test. Needs the rights to mount.
class SmallDisk {
public:
    SmallDisk(std::filesystem::path folder, int mebibytes)
        : m_folder(std::move(folder))
    {
        std::filesystem::create_directories(m_folder);
        const auto size = "size=" + std::to_string(mebibytes) + "m";
        m_isMounted = ::mount("tmpfs", m_folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }

private:
    std::filesystem::path m_folder;
    bool m_isMounted = false;
};

} // namespace

/// A full disk: refused at once, nothing committed is lost, and it goes on when there is room.
class TestLogDiskFull : public QObject {
    Q_OBJECT

private slots:
    void aFullDiskRefusesAndResumes_data()
    {
        QTest::addColumn<int>("mebibytes");
        QTest::addColumn<bool>("hasSegments");
        QTest::newRow("4 MiB, recording") << 4 << false;
        QTest::newRow("16 MiB, recording") << 16 << false;
        QTest::newRow("16 MiB, segments") << 16 << true;
    }
    void aFullDiskRefusesAndResumes()
    {
        QFETCH(const int, mebibytes);
        QFETCH(const bool, hasSegments);
        LogFolder folder;
        const SmallDisk disk(folder.path("disk"), mebibytes);
        if (!disk.isMounted())
            QSKIP("mounting a small tmpfs needs root");
        const auto filler = folder.path("disk/filler");
        std::ofstream(filler).write(std::string(1 << 20, 'f').data(), 1 << 20);
        auto options = hasSegments ? folder.segments() : folder.recording();
        options.path = folder.path("disk/log");
        options.diskBudgetBytes = 0;
        auto writer = LogWriter::open(options, folder.names);
        VERIFY_RESULT(writer);

        Result<> stored;
        std::uint64_t next = 1;
        std::chrono::nanoseconds refusedIn{};
        while (stored && next < 1'000'000) {
            const auto begin = std::chrono::steady_clock::now();
            stored = (*writer)->append(*folder.batch(next, 100, 1000));
            if (stored)
                stored = (*writer)->commit();
            refusedIn = std::chrono::steady_clock::now() - begin;
            next += stored ? 100U : 0U;
        }
        QVERIFY(!stored);
        QCOMPARE(stored.error().fault, Fault::Full);
        QVERIFY2(refusedIn < 1s, std::to_string(refusedIn.count()).c_str());
        const auto committed = (*writer)->lastCommitted().value();
        QCOMPARE(committed, next - 1);
        QCOMPARE((*writer)->uncommittedEvents(), std::uint64_t{0});
        {
            auto reader = LogReader::open(options.path, folder.names);
            VERIFY_RESULT(reader);
            QCOMPARE((*reader)->last().value(), committed);
        }

        std::filesystem::remove(filler);
        VERIFY_RESULT((*writer)->append(*folder.batch(next, 100, 100)));
        VERIFY_RESULT((*writer)->commit());
        QCOMPARE((*writer)->lastCommitted().value(), committed + 100);

        writer->reset(); // as by a kill: a full disk may leave no room for the end
        auto reader = LogReader::open(options.path, folder.names);
        VERIFY_RESULT(reader);
        QCOMPARE((*reader)->eventCount(), committed + 100);
        QVERIFY((*reader)->recovery().isWhole());
        QVERIFY((*reader)->verify(nullptr)->isWhole());
    }
};

QTEST_APPLESS_MAIN(TestLogDiskFull)
#include "tst_log_disk_full.moc"

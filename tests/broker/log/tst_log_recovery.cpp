// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <random>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/broker/log/log_folder.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::log;
using namespace std::chrono_literals;
using fakes::LogFolder;

namespace {

constexpr const char* ChildOption = "--append-until-killed";

int numberFromEnvironment(const char* name, int otherwise)
{
    const char* const value = std::getenv(name);
    return value != nullptr ? std::atoi(value) : otherwise;
}

LogOptions optionsOf(const std::filesystem::path& path, bool hasSegments, bool isDurable)
{
    LogOptions options;
    options.path = path;
    options.layout = hasSegments ? LogOptions::Layout::Segments : LogOptions::Layout::Recording;
    options.durability = isDurable ? LogOptions::Durability::Durable : LogOptions::Durability::Fast;
    options.segmentBytes = 1 << 20;
    return options;
}

/// The child: appends and commits for ever, and writes each committed position to standard output.
int appendUntilKilled(const std::filesystem::path& path, std::size_t batchEvents, bool hasSegments, bool isDurable)
{
    Names names;
    auto writer = LogWriter::open(optionsOf(path, hasSegments, isDurable), names);
    if (!writer)
        return 1;
    const std::string payload(100, 'p');
    for (std::uint64_t next = 1;; next += batchEvents) {
        fakes::EventBuilder builder(names);
        for (std::size_t i = 0; i < batchEvents; ++i)
            builder.add("orders", payload);
        if (!(*writer)->append(*builder.take(Position(next))) || !(*writer)->commit())
            return 1;
        const auto committed = (*writer)->lastCommitted().value();
        if (::write(STDOUT_FILENO, &committed, sizeof committed) != sizeof committed)
            return 1;
    }
}

struct Killed {
    bool wasStarted = false;
    std::uint64_t acknowledged = 0; ///< the newest position that the child said was committed
};

/// What the time to the kill is counted from: a loaded machine may need longer than that to start the child.
enum class Since { Start, FirstCommit };

/// Starts the child, kills it after `after`, and returns what it had promised.
Killed runAndKill(const std::filesystem::path& path, std::size_t batchEvents, bool hasSegments, bool isDurable,
    std::chrono::milliseconds after, Since since)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return {};
    const auto batch = std::to_string(batchEvents);
    const std::array<const char*, 7> arguments{"tst_log_recovery", ChildOption, path.c_str(), batch.c_str(),
        hasSegments ? "1" : "0", isDurable ? "1" : "0", nullptr};
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execv("/proc/self/exe", const_cast<char* const*>(arguments.data()));
        ::_exit(127);
    }
    ::close(ends[1]);
    Killed killed{child > 0, 0};
    auto until = std::chrono::steady_clock::now() + (since == Since::Start ? after : 30s);
    std::array<std::uint64_t, 512> positions{};
    bool isAlive = true;
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        struct pollfd wanted {
            ends[0], POLLIN, 0
        };
        if (isAlive && (left <= 0ms || ::poll(&wanted, 1, static_cast<int>(left.count())) == 0)) {
            ::kill(child, SIGKILL);
            isAlive = false;
        }
        const auto bytes = ::read(ends[0], positions.data(), sizeof positions);
        if (bytes <= 0)
            break;
        if (killed.acknowledged == 0 && since == Since::FirstCommit)
            until = std::chrono::steady_clock::now() + after;
        killed.acknowledged = positions[static_cast<std::size_t>(bytes) / sizeof(std::uint64_t) - 1];
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    killed.wasStarted = killed.wasStarted && WIFSIGNALED(status);
    return killed;
}

/// Empty where every position from 1 to `last` is there once.
std::string holesOf(const std::filesystem::path& path, std::uint64_t last)
{
    Names names;
    auto reader = LogReader::open(path, names);
    if (!reader)
        return reader.error().what;
    std::uint64_t next = 1;
    while (next <= last) {
        const auto page = (*reader)->read(Position(next), 10'000);
        if (!page)
            return page.error().what;
        if ((*page)->size() == 0)
            return "nothing from " + std::to_string(next) + " to " + std::to_string(last);
        for (std::size_t i = 0; i < (*page)->size(); ++i, ++next) {
            if ((*page)->position(i).value() != next || (*page)->event(i).kind != EventKind::Message)
                return "hole at " + std::to_string(next);
        }
    }
    const auto checked = (*reader)->verify(nullptr);
    return checked && checked->isWhole() ? "" : checked ? "not whole" : checked.error().what;
}

} // namespace

/// A writer that is killed loses nothing that it had committed.
class TestLogRecovery : public QObject {
    Q_OBJECT

private slots:
    void nothingCommittedIsLostByAKill_data()
    {
        QTest::addColumn<int>("batchEvents");
        QTest::addColumn<bool>("hasSegments");
        QTest::addColumn<bool>("isDurable");
        QTest::newRow("one event a commit, recording, durable") << 1 << false << true;
        QTest::newRow("10 events a commit, segments, durable") << 10 << true << true;
        QTest::newRow("100 events a commit, recording, fast") << 100 << false << false;
        QTest::newRow("1,000 events a commit, segments, durable") << 1000 << true << true;
        QTest::newRow("1,000 events a commit, segments, fast") << 1000 << true << false;
    }
    void nothingCommittedIsLostByAKill()
    {
        QFETCH(const int, batchEvents);
        QFETCH(const bool, hasSegments);
        QFETCH(const bool, isDurable);
        constexpr int Rows = 5;
        const int kills = std::max(1, numberFromEnvironment("EVENTSCOPE_KILLS", 50) / Rows);
        std::mt19937 random(static_cast<std::uint32_t>(batchEvents * 4 + (hasSegments ? 2 : 0) + (isDurable ? 1 : 0)));
        std::uint64_t all = 0;
        for (int kill = 0; kill < kills; ++kill) {
            LogFolder folder;
            const auto after = std::chrono::milliseconds(20 + random() % 231);
            const auto since = kill % 5 == 4 ? Since::Start : Since::FirstCommit;
            const auto killed =
                runAndKill(folder.path(), static_cast<std::size_t>(batchEvents), hasSegments, isDurable, after, since);
            QVERIFY(killed.wasStarted);
            all += killed.acknowledged;

            const auto begin = std::chrono::steady_clock::now();
            auto writer = LogWriter::open(optionsOf(folder.path(), hasSegments, isDurable), folder.names);
            const auto took = std::chrono::steady_clock::now() - begin;
            VERIFY_RESULT(writer);
            const auto last = (*writer)->lastCommitted().value();
            const auto recovery = (*writer)->recovery();
            std::string found =
                "missing " + std::to_string(recovery.missing) + ", damaged " + std::to_string(recovery.damaged);
            for (const auto& problem : recovery.problems)
                found += "; " + problem;
            VERIFY_RESULT((*writer)->close());

            QVERIFY2(took < 2s, std::to_string(took.count()).c_str());
            QVERIFY2(last >= killed.acknowledged, std::to_string(killed.acknowledged).c_str());
            QVERIFY2(recovery.isWhole(), found.c_str());
            QCOMPARE(holesOf(folder.path(), last), std::string());
        }
        QVERIFY(all > 0);
        qInfo("%d kills, %llu events acknowledged, none lost", kills, static_cast<unsigned long long>(all));
    }
};

int main(int argc, char** argv)
{
    if (argc == 6 && std::strcmp(argv[1], ChildOption) == 0) {
        const auto batch = static_cast<std::size_t>(std::atoi(argv[3]));
        return appendUntilKilled(argv[2], batch, argv[4][0] == '1', argv[5][0] == '1');
    }
    TestLogRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_log_recovery.moc"

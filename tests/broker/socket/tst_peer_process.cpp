// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "broker/socket/peer_process.h"

using namespace std::chrono_literals;
using namespace eventscope;
using namespace eventscope::socket;

namespace {

/// A folder that looks like /proc.
class ProcFolder {
public:
    void addProcess(int pid, const std::string& commandLine, int inode)
    {
        const auto folder = path() / std::to_string(pid);
        std::filesystem::create_directories(folder / "fd");
        std::ofstream(folder / "cmdline") << commandLine;
        std::filesystem::create_symlink("socket:[" + std::to_string(inode) + "]", folder / "fd" / "7");
        std::filesystem::create_symlink("/dev/null", folder / "fd" / "0");
    }
    [[nodiscard]] std::filesystem::path path() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestPeerProcess : public QObject {
    Q_OBJECT

private slots:
    void aNameIsWhatPeopleCallIt_data();
    void aNameIsWhatPeopleCallIt();
    void theOwnerOfASocketIsFound();
    void whatWasNotFoundIsAskedForAgainLater();
    void aFolderThatIsMissingFindsNothing();
};

void TestPeerProcess::aNameIsWhatPeopleCallIt_data()
{
    QTest::addColumn<std::vector<std::string>>("arguments");
    QTest::addColumn<std::string>("name");
    using Arguments = std::vector<std::string>;
    QTest::newRow("nothing") << Arguments{} << std::string();
    QTest::newRow("a program") << Arguments{"/usr/bin/payments", "--port", "1"} << std::string("payments");
    QTest::newRow("a script") << Arguments{"/usr/bin/python3.11", "-u", "/srv/payments.py", "x"}
                              << std::string("payments.py");
    QTest::newRow("a module") << Arguments{"python3", "-m", "shop.payments"} << std::string("shop.payments");
    QTest::newRow("a jar") << Arguments{"java", "-Xmx1g", "-jar", "/opt/shop.jar"} << std::string("shop.jar");
    QTest::newRow("text as a program") << Arguments{"python3", "-c", "import zmq"} << std::string("python3");
    QTest::newRow("a prompt") << Arguments{"python3"} << std::string("python3");
}

void TestPeerProcess::aNameIsWhatPeopleCallIt()
{
    QFETCH(const std::vector<std::string>, arguments);
    QFETCH(const std::string, name);

    QCOMPARE(processName(arguments), name);
}

void TestPeerProcess::theOwnerOfASocketIsFound()
{
    ProcFolder proc;
    proc.addProcess(41, std::string("/bin/other\0", 11), 1);
    proc.addProcess(42, std::string("python3\0payments.py\0", 20), 2);
    PeerProcesses processes(proc.path());
    const std::array<std::uint64_t, 2> inodes{2, 99};

    const auto found = processes.find(inodes, SteadyTime(1s));

    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found.at(2) == (PeerProcess{42, "payments.py"}));
}

void TestPeerProcess::whatWasNotFoundIsAskedForAgainLater()
{
    ProcFolder proc;
    PeerProcesses processes(proc.path());
    const std::array<std::uint64_t, 1> inodes{2};
    QVERIFY(processes.find(inodes, SteadyTime(1s)).empty());
    proc.addProcess(42, std::string("stock\0", 6), 2);

    QVERIFY(processes.find(inodes, SteadyTime(2s)).empty());
    QCOMPARE(processes.find(inodes, SteadyTime(12s)).size(), std::size_t{1});
}

void TestPeerProcess::aFolderThatIsMissingFindsNothing()
{
    PeerProcesses processes("/nowhere/proc");
    const std::array<std::uint64_t, 1> inodes{2};

    QVERIFY(processes.find(inodes, SteadyTime(1s)).empty());
}

QTEST_APPLESS_MAIN(TestPeerProcess)
#include "tst_peer_process.moc"

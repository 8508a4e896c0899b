// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "broker/socket/ipc_endpoint.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using eventscope::socket::clearIpcEndpoint;

namespace {

/// A Unix socket that listens; closing it leaves the file behind, as a crash does.
int listenAt(const std::string& path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool isReady = ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
        && ::listen(descriptor, 1) == 0;
    return isReady ? descriptor : -1;
}

} // namespace

class TestIpcEndpoint : public QObject {
    Q_OBJECT

private slots:
    void init() { m_path = std::filesystem::path(m_folder.path().toStdString()) / "publish"; }
    void cleanup() { std::filesystem::remove(m_path); }

    void aFreePathIsTaken();
    void aFileOfADeadOwnerIsTakenOver();
    void aFileOfALivingOwnerIsNot();
    void aFileThatIsNoSocketIsNotRemoved();
    void aPathThatIsTooLongIsRefused();

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_path;
};

void TestIpcEndpoint::aFreePathIsTaken()
{
    const auto endpoint = clearIpcEndpoint(m_path);

    VERIFY_RESULT(endpoint);
    QCOMPARE(*endpoint, "ipc://" + m_path.string());
}

void TestIpcEndpoint::aFileOfADeadOwnerIsTakenOver()
{
    const int dead = listenAt(m_path.string());
    QVERIFY(dead >= 0);
    ::close(dead);

    VERIFY_RESULT(clearIpcEndpoint(m_path));

    QVERIFY(!std::filesystem::exists(m_path));
}

void TestIpcEndpoint::aFileOfALivingOwnerIsNot()
{
    const int living = listenAt(m_path.string());
    QVERIFY(living >= 0);

    const auto endpoint = clearIpcEndpoint(m_path);

    ::close(living);
    QVERIFY(!endpoint);
    QVERIFY(endpoint.error().fault == Fault::Unavailable);
    QVERIFY(std::filesystem::exists(m_path));
}

void TestIpcEndpoint::aFileThatIsNoSocketIsNotRemoved()
{
    std::ofstream(m_path) << "somebody's notes";

    const auto endpoint = clearIpcEndpoint(m_path);

    QVERIFY(!endpoint);
    QVERIFY(endpoint.error().fault == Fault::Invalid);
    QVERIFY(std::filesystem::exists(m_path));
}

void TestIpcEndpoint::aPathThatIsTooLongIsRefused()
{
    const auto endpoint = clearIpcEndpoint("/tmp/" + std::string(120, 'x'));

    QVERIFY(!endpoint);
    QVERIFY(endpoint.error().fault == Fault::Invalid);
}

QTEST_APPLESS_MAIN(TestIpcEndpoint)
#include "tst_ipc_endpoint.moc"

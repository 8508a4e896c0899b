// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include <unistd.h>

#include "broker/socket/broker_registry.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using eventscope::socket::BrokerEndpoints;
using eventscope::socket::BrokerRegistry;

namespace {

const BrokerEndpoints Endpoints{"tcp://127.0.0.1:15570", "tcp://127.0.0.1:15571", "ipc:///run/x", false};

} // namespace

class TestBrokerRegistry : public QObject {
    Q_OBJECT

private slots:
    void init() { m_base.emplace(); }
    void cleanup() { m_base.reset(); }

    void noneRunsAtFirst();
    void whatIsAnnouncedIsFound();
    void theFolderIsClosedToOthers();
    void theSecondProgramIsToldSo();
    void theFolderIsFreeAgainAfterwards();
    void whatACrashLeftBehindIsNotBelieved();
    void aDamagedAnnouncementIsNotBelieved_data();
    void aDamagedAnnouncementIsNotBelieved();
    void aLinkInTheWayIsRefused();

private:
    [[nodiscard]] std::filesystem::path folder() const
    {
        return std::filesystem::path(m_base->path().toStdString()) / "eventscope";
    }

    std::optional<QTemporaryDir> m_base;
};

void TestBrokerRegistry::noneRunsAtFirst()
{
    const auto found = runtime::findBroker(folder());

    QVERIFY(!found);
    QVERIFY(found.error().fault == Fault::Unavailable);
    QVERIFY(found.error().what.find("'eventscope broker'") != std::string::npos);
}

void TestBrokerRegistry::whatIsAnnouncedIsFound()
{
    auto registry = BrokerRegistry::claim(folder());
    VERIFY_RESULT(registry);
    QVERIFY(!runtime::findBroker(folder()));

    VERIFY_RESULT(registry->announce(Endpoints));

    const auto found = runtime::findBroker(folder());
    VERIFY_RESULT(found);
    QCOMPARE(found->publish, Endpoints.publish);
    QCOMPARE(found->subscribe, Endpoints.subscribe);
    QCOMPARE(found->ipc, Endpoints.ipc);
    QCOMPARE(found->pid, std::int64_t{::getpid()});
}

void TestBrokerRegistry::theFolderIsClosedToOthers()
{
    const auto registry = BrokerRegistry::claim(folder());
    VERIFY_RESULT(registry);

    QVERIFY(std::filesystem::status(folder()).permissions() == std::filesystem::perms::owner_all);
}

void TestBrokerRegistry::theSecondProgramIsToldSo()
{
    auto first = BrokerRegistry::claim(folder());
    VERIFY_RESULT(first);
    VERIFY_RESULT(first->announce(Endpoints));

    const auto second = BrokerRegistry::claim(folder());

    QVERIFY(!second);
    QVERIFY(second.error().fault == Fault::Unavailable);
    QVERIFY(second.error().what.find(std::to_string(::getpid())) != std::string::npos);
    VERIFY_RESULT(runtime::findBroker(folder()));
}

void TestBrokerRegistry::theFolderIsFreeAgainAfterwards()
{
    {
        auto first = BrokerRegistry::claim(folder());
        VERIFY_RESULT(first);
        VERIFY_RESULT(first->announce(Endpoints));
        const auto moved = *std::move(first);
        VERIFY_RESULT(runtime::findBroker(folder()));
    }

    QVERIFY(!std::filesystem::exists(folder() / runtime::BrokerFile));
    VERIFY_RESULT(BrokerRegistry::claim(folder()));
}

void TestBrokerRegistry::whatACrashLeftBehindIsNotBelieved()
{
    VERIFY_RESULT(runtime::prepare(folder()));
    std::ofstream(folder() / runtime::LockFile) << "";
    std::ofstream(folder() / runtime::BrokerFile)
        << R"({"publish":"tcp://127.0.0.1:1","subscribe":"tcp://127.0.0.1:2","pid":3})";

    QVERIFY(!runtime::findBroker(folder()));
    const auto registry = BrokerRegistry::claim(folder());

    VERIFY_RESULT(registry);
    QVERIFY(!std::filesystem::exists(folder() / runtime::BrokerFile));
}

void TestBrokerRegistry::aDamagedAnnouncementIsNotBelieved_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"publish\":");
    QTest::newRow("an array") << QByteArray("[1]");
    QTest::newRow("wrong types") << QByteArray(R"({"publish":1,"subscribe":true,"pid":"x"})");
    QTest::newRow("half") << QByteArray(R"({"publish":"tcp://127.0.0.1:1"})");
}

void TestBrokerRegistry::aDamagedAnnouncementIsNotBelieved()
{
    QFETCH(const QByteArray, text);
    const auto registry = BrokerRegistry::claim(folder());
    VERIFY_RESULT(registry);
    std::ofstream(folder() / runtime::BrokerFile) << text.toStdString();

    const auto found = runtime::findBroker(folder());

    QVERIFY(!found);
    QVERIFY(found.error().fault == Fault::Unavailable);
}

void TestBrokerRegistry::aLinkInTheWayIsRefused()
{
    std::filesystem::create_directory_symlink("/tmp", folder());

    const auto registry = BrokerRegistry::claim(folder());

    QVERIFY(!registry);
    QVERIFY(registry.error().fault == Fault::Denied);
    QVERIFY(runtime::findBroker(folder()).error().fault == Fault::Denied);
}

QTEST_APPLESS_MAIN(TestBrokerRegistry)
#include "tst_broker_registry.moc"

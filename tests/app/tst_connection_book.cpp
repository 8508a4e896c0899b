// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <string>

#include "app/connection_book.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using namespace eventscope::app;

namespace {

/// A session without log and broker, a book over a file in a folder of its own.
struct World {
    QTemporaryDir folder;
    std::unique_ptr<Session> session;
    std::unique_ptr<ConnectionBook> book;

    bool open()
    {
        auto opened = Session::open({});
        if (!opened)
            return false;
        session = *std::move(opened);
        makeBook();
        return true;
    }
    void makeBook()
    {
        book.reset();
        book = std::make_unique<ConnectionBook>(*session, file(), std::make_unique<MemorySecretStore>());
    }
    [[nodiscard]] QString file() const { return folder.filePath(QStringLiteral("connections.json")); }
    bool write(const QByteArray& text) const
    {
        QFile to(file());
        return to.open(QIODevice::WriteOnly) && to.write(text) == text.size();
    }
};

/// A publisher that nobody runs: ZeroMQ goes on trying.
ChosenConnection lonely() { return {"zeromq", {"lonely", {{"url", "zmq+tcp://127.0.0.1:9/orders"}}}, true, false}; }

} // namespace

class TestConnectionBook : public QObject {
    Q_OBJECT

private slots:
    void aMissingFileIsAnEmptyBook();
    void aDamagedFileIsToldAndKept();
    void whatIsConnectedIsSavedAndConnectsAgain();
    void theSameNameIsKeptOnce();
    void whatIsNotToBeSavedIsNot();
    void removingWritesTheFile();
    void aPluginThatIsMissingIsTold();
    void aConfigurationThatCannotWorkIsTold();
    void placesOutOfBoundsAreHarmless();
};

void TestConnectionBook::aMissingFileIsAnEmptyBook()
{
    World world;
    QVERIFY(world.open());
    QCOMPARE(world.book->load(), QString());
    QVERIFY(world.book->saved().empty());
    QVERIFY(!world.book->systems().empty());
}

void TestConnectionBook::aDamagedFileIsToldAndKept()
{
    World world;
    QVERIFY(world.open());
    QVERIFY(world.write("{ not json"));
    QVERIFY(world.book->load().contains(QStringLiteral("connections.json")));
    QFile file(world.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{ not json"));
}

void TestConnectionBook::whatIsConnectedIsSavedAndConnectsAgain()
{
    World world;
    QVERIFY(world.open());
    QSignalSpy opening(world.book.get(), &ConnectionBook::opening);
    QSignalSpy failed(world.book.get(), &ConnectionBook::failed);
    QSignalSpy saved(world.book.get(), &ConnectionBook::savedChanged);
    world.book->connectTo(lonely());
    QCOMPARE(opening.count(), 1);
    QCOMPARE(saved.count(), 1);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(world.session->health().connections.size(), std::size_t{1});
    world.session->disconnect(world.session->names().connections.intern("lonely"));

    world.makeBook();
    QCOMPARE(world.book->load(), QString());
    QCOMPARE(world.book->saved().size(), std::size_t{1});
    QCOMPARE(world.book->saved().front().config, lonely().config);
    QSignalSpy again(world.book.get(), &ConnectionBook::openChanged);
    world.book->connectSaved(0);
    QTRY_VERIFY_WITH_TIMEOUT(again.count() > 0, 10'000);
    QVERIFY(world.session->canDisconnect(world.session->names().connections.intern("lonely")));
}

void TestConnectionBook::theSameNameIsKeptOnce()
{
    World world;
    QVERIFY(world.open());
    QSignalSpy failed(world.book.get(), &ConnectionBook::failed);
    world.book->connectTo(lonely());
    world.book->connectTo(lonely());
    QCOMPARE(world.book->saved().size(), std::size_t{1});
    QCOMPARE(failed.count(), 1); // it is connected already
}

void TestConnectionBook::whatIsNotToBeSavedIsNot()
{
    World world;
    QVERIFY(world.open());
    auto chosen = lonely();
    chosen.isSaved = false;
    world.book->connectTo(chosen);
    QVERIFY(world.book->saved().empty());
    QVERIFY(!QFile::exists(world.file()));
}

void TestConnectionBook::removingWritesTheFile()
{
    World world;
    QVERIFY(world.open());
    world.book->connectTo(lonely());
    world.book->removeSaved(0);
    QVERIFY(world.book->saved().empty());
    world.makeBook();
    QCOMPARE(world.book->load(), QString());
    QVERIFY(world.book->saved().empty());
}

void TestConnectionBook::aPluginThatIsMissingIsTold()
{
    World world;
    QVERIFY(world.open());
    const SavedConnection old{"carrierpigeon", {"coop", {{"url", "pigeon://roof"}}}};
    VERIFY_RESULT(saveConnections({old}, world.file(), [](const std::string&) { return nullptr; }));
    QCOMPARE(world.book->load(), QString());
    QSignalSpy failed(world.book.get(), &ConnectionBook::failed);
    world.book->connectSaved(0);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.front().front().toString().contains(QStringLiteral("carrierpigeon")));
}

void TestConnectionBook::aConfigurationThatCannotWorkIsTold()
{
    World world;
    QVERIFY(world.open());
    QSignalSpy failed(world.book.get(), &ConnectionBook::failed);
    auto chosen = lonely();
    chosen.config.values["url"] = "zmq+tcp://no port";
    world.book->connectTo(chosen);
    QCOMPARE(failed.count(), 1);
    QVERIFY(world.session->health().connections.empty());
}

void TestConnectionBook::placesOutOfBoundsAreHarmless()
{
    World world;
    QVERIFY(world.open());
    QSignalSpy failed(world.book.get(), &ConnectionBook::failed);
    world.book->connectSaved(-1);
    world.book->connectSaved(7);
    world.book->removeSaved(0);
    QCOMPARE(failed.count(), 0);
}

QTEST_MAIN(TestConnectionBook)
#include "tst_connection_book.moc"

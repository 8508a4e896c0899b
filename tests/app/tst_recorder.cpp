// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <string>

#include <zmq.hpp>

#include "app/recorder.h"
#include "broker/log/log_reader.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope;
using app::Recorder;
using app::Session;

namespace {

/// A session with a plain program that publishes into it.
struct World {
    QTemporaryDir folder;
    std::unique_ptr<Session> session;
    zmq::context_t context;
    zmq::socket_t socket{context, zmq::socket_type::pub};

    bool open(Session::Log log)
    {
        Session::Options options;
        options.log = log;
        options.logPath = folder.filePath(QStringLiteral("log")).toStdString();
        options.withBroker = true;
        options.broker.publishPort = std::uint16_t{0};
        options.broker.subscribePort = std::uint16_t{0};
        auto opened = Session::open(options);
        if (!opened)
            return false;
        session = *std::move(opened);
        socket.set(zmq::sockopt::linger, 5'000);
        socket.set(zmq::sockopt::sndhwm, 0);
        socket.connect(session->brokerEndpoints()->publish);
        // A publisher may begin before its connection stands.
        return QTest::qWaitFor([this] { return send("warm up"), captured() > 0; }, 20'000);
    }
    void send(const std::string& payload)
    {
        socket.send(zmq::str_buffer("orders"), zmq::send_flags::sndmore);
        socket.send(zmq::buffer(payload), zmq::send_flags::none);
    }
    /// Sends so many events and waits until the session has them.
    bool sendAll(int count)
    {
        send("before");
        for (int i = 0; i < count; ++i)
            send(std::to_string(i));
        send("after");
        m_expected += static_cast<std::uint64_t>(count);
        return QTest::qWaitFor([this] { return captured() > m_expected; }, 20'000);
    }
    [[nodiscard]] std::uint64_t captured() const { return session->health().capturedEvents; }
    [[nodiscard]] std::filesystem::path file(const char* name) const
    {
        return folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private:
    std::uint64_t m_expected = 0;
};

/// How many whole events a finished recording holds; 0 where anything of it is missing or damaged.
std::uint64_t wholeEvents(const std::filesystem::path& file)
{
    Names names;
    const auto reader = log::LogReader::open(file, names);
    if (!reader)
        return 0;
    const auto report = (*reader)->verify([](double) { return true; });
    return report && report->isWhole() ? report->events : 0;
}

/// How many events stand in a recording that is still being written.
std::uint64_t eventsSoFar(const std::filesystem::path& file)
{
    Names names;
    const auto reader = log::LogReader::open(file, names);
    return reader ? (*reader)->eventCount() : 0;
}

} // namespace

class TestRecorder : public QObject {
    Q_OBJECT

private slots:
    void fromNowOnHoldsOnlyWhatComes();
    void withWhatIsHeldHasEveryEventOnce();
    void aFileThatIsThereIsNotTouched();
    void heldEventsNeedALog();
    void aFolderThatIsMissingIsTold();
    void stoppingTwiceIsHarmless();
};

void TestRecorder::fromNowOnHoldsOnlyWhatComes()
{
    World world;
    QVERIFY(world.open(Session::Log::Off));
    QVERIFY(world.sendAll(100));
    const auto before = world.captured();
    auto recorder = Recorder::start(*world.session, world.file("a.eventscope"), Recorder::From::Now);
    VERIFY_RESULT(recorder);
    for (int i = 0; i < 500; ++i)
        world.send(std::to_string(i));
    QTRY_VERIFY_WITH_TIMEOUT(world.captured() >= before + 500, 20'000);

    const auto summary = (*recorder)->stop();

    VERIFY_RESULT(summary);
    QCOMPARE(summary->lost, 0U);
    QVERIFY(summary->stored >= 500);
    QVERIFY(summary->stored <= world.captured() - before + 2); // some of the first 100 may still have been on their way
    QCOMPARE(wholeEvents(summary->path), summary->stored);
}

void TestRecorder::withWhatIsHeldHasEveryEventOnce()
{
    World world;
    QVERIFY(world.open(Session::Log::Ring));
    QVERIFY(world.sendAll(6'000)); // more than one page
    auto recorder = Recorder::start(*world.session, world.file("b.eventscope"), Recorder::From::Held);
    VERIFY_RESULT(recorder);
    QVERIFY(world.sendAll(2'000)); // while the first ones are being copied
    const auto all = world.captured();
    QTRY_VERIFY_WITH_TIMEOUT(eventsSoFar(world.file("b.eventscope")) >= all, 30'000);

    const auto summary = (*recorder)->stop();

    VERIFY_RESULT(summary);
    QCOMPARE(summary->lost, 0U);
    QCOMPARE(summary->stored, world.captured());
    QCOMPARE(wholeEvents(summary->path), world.captured());
}

void TestRecorder::aFileThatIsThereIsNotTouched()
{
    World world;
    QVERIFY(world.open(Session::Log::Off));
    QFile file(world.folder.filePath(QStringLiteral("c.eventscope")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write("precious") > 0);
    file.close();

    const auto recorder = Recorder::start(*world.session, world.file("c.eventscope"), Recorder::From::Now);

    QVERIFY(!recorder);
    QCOMPARE(recorder.error().fault, Fault::Invalid);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious"));
}

void TestRecorder::heldEventsNeedALog()
{
    World world;
    QVERIFY(world.open(Session::Log::Off));

    const auto recorder = Recorder::start(*world.session, world.file("d.eventscope"), Recorder::From::Held);

    QVERIFY(!recorder);
    QCOMPARE(recorder.error().fault, Fault::Invalid);
    QVERIFY(!std::filesystem::exists(world.file("d.eventscope")));
}

void TestRecorder::aFolderThatIsMissingIsTold()
{
    World world;
    QVERIFY(world.open(Session::Log::Off));

    const auto recorder = Recorder::start(*world.session, "/proc/nowhere/e.eventscope", Recorder::From::Now);

    QVERIFY(!recorder);
    QVERIFY2(recorder.error().what.find("/proc/nowhere") != std::string::npos, recorder.error().what.c_str());
}

void TestRecorder::stoppingTwiceIsHarmless()
{
    World world;
    QVERIFY(world.open(Session::Log::Off));
    auto recorder = Recorder::start(*world.session, world.file("f.eventscope"), Recorder::From::Now);
    VERIFY_RESULT(recorder);
    VERIFY_RESULT((*recorder)->stop());
    VERIFY_RESULT((*recorder)->stop());
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

/// The verbs against a real nats-server with one user, who may publish and subscribe below `orders.` only.
class TestNatsTargets final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void whatIsPublishedIsPrinted();
    void whatIsPublishedIsRecorded();
    void aWrongPasswordEndsWithThree();
    void aSubjectThatIsDeniedEndsWithThree();
    void aServerThatIsAwayEndsWithThree();
    void infoNamesTheServer();
    void oldEventsCannotBeAskedFor();
    void aWildcardCannotBePublishedTo();

private:
    [[nodiscard]] QString url(const char* subject) const
    {
        return QStringLiteral("nats://shop@127.0.0.1:%1/%2").arg(m_port).arg(QString::fromUtf8(subject));
    }
    [[nodiscard]] QStringList with(QStringList words) const
    {
        return words << QStringLiteral("--password-file") << m_sandbox.path("password");
    }

    const Sandbox m_sandbox;
    QProcess m_server;
    quint16 m_port = 0;
};

void TestNatsTargets::initTestCase()
{
    auto program = QStandardPaths::findExecutable(QStringLiteral("nats-server"));
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(QStringLiteral("nats-server"), {QStringLiteral("/usr/sbin")});
    if (program.isEmpty())
        QSKIP("nats-server is not installed (apt install nats-server)");
    QTcpServer finder;
    QVERIFY(finder.listen(QHostAddress::LocalHost));
    m_port = finder.serverPort();
    finder.close();
    m_sandbox.write("password", "s3cret\n");
    m_sandbox.write("nats.conf",
        "listen: 127.0.0.1:" + QByteArray::number(m_port)
            + "\nauthorization { users = [ { user: shop, password: s3cret, permissions: { publish: \"orders.>\", "
              "subscribe: [\"orders.>\", \"_INBOX.>\"] } } ] }\n");
    m_server.start(program, {QStringLiteral("-c"), m_sandbox.path("nats.conf")});
    QVERIFY(m_server.waitForStarted());
    const auto answers = [this] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        return socket.waitForConnected(100);
    };
    QTRY_VERIFY_WITH_TIMEOUT(answers(), 20'000);
}

void TestNatsTargets::cleanupTestCase()
{
    m_server.terminate();
    m_server.waitForFinished();
}

void TestNatsTargets::whatIsPublishedIsPrinted()
{
    const auto tail = m_sandbox.start(with({QStringLiteral("tail"), url("orders.>"), QStringLiteral("-v"),
        QStringLiteral("-c"), QStringLiteral("2"), QStringLiteral("-F"), QStringLiteral("%t %h %s\\n")}));
    const auto said = waitForError(*tail, "ready");
    QVERIFY2(said.contains("ready"), said.constData());

    const auto sent = m_sandbox.run(
        with({QStringLiteral("publish"), url("orders.created"), QStringLiteral("-H"), QStringLiteral("a=1")}),
        "one\ntwo\n");

    QVERIFY2(sent.code == 0, sent.err.constData());
    const auto outcome = Sandbox::finish(*tail);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray("orders.created a=1 one\norders.created a=1 two\n"));
    QVERIFY2(!outcome.err.contains("s3cret"), "a password is never shown");
}

void TestNatsTargets::whatIsPublishedIsRecorded()
{
    const auto record = m_sandbox.start(with({QStringLiteral("record"), url("orders.>"), QStringLiteral("-o"),
        QStringLiteral("nats.eventscope"), QStringLiteral("-c"), QStringLiteral("100")}));
    QVERIFY(waitForError(*record, "ready").contains("ready"));

    QCOMPARE(m_sandbox
                 .run(with({QStringLiteral("publish"), url("orders.a"), QStringLiteral("x"), QStringLiteral("-c"),
                     QStringLiteral("120")}))
                 .code,
        0);

    const auto outcome = Sandbox::finish(*record);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY2(outcome.err.contains("stored: 100"), outcome.err.constData());
    QCOMPARE(m_sandbox.run({QStringLiteral("verify"), QStringLiteral("nats.eventscope")}).code, 0);
}

void TestNatsTargets::aWrongPasswordEndsWithThree()
{
    m_sandbox.write("wrong", "guess\n");

    const auto outcome = m_sandbox.run(
        {QStringLiteral("tail"), url("orders.>"), QStringLiteral("--password-file"), m_sandbox.path("wrong")});

    QVERIFY2(outcome.code == 3, outcome.err.constData());
    QVERIFY2(!outcome.err.contains("guess"), "a password is never shown");
    QVERIFY(outcome.out.isEmpty());
}

void TestNatsTargets::aSubjectThatIsDeniedEndsWithThree()
{
    const auto outcome = m_sandbox.run(
        with({QStringLiteral("tail"), url("payments.>"), QStringLiteral("--for"), QStringLiteral("20s")}));

    QVERIFY2(outcome.code == 3, outcome.err.constData());
    QVERIFY2(outcome.err.contains("payments.>"), outcome.err.constData());
}

void TestNatsTargets::aServerThatIsAwayEndsWithThree()
{
    QTcpServer finder;
    QVERIFY(finder.listen(QHostAddress::LocalHost));
    const auto away = QStringLiteral("nats://127.0.0.1:%1/x").arg(finder.serverPort());
    finder.close();

    const auto outcome = m_sandbox.run({QStringLiteral("tail"), away});

    QVERIFY2(outcome.code == 3, outcome.err.constData());
    QVERIFY2(outcome.err.contains("127.0.0.1"), outcome.err.constData());
}

void TestNatsTargets::infoNamesTheServer()
{
    const auto info = m_sandbox.run(with({QStringLiteral("info"), url("orders.>"), QStringLiteral("--for"),
        QStringLiteral("200ms"), QStringLiteral("--format"), QStringLiteral("text")}));

    QVERIFY2(info.code == 0, info.err.constData());
    QVERIFY2(info.out.contains("ersion"), info.out.constData());
}

void TestNatsTargets::oldEventsCannotBeAskedFor()
{
    const auto outcome = m_sandbox.run(
        with({QStringLiteral("tail"), url("orders.>"), QStringLiteral("--from"), QStringLiteral("beginning")}));

    QVERIFY2(outcome.code == 2, outcome.err.constData());
    QVERIFY2(outcome.err.contains("NATS"), outcome.err.constData());
}

void TestNatsTargets::aWildcardCannotBePublishedTo()
{
    const auto outcome = m_sandbox.run(with({QStringLiteral("publish"), url("orders.*"), QStringLiteral("hello")}));

    QVERIFY2(outcome.code == 2, outcome.err.constData());
    QVERIFY2(outcome.err.contains("'orders.*'"), outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestNatsTargets)
#include "tst_nats_targets.moc"

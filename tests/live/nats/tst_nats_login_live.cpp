// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include <chrono>
#include <map>
#include <string>

#include "tests/fakes/verify_result.h"
#include "tests/live/nats/certificates.h"
#include "tests/live/nats/nats_identity.h"
#include "tests/live/nats/nats_server.h"
#include "tests/live/nats/observer.h"

using namespace eventscope;
using namespace eventscope::live;
using namespace std::chrono_literals;

namespace {

constexpr int Deadline = 30'000;
using Values = std::map<std::string, std::string>;

/// A file in the server's folder, and its path.
std::string written(const NatsServer& server, const char* name, const std::string& text)
{
    QFile file(server.file(QString::fromLatin1(name)));
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(text));
    return file.fileName().toStdString();
}

/// An operator with one account and one user of it, kept in the memory of the server.
struct Accounts {
    NatsIdentity operatorKey = NatsIdentity::make(NatsIdentity::Kind::Operator);
    NatsIdentity account = NatsIdentity::make(NatsIdentity::Kind::Account);
    NatsIdentity user = NatsIdentity::make(NatsIdentity::Kind::User);

    [[nodiscard]] QString configuration() const
    {
        const auto operatorJwt = operatorKey.sign(
            operatorKey.publicKey(), "operator", {{QStringLiteral("type"), QStringLiteral("operator")}});
        const QJsonObject limits{{QStringLiteral("subs"), -1}, {QStringLiteral("data"), -1},
            {QStringLiteral("payload"), -1}, {QStringLiteral("imports"), -1}, {QStringLiteral("exports"), -1},
            {QStringLiteral("wildcards"), true}, {QStringLiteral("conn"), -1}, {QStringLiteral("leaf"), -1}};
        const auto accountJwt = operatorKey.sign(account.publicKey(), "account",
            {{QStringLiteral("type"), QStringLiteral("account")}, {QStringLiteral("limits"), limits}});
        return QStringLiteral("operator: \"%1\"\nresolver: MEMORY\nresolver_preload: { %2: \"%3\" }\n")
            .arg(QString::fromStdString(operatorJwt), QString::fromStdString(account.publicKey()),
                QString::fromStdString(accountJwt));
    }
    [[nodiscard]] std::string creds(const NatsIdentity& signer) const
    {
        const auto jwt = signer.sign(user.publicKey(), "user",
            {{QStringLiteral("type"), QStringLiteral("user")}, {QStringLiteral("pub"), QJsonObject()},
                {QStringLiteral("sub"), QJsonObject()}, {QStringLiteral("subs"), -1}, {QStringLiteral("data"), -1},
                {QStringLiteral("payload"), -1}});
        return "-----BEGIN NATS USER JWT-----\n" + jwt
            + "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" + user.seed()
            + "\n------END USER NKEY SEED------\n";
    }
};

} // namespace

class TestNatsLoginLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void passwordsAndTokens_data();
    void passwordsAndTokens();
    void anNkeySeedFileLogsIn();
    void aCredsFileLogsIn();
    void tls_data();
    void tls();
    void theConnectionTestGivesTheSameSentence();

private:
    std::unique_ptr<Certificates> m_certificates;
};

void TestNatsLoginLive::initTestCase()
{
    if (NatsServer::program().isEmpty())
        QSKIP("nats-server is not installed (apt-get install nats-server)");
    m_certificates = std::make_unique<Certificates>();
    QVERIFY2(m_certificates->isGood(), "the openssl command could not make certificates");
}

void TestNatsLoginLive::passwordsAndTokens_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<Values>("values");
    QTest::addColumn<std::string>("problem");
    const auto user = QStringLiteral("authorization { user: ann, password: s3cret }\n");
    const auto token = QStringLiteral("authorization { token: s3cret }\n");
    QTest::newRow("right password") << user << Values{{"user", "ann"}, {"password", "s3cret"}} << std::string();
    QTest::newRow("wrong password") << user << Values{{"user", "ann"}, {"password", "wr0ng"}}
                                    << std::string("refuses user 'ann'");
    QTest::newRow("no login") << user << Values{} << std::string("wants a login");
    QTest::newRow("right token") << token << Values{{"token", "s3cret"}} << std::string();
    QTest::newRow("wrong token") << token << Values{{"token", "wr0ng"}} << std::string("refuses the token");
}

void TestNatsLoginLive::passwordsAndTokens()
{
    QFETCH(const QString, server);
    QFETCH(const Values, values);
    QFETCH(const std::string, problem);
    NatsServer running;
    QVERIFY2(running.start(server), running.output().constData());
    Observer observer;

    VERIFY_RESULT(observer.start(running.url("orders"), values));

    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp() || !observer.problem().empty(), Deadline);
    QCOMPARE(observer.isUp(), problem.empty());
    QVERIFY2(observer.problem().find(problem) != std::string::npos, observer.problem().c_str());
    QVERIFY2(observer.problem().find("wr0ng") == std::string::npos, observer.problem().c_str());
}

void TestNatsLoginLive::anNkeySeedFileLogsIn()
{
    const auto known = NatsIdentity::make(NatsIdentity::Kind::User);
    const auto stranger = NatsIdentity::make(NatsIdentity::Kind::User);
    NatsServer server;
    QVERIFY2(server.start(QStringLiteral("authorization { users = [ { nkey: %1 } ] }\n")
                              .arg(QString::fromStdString(known.publicKey()))),
        server.output().constData());

    Observer welcome;
    VERIFY_RESULT(
        welcome.start(server.url("orders"), {{"nkey_seed_file", written(server, "known.nk", known.seed() + "\n")}}));
    QTRY_VERIFY_WITH_TIMEOUT(welcome.isUp(), Deadline);

    Observer refused;
    VERIFY_RESULT(refused.start(
        server.url("orders"), {{"nkey_seed_file", written(server, "stranger.nk", stranger.seed() + "\n")}}));
    QTRY_VERIFY_WITH_TIMEOUT(refused.problem().find("refuses the NKey") != std::string::npos, Deadline);
}

void TestNatsLoginLive::aCredsFileLogsIn()
{
    const Accounts accounts;
    NatsServer server;
    QVERIFY2(server.start(accounts.configuration()), server.output().constData());

    Observer welcome;
    VERIFY_RESULT(welcome.start(
        server.url("orders"), {{"creds_file", written(server, "good.creds", accounts.creds(accounts.account))}}));
    QTRY_VERIFY_WITH_TIMEOUT(welcome.isUp(), Deadline);

    Observer refused;
    const auto otherAccount = NatsIdentity::make(NatsIdentity::Kind::Account);
    VERIFY_RESULT(refused.start(
        server.url("orders"), {{"creds_file", written(server, "other.creds", accounts.creds(otherAccount))}}));
    QTRY_VERIFY_WITH_TIMEOUT(refused.problem().find("refuses the credentials") != std::string::npos, Deadline);
}

void TestNatsLoginLive::tls_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<Values>("values");
    QTest::addColumn<std::string>("problem");
    const auto ca = m_certificates->path("ca.pem");
    const auto good = m_certificates->block(QStringLiteral("good"));
    const auto mutual = m_certificates->block(QStringLiteral("good"), true);
    QTest::newRow("good") << good << Values{{"tls_ca", ca}} << std::string();
    QTest::newRow("expired") << m_certificates->block(QStringLiteral("expired")) << Values{{"tls_ca", ca}}
                             << std::string("has expired");
    QTest::newRow("unknown authority") << good << Values{{"tls_ca", m_certificates->path("stranger.pem")}}
                                       << std::string("set tls_ca");
    QTest::newRow("authority of the machine") << good << Values{} << std::string("set tls_ca");
    QTest::newRow("other name") << m_certificates->block(QStringLiteral("other")) << Values{{"tls_ca", ca}}
                                << std::string("set tls_hostname");
    QTest::newRow("other name, expected") << m_certificates->block(QStringLiteral("other"))
                                          << Values{{"tls_ca", ca}, {"tls_hostname", "other.example"}} << std::string();
    QTest::newRow("no TLS there") << QString() << Values{{"tls_ca", ca}} << std::string("offers no TLS");
    QTest::newRow("client certificate") << mutual
                                        << Values{{"tls_ca", ca}, {"tls_cert", m_certificates->path("client.pem")},
                                               {"tls_key", m_certificates->path("client.key")}}
                                        << std::string();
    QTest::newRow("client certificate missing")
        << mutual << Values{{"tls_ca", ca}} << std::string("wants a client certificate");
    QTest::newRow("client certificate of a stranger")
        << mutual
        << Values{{"tls_ca", ca}, {"tls_cert", m_certificates->path("stranger.pem")},
               {"tls_key", m_certificates->path("stranger.key")}}
        << std::string("refuses the client certificate");
}

void TestNatsLoginLive::tls()
{
    QFETCH(const QString, server);
    QFETCH(const Values, values);
    QFETCH(const std::string, problem);
    NatsServer running;
    QVERIFY2(running.start(server), running.output().constData());
    Observer observer;

    VERIFY_RESULT(observer.start(running.url("orders"), values));

    QTRY_VERIFY_WITH_TIMEOUT(observer.isUp() || !observer.problem().empty(), Deadline);
    QVERIFY2(observer.isUp() == problem.empty(), observer.problem().c_str());
    QVERIFY2(observer.problem().find(problem) != std::string::npos, observer.problem().c_str());
}

void TestNatsLoginLive::theConnectionTestGivesTheSameSentence()
{
    Observer observer;
    const auto absent = "nats://127.0.0.1:" + std::to_string(NatsServer::freePort());

    const auto tested = observer.connector().connectionTest()->test({"live", {{"url", absent}}}, 10s);

    QVERIFY(!tested);
    QVERIFY(tested.error().fault == Fault::Unavailable);
    QVERIFY2(tested.error().what.find("cannot be reached") != std::string::npos, tested.error().what.c_str());
}

QTEST_GUILESS_MAIN(TestNatsLoginLive)
#include "tst_nats_login_live.moc"

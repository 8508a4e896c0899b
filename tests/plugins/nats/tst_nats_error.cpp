// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "plugins/nats/nats_error.h"

using namespace eventscope;

class TestNatsError : public QObject {
    Q_OBJECT

private slots:
    void everyReasonHasItsOwnSentence_data();
    void everyReasonHasItsOwnSentence();
    void aMissingClientCertificateIsToldByTheGreeting();
    void anotherProtocolIsTold();
    void aPermissionViolationNamesTheSubject();
    void theEndOfAConnectionIsNotBlamedOnAnOldRefusal();
};

void TestNatsError::everyReasonHasItsOwnSentence_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, natsStatus status, const char* text, const char* expected) {
        QTest::newRow(name) << static_cast<int>(status) << std::string(text) << std::string(expected);
    };
    row("password", NATS_CONNECTION_AUTH_FAILED, "(conn.c:1905): Authorization Violation",
        "the user name or the password is wrong");
    row("login expired", NATS_CONNECTION_AUTH_FAILED, "(conn.c:1): User Authentication Expired", "has expired");
    row("expired", NATS_SSL_ERROR, "(conn.c:733): SSL handshake error: 10:certificate has expired:depth=0",
        "its operator must renew it");
    row("unknown authority", NATS_SSL_ERROR, "SSL handshake error: 20:unable to get local issuer certificate",
        "set tls_ca");
    row("other name", NATS_SSL_ERROR, "SSL handshake error: 64:IP address mismatch", "set tls_hostname");
    row("client certificate", NATS_SSL_ERROR, "SSL_read: tlsv13 alert certificate required",
        "check tls_cert and tls_key");
    row("no TLS", NATS_SECURE_CONNECTION_WANTED, "Secure Connection not available", "offers no TLS");
    row("full", NATS_ERR, "maximum connections exceeded", "max_connections");
}

void TestNatsError::everyReasonHasItsOwnSentence()
{
    QFETCH(const int, status);
    QFETCH(const std::string, text);
    QFETCH(const std::string, expected);
    nats::Settings settings;
    settings.user = "ann";
    settings.password = "s3cret";

    const auto error = nats::explain({{"demo", 4222}, static_cast<natsStatus>(status), text, {}}, settings);

    QVERIFY2(error.what.find(expected) != std::string::npos, error.what.c_str());
    QVERIFY2(error.what.find("demo:4222") != std::string::npos, error.what.c_str());
    QVERIFY2(error.what.find("s3cret") == std::string::npos, error.what.c_str());
    QVERIFY2(error.what.find("conn.c") == std::string::npos, error.what.c_str());
}

void TestNatsError::aMissingClientCertificateIsToldByTheGreeting()
{
    nats::ServerGreeting greeting;
    greeting.wantsClientCertificate = true;

    const auto error = nats::explain({{"demo", 4222}, NATS_PROTOCOL_ERROR, "Expected 'PONG', got ''", greeting}, {});

    QVERIFY(error.fault == Fault::Denied);
    QVERIFY2(error.what.find("wants a client certificate") != std::string::npos, error.what.c_str());
}

void TestNatsError::anotherProtocolIsTold()
{
    const auto greeting = nats::parseGreeting("HTTP/1.1 400 Bad Request");
    QVERIFY(!greeting);

    const auto error = nats::explain({{"demo", 80}, NATS_PROTOCOL_ERROR, "unexpected", greeting}, {});

    QVERIFY2(error.what.find("no NATS server") != std::string::npos, error.what.c_str());
}

void TestNatsError::aPermissionViolationNamesTheSubject()
{
    const auto violation = nats::parsePermissionViolation("Permissions Violation for Subscription to \"orders.>\"");

    QVERIFY(violation.has_value());
    QCOMPARE(violation->subject, std::string("orders.>"));
    QVERIFY(!violation->isPublish);
    QVERIFY(nats::parsePermissionViolation("Permissions Violation for Publish to \"x\"")->isPublish);
    QVERIFY(!nats::parsePermissionViolation("Stale Connection"));
}

void TestNatsError::theEndOfAConnectionIsNotBlamedOnAnOldRefusal()
{
    QCOMPARE(nats::explainClose(NATS_CONNECTION_CLOSED, "Permissions Violation for Subscription to \"x\""),
        std::string("the server closed it"));
    QCOMPARE(nats::explainClose(NATS_STALE_CONNECTION, ""), std::string("the server stopped answering"));
}

QTEST_APPLESS_MAIN(TestNatsError)
#include "tst_nats_error.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QMap>
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

/// doctor, plugins and demo.
class TestReportVerbs final : public QObject {
    Q_OBJECT

private slots:
    void doctorChecksThisMachine();
    void doctorFailsWithoutPlugins();
    void pluginsAreListedWithTheirSchemes();
    void aFileThatIsNoPluginIsToldWhy();
    void demosAreListed();
    void aDemoPrintsEventsForItsTime();
};

namespace {

QList<QJsonObject> objects(const QByteArray& out)
{
    QList<QJsonObject> all;
    for (const auto& line : out.split('\n')) {
        if (!line.isEmpty())
            all << QJsonDocument::fromJson(line).object();
    }
    return all;
}

} // namespace

void TestReportVerbs::doctorChecksThisMachine()
{
    const Sandbox sandbox;

    const auto doctor = sandbox.run({QStringLiteral("doctor"), QStringLiteral("--format"), QStringLiteral("json")});

    QVERIFY2(doctor.code == 0, doctor.out.constData());
    QMap<QString, QString> status;
    for (const auto& check : objects(doctor.out)) {
        status[check.value(QStringLiteral("check")).toString()] = check.value(QStringLiteral("status")).toString();
        const bool isOk = check.value(QStringLiteral("status")).toString() == QLatin1String("ok");
        QCOMPARE(check.value(QStringLiteral("mend")).isNull(), isOk);
    }
    for (const auto* check :
        {"libraries", "ports", "keyring", "display", "configuration", "data", "runtime", "nats-server"})
        QVERIFY2(status.contains(QString::fromLatin1(check)), check);
    QCOMPARE(status.value(QStringLiteral("data")), QStringLiteral("ok"));
    QCOMPARE(status.value(QStringLiteral("plugin zeromq")), QStringLiteral("ok"));
    QVERIFY(sandbox.run({QStringLiteral("doctor")}).out.startsWith("ok    libraries"));
}

void TestReportVerbs::doctorFailsWithoutPlugins()
{
    const Sandbox sandbox;
    sandbox.write("data/eventscope", "a file in the way");

    const auto doctor = sandbox.run({QStringLiteral("doctor"), QStringLiteral("--quiet")});

    QVERIFY2(doctor.code == 1, doctor.out.constData());
    QVERIFY2(doctor.out.contains("fail  data"), doctor.out.constData());
    QVERIFY(!doctor.out.contains("ok    "));
}

void TestReportVerbs::pluginsAreListedWithTheirSchemes()
{
    const Sandbox sandbox;

    const auto plugins = sandbox.run({QStringLiteral("plugins"), QStringLiteral("--format"), QStringLiteral("json")});

    QCOMPARE(plugins.code, 0);
    bool hasBroker = false;
    for (const auto& plugin : objects(plugins.out)) {
        QVERIFY2(plugin.value(QStringLiteral("loaded")).toBool(), plugins.out.constData());
        hasBroker = hasBroker || plugin.value(QStringLiteral("schemes")).toArray().contains(QStringLiteral("broker"));
    }
    QVERIFY(hasBroker);
    QVERIFY(sandbox.run({QStringLiteral("plugins")}).out.contains("schemes  broker:"));
}

void TestReportVerbs::aFileThatIsNoPluginIsToldWhy()
{
    const Sandbox sandbox;
    QDir(sandbox.path("data")).mkpath(QStringLiteral("eventscope/plugins"));
    sandbox.write("data/eventscope/plugins/broken.so", "no library");

    const auto plugins = sandbox.run({QStringLiteral("plugins")});

    QCOMPARE(plugins.code, 0);
    QVERIFY2(plugins.out.contains("not loaded  broken"), plugins.out.constData());
    QVERIFY2(plugins.out.contains("why not"), plugins.out.constData());
}

void TestReportVerbs::demosAreListed()
{
    const Sandbox sandbox;

    const auto list = sandbox.run({QStringLiteral("demo"), QStringLiteral("--list")});

    QCOMPARE(list.code, 0);
    QVERIFY2(list.out.startsWith("orders\n"), list.out.constData());
}

void TestReportVerbs::aDemoPrintsEventsForItsTime()
{
    const Sandbox sandbox;

    const auto demo = sandbox.run({QStringLiteral("demo"), QStringLiteral("orders"), QStringLiteral("-c"),
        QStringLiteral("50"), QStringLiteral("--for"), QStringLiteral("50s")});

    QVERIFY2(demo.code == 0, demo.err.constData());
    const auto events = objects(demo.out);
    QCOMPARE(events.size(), 50);
    QVERIFY(!events[0].value(QStringLiteral("type")).toString().isEmpty());
    QVERIFY(!events[0].value(QStringLiteral("correlationid")).toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestReportVerbs)
#include "tst_report_verbs.moc"

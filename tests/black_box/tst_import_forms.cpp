// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QTest>

#include "tests/black_box/sandbox.h"

using namespace eventscope::black_box;

class TestImportForms final : public QObject {
    Q_OBJECT

private slots:
    void kcatLinesComeIn();
    void whatKcatFormExportsComesInAgain();
    void aKubectlListComesInByTime();
    void aKubectlListGoesOutAgain();
    void brokenTextEndsWithOneAndLeavesNothing_data();
    void brokenTextEndsWithOneAndLeavesNothing();

private:
    [[nodiscard]] Outcome import(const QByteArray& text, const char* to) const
    {
        return m_sandbox.run(
            {QStringLiteral("import"), QStringLiteral("-"), QStringLiteral("-o"), QString::fromUtf8(to)}, text);
    }
    [[nodiscard]] QList<QJsonObject> events(const char* recording) const
    {
        QList<QJsonObject> objects;
        const auto exported = m_sandbox.run({QStringLiteral("export"), QString::fromUtf8(recording)});
        for (const auto& line : exported.out.split('\n')) {
            if (!line.isEmpty())
                objects << QJsonDocument::fromJson(line).object();
        }
        return objects;
    }

    const Sandbox m_sandbox;
};

namespace {

const QByteArray Kcat =
    R"({"topic":"orders","partition":1,"offset":42,"tstype":"create","ts":1772366400123,"broker":0,"headers":["h","1","h",null],"key":"k","payload":"{\"a\":1}"})"
    "\n"
    R"({"topic":"orders","partition":0,"offset":7,"tstype":"create","ts":1772366401000,"broker":0,"key":null,"payload":null})"
    "\n"
    R"({"topic":"avro","partition":0,"offset":8,"ts":1772366402000,"key":"k","payload":{"decoded":[1,2]}})"
    "\n";

const QByteArray List = R"({
    "apiVersion": "v1",
    "items": [
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"late.1","namespace":"team-b","uid":"u-2","resourceVersion":"343"},
         "involvedObject":{"kind":"Pod","namespace":"team-b","name":"late"},"reason":"FailedScheduling","message":"no nodes",
         "source":{},"firstTimestamp":null,"lastTimestamp":null,"type":"Warning","eventTime":"2026-03-01T12:00:02.001624Z",
         "series":{"count":2,"lastObservedTime":"2026-03-01T12:00:05.001454Z"},"reportingComponent":"default-scheduler"},
        {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"early.1","namespace":"team-a","uid":"u-1","resourceVersion":"9"},
         "regarding":{"kind":"ReplicaSet","namespace":"team-a","name":"early"},"reason":"SuccessfulCreate","note":"Created pod",
         "deprecatedLastTimestamp":"2026-03-01T12:00:01Z","eventTime":null,"type":"Normal","deprecatedSource":{"component":"replicaset-controller"}}
    ],
    "kind": "List",
    "metadata": {"resourceVersion": ""}
}
)";

} // namespace

void TestImportForms::kcatLinesComeIn()
{
    const auto imported = import(Kcat, "kcat.eventscope");
    QVERIFY2(imported.code == 0, imported.err.constData());

    const auto found = events("kcat.eventscope");

    QCOMPARE(found.size(), 3);
    QCOMPARE(found[0].value(QStringLiteral("channel")).toString(), QStringLiteral("orders"));
    QCOMPARE(found[0].value(QStringLiteral("partition")).toInt(), 1);
    QCOMPARE(found[0].value(QStringLiteral("offset")).toInt(), 42);
    QCOMPARE(found[0].value(QStringLiteral("time")).toString(), QStringLiteral("2026-03-01T12:00:00.123000000Z"));
    QCOMPARE(found[0].value(QStringLiteral("key")).toString(), QStringLiteral("k"));
    QCOMPARE(found[0].value(QStringLiteral("headers")).toArray().size(), 2);
    QVERIFY(found[0].value(QStringLiteral("headers")).toArray()[1].toArray()[1].isNull());
    QCOMPARE(found[0].value(QStringLiteral("data")).toObject().value(QStringLiteral("a")).toInt(), 1);
    QVERIFY(found[1].contains(QStringLiteral("data")) && found[1].value(QStringLiteral("data")).isNull());
    QVERIFY(!found[1].contains(QStringLiteral("key")));
    QCOMPARE(found[2].value(QStringLiteral("data")).toObject().value(QStringLiteral("decoded")).toArray().size(), 2);
}

void TestImportForms::whatKcatFormExportsComesInAgain()
{
    QVERIFY(import(Kcat, "first.eventscope").code == 0);
    const auto out = m_sandbox.run(
        {QStringLiteral("export"), QStringLiteral("first.eventscope"), QStringLiteral("-F"), QStringLiteral("kcat")});
    QVERIFY2(out.code == 0, out.err.constData());

    QVERIFY(import(out.out, "second.eventscope").code == 0);

    QCOMPARE(events("second.eventscope"), events("first.eventscope"));
}

void TestImportForms::aKubectlListComesInByTime()
{
    const auto imported = import(List, "k.eventscope");
    QVERIFY2(imported.code == 0, imported.err.constData());

    const auto found = events("k.eventscope");

    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].value(QStringLiteral("kind")).toString(), QStringLiteral("kubernetes"));
    QCOMPARE(found[0].value(QStringLiteral("channel")).toString(), QStringLiteral("team-a/events"));
    QCOMPARE(found[0].value(QStringLiteral("key")).toString(), QStringLiteral("team-a/ReplicaSet/early"));
    QCOMPARE(found[0].value(QStringLiteral("source")).toString(), QStringLiteral("replicaset-controller"));
    QCOMPARE(found[0].value(QStringLiteral("time")).toString(), QStringLiteral("2026-03-01T12:00:01.000000000Z"));
    QCOMPARE(found[1].value(QStringLiteral("type")).toString(), QStringLiteral("FailedScheduling"));
    QCOMPARE(found[1].value(QStringLiteral("time")).toString(), QStringLiteral("2026-03-01T12:00:05.001454000Z"));
    QCOMPARE(found[1].value(QStringLiteral("id")).toString(), QStringLiteral("u-2:343"));
}

void TestImportForms::aKubectlListGoesOutAgain()
{
    QVERIFY(import(List, "once.eventscope").code == 0);
    const auto out = m_sandbox.run({QStringLiteral("export"), QStringLiteral("once.eventscope"), QStringLiteral("-F"),
        QStringLiteral("kubernetes")});
    QVERIFY2(out.code == 0, out.err.constData());

    const auto list = QJsonDocument::fromJson(out.out).object();
    QCOMPARE(list.value(QStringLiteral("kind")).toString(), QStringLiteral("List"));
    QCOMPARE(list.value(QStringLiteral("items")).toArray().size(), 2);
    QVERIFY(import(out.out, "twice.eventscope").code == 0);
    QCOMPARE(events("twice.eventscope"), events("once.eventscope"));
}

void TestImportForms::brokenTextEndsWithOneAndLeavesNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QByteArray() << QByteArray("empty");
    QTest::newRow("prose") << QByteArray("hello world\n") << QByteArray("no known form");
    QTest::newRow("second line cut") << QByteArray("{\"channel\":\"a\",\"data\":1}\n{\"channel\":\"a\",\n")
                                     << QByteArray("line 2");
    QTest::newRow("wrong kind") << QByteArray(
        "{\"kind\":\"message\",\"channel\":\"a\",\"data\":1}\n{\"kind\":\"mesage\",\"channel\":\"a\",\"data\":1}\n")
                                << QByteArray("line 2");
    QTest::newRow("unknown column") << QByteArray("channel,dta\na,b\n") << QByteArray("Did you mean 'data'");
    QTest::newRow("too few cells") << QByteArray("channel,data\na\n") << QByteArray("line 2");
    QTest::newRow("number that is none") << QByteArray("channel,offset,data\na,many,b\n") << QByteArray("offset");
    QTest::newRow("open quotation mark") << QByteArray("channel,data\n\"a,b\n") << QByteArray("quotation mark");
    QTest::newRow("list of pods") << QByteArray("{\n\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\"}]}\n")
                                  << QByteArray("Item 1");
    QTest::newRow("kcat line without a topic") << Kcat.split('\n').first() + "\n{\"partition\":1}\n"
                                               << QByteArray("topic");
    QTest::newRow("document that is cut") << List.left(200) << QByteArray("JSON document");
}

void TestImportForms::brokenTextEndsWithOneAndLeavesNothing()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, said);

    const auto imported = import(text, "broken.eventscope");

    QVERIFY2(imported.code == 1, imported.err.constData());
    QVERIFY2(imported.err.contains(said), imported.err.constData());
    const auto left = QDir(m_sandbox.path("")).entryList({QStringLiteral("broken*")});
    QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char(' '))));
}

QTEST_GUILESS_MAIN(TestImportForms)
#include "tst_import_forms.moc"

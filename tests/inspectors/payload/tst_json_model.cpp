// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include "broker/expression/filter.h"
#include "inspectors/payload/json_model.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::inspect::payload;

namespace {

QStringList printed(JsonModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    while (model.canFetchMore(parent))
        model.fetchMore(parent);
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        lines += QString(depth, QLatin1Char(' ')) + index.data().toString() + QLatin1Char('=')
            + model.index(row, 1, parent).data().toString();
        lines += printed(model, index, depth + 1);
    }
    return lines;
}

QStringList lines(std::initializer_list<const char*> texts)
{
    QStringList list;
    for (const auto* text : texts)
        list.push_back(QString::fromUtf8(text));
    return list;
}

} // namespace

class TestJsonModel : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void aPayloadBecomesATree_data();
    void aPayloadBecomesATree();
    void manyLinesComeByTheThousand();
    void valuesKnowTheirFilter_data();
    void valuesKnowTheirFilter();
    void valuesOfPackedPayloadsHaveNoFilter();
    void tenMebibytesOpenAtOnce();

private:
    [[nodiscard]] SharedPayload payload(std::string_view json)
    {
        fakes::EventBuilder builder(m_names);
        return decode({builder.add("orders", json).take(), 0});
    }
    Names m_names;
};

void TestJsonModel::aPayloadBecomesATree_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("tree");
    QTest::newRow("values as they are written")
        << QByteArray(R"({"a":12345678901234567890.10,"b":"x\ty","c":[true,null,{}],"d":[ ]})")
        << lines({"data={…}  67 bytes", " a=12345678901234567890.10", " b=\"x⇥y\"", " c=[…]  14 bytes", "  0=true",
               "  1=null", "  2={}", " d=[]"});
    QTest::newRow("repeated names") << QByteArray(R"({"a":1,"a":2})") << lines({"data={…}  13 bytes", " a=1", " a=2"});
    QTest::newRow("a lone value") << QByteArray(" 42 ") << lines({"data=42"});
    QTest::newRow("broken behind") << QByteArray(
        R"({"a":1,"b":})") << lines({"data={…}  12 bytes", " a=1", " (broken)=This is no JSON from byte 7 on."});
    QTest::newRow("hostile") << QByteArray("{\"\\u202e\":\"<b>\\u001b\"}")
                             << lines({"data={…}  22 bytes", " ␥=\"<b>␛\""});
}

void TestJsonModel::aPayloadBecomesATree()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QStringList, tree);
    JsonModel model;

    model.setPayload(payload(json.toStdString()));

    QCOMPARE(printed(model), tree);
    // With every line opened: the tester opens lines while it is told of a reset, which no view does.
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPayload(nullptr);
}

void TestJsonModel::manyLinesComeByTheThousand()
{
    std::string json = "[0";
    for (int i = 1; i < 2500; ++i)
        json += ',' + std::to_string(i);
    JsonModel model;
    model.setPayload(payload(json + ']'));
    const QPersistentModelIndex top = model.index(0, 0);
    model.fetchMore(top);
    QCOMPARE(model.rowCount(top), 1001);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

    model.showMore(model.index(1000, 0, top));
    QCOMPARE(model.rowCount(top), 2001);
    QCOMPARE(model.index(1999, 1, top).data().toString(), QStringLiteral("1999"));

    model.showMore(model.index(2000, 0, top));
    QCOMPARE(model.rowCount(top), 2500);
}

void TestJsonModel::valuesKnowTheirFilter_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("condition");
    QTest::newRow("number") << QByteArray(R"({"a":{"b":1.50}})") << "data.a.b"
                            << "data.a.b = 1.50";
    QTest::newRow("text") << QByteArray(R"({"a":{"b":"it's"}})") << "data.a.b"
                          << "data.a.b = 'it''s'";
    QTest::newRow("truth") << QByteArray(R"({"a":{"b":true}})") << "data.a.b"
                           << "data.a.b = true";
    QTest::newRow("null") << QByteArray(R"({"a":{"b":null}})") << "data.a.b"
                          << "data.a.b IS NULL";
    QTest::newRow("container") << QByteArray(R"({"a":{"b":[1]}})") << "data.a.b"
                               << "";
    QTest::newRow("odd names") << QByteArray(R"({"a b":{"c`":1}})") << "data.`a b`.`c```"
                               << "data.`a b`.`c``` = 1";
    QTest::newRow("array") << QByteArray(R"({"a":["x"]})") << "data.a[0]"
                           << "data.a[0] = 'x'";
}

void TestJsonModel::valuesKnowTheirFilter()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, name);
    QFETCH(const QString, condition);
    JsonModel model;
    model.setPayload(payload(json.toStdString()));
    printed(model);

    const auto reference = model.reference(model.index(0, 0, model.index(0, 0, model.index(0, 0))));

    QCOMPARE(reference.name, name);
    QCOMPARE(reference.condition, condition);
    if (condition.isEmpty())
        return;
    const FieldRegistry fields;
    const auto filter = expression::Filter::compile(condition.toStdString(), fields);
    QVERIFY2(filter.has_value(), filter ? "" : filter.error().message.c_str());
    const auto shown = payload(json.toStdString());
    expression::Filter::Scratch scratch;
    QVERIFY(filter->passes(shown->event.view(), m_names, scratch));
}

void TestJsonModel::valuesOfPackedPayloadsHaveNoFilter()
{
    auto packed = std::make_shared<DecodedPayload>(*payload("x"));
    packed->packing = Packing::Gzip;
    packed->unpacked.bytes = R"({"a":1})";
    JsonModel model;
    model.setPayload(packed);
    printed(model);

    const auto reference = model.reference(model.index(0, 0, model.index(0, 0)));

    QCOMPARE(reference.name, QString());
    QCOMPARE(reference.condition, QString());
    QCOMPARE(reference.value, QStringLiteral("1"));
    QCOMPARE(reference.path, QStringLiteral("data.a"));
}

void TestJsonModel::tenMebibytesOpenAtOnce()
{
    std::string json = "[";
    while (json.size() < 10U << 20U)
        json += R"({"name":"a line of a large payload","values":[1,2,3,4,5,6,7,8]},)";
    json.back() = ']';
    const auto decodedPayload = payload(json);
    JsonModel model;
    QElapsedTimer timer;
    timer.start();

    model.setPayload(decodedPayload);
    model.fetchMore(model.index(0, 0));

    qInfo("first 1,000 lines of 10 MiB: %lld ms", timer.elapsed());
    QCOMPARE(model.rowCount(model.index(0, 0)), 1001);
}

QTEST_APPLESS_MAIN(TestJsonModel)
#include "tst_json_model.moc"

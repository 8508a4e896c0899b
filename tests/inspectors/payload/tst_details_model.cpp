// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "inspectors/payload/details_model.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::payload;

class TestDetailsModel : public QObject {
    Q_OBJECT

private slots:
    void nullAndEmptyHeadersAreToldApart();
    void theKeyIsAlwaysSaid();
    void timesAreInFullAndTheWayIsSaid();
    void unknownFieldsAreShown();
    void theModelIsSound();

private:
    [[nodiscard]] static QString textOf(const std::vector<Detail>& details, const char* name)
    {
        for (const auto& detail : details) {
            if (detail.name == QLatin1String(name))
                return detail.text;
        }
        return QStringLiteral("(not there)");
    }
    [[nodiscard]] SharedBatch batch(const IncomingEvent& event)
    {
        return fakes::EventBuilder(m_names).add(event).take();
    }
    [[nodiscard]] std::vector<Detail> fieldsOf(const SharedBatch& batch)
    {
        return fieldDetails({*batch, 0}, m_names, m_registry, m_axis);
    }

    Names m_names;
    FieldRegistry m_registry;
    TimeAxis m_axis;
};

void TestDetailsModel::nullAndEmptyHeadersAreToldApart()
{
    const std::vector<Header> headers{{"a", std::nullopt}, {"b", ""}, {"it's", "x\x1b"}};
    auto event = fakes::EventBuilder::dull();
    event.headers = headers;
    const auto events = batch(event);

    const auto details = headerDetails({*events, 0});

    QCOMPARE(details.size(), std::size_t{3});
    QVERIFY(details[0].text != details[1].text);
    QCOMPARE(details[0].field.condition, QStringLiteral("headers['a'] IS NULL"));
    QCOMPARE(details[1].field.condition, QStringLiteral("headers['b'] = ''"));
    QCOMPARE(details[2].field.name, QStringLiteral("headers['it''s']"));
    QVERIFY(!details[2].text.contains(QChar(0x1b)));
}

void TestDetailsModel::theKeyIsAlwaysSaid()
{
    auto event = fakes::EventBuilder::dull();
    QCOMPARE(textOf(fieldsOf(batch(event)), "key"), QStringLiteral("4711"));
    event.key = "";
    const auto empty = textOf(fieldsOf(batch(event)), "key");
    event.key = std::nullopt;
    const auto null = textOf(fieldsOf(batch(event)), "key");

    QVERIFY(empty != null);
    QVERIFY(empty != QStringLiteral("(not there)") && null != QStringLiteral("(not there)"));
}

void TestDetailsModel::timesAreInFullAndTheWayIsSaid()
{
    m_axis.setZone(TimeAxis::Zone::Utc);
    auto event = fakes::EventBuilder::dull();
    event.eventTime = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));

    const auto details = fieldsOf(batch(event));

    QVERIFY(textOf(details, "time").contains(QStringLiteral("2026-03-01 12:00:00.000")));
    QVERIFY2(textOf(details, "on its way").contains(QStringLiteral("ms")), qPrintable(textOf(details, "on its way")));
    event.eventTime.reset();
    QCOMPARE(textOf(fieldsOf(batch(event)), "time"), QStringLiteral("(not there)"));
}

void TestDetailsModel::unknownFieldsAreShown()
{
    const std::vector<Field> fields{{"odd.number", std::uint64_t{18446744073709551615U}}};
    auto event = fakes::EventBuilder::dull();
    event.fields = fields;

    QCOMPARE(textOf(fieldsOf(batch(event)), "odd.number"), QStringLiteral("18446744073709551615"));
}

void TestDetailsModel::theModelIsSound()
{
    DetailsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

    model.setDetails(fieldsOf(batch(fakes::EventBuilder::dull())));
    QVERIFY(model.rowCount() > 5);
    QCOMPARE(model.reference(model.index(0, 0)).name, QStringLiteral("position"));

    model.setDetails({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_APPLESS_MAIN(TestDetailsModel)
#include "tst_details_model.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "inspectors/flow/flow_model.h"
#include "inspectors/inspector/filtered_rows.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/inspector_world.h"
#include "tests/fakes/scripted_page_source.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::flow;

namespace {

constexpr auto Deadline = 20'000;

SharedBatch batchOf(Names& names, std::uint64_t first, std::uint64_t count)
{
    fakes::EventBuilder builder(names);
    for (std::uint64_t i = 0; i < count; ++i)
        builder.add((first + i) % 2 == 0 ? "mail" : "orders", R"({"total":1})");
    return builder.take(Position(first));
}

/// The rows as text, cells separated by bars.
QStringList printed(const FlowModel& model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        rows.append(cells.join(QLatin1Char('|')));
    }
    return rows;
}

} // namespace

class TestFlowModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void eventsBecomeRows();
    void aFrameIsOneInsertSignal();
    void rowsLeaveAtTheTopUnderAFlood();
    void pausedRowsWait();
    void rowsOfTheLogAreLoadedWhenLookedAt();
    void whatIsNotKeptSaysSo();
    void columnsAreChosenByName();
    void timesCanBeRelative();
    void aFilterShowsWhatPasses();
    void numbersLeaveAsNumbers();
    void aliasesStandForChannels();

private:
    void load(fakes::InspectorWorld& world, std::uint64_t first, std::uint64_t count)
    {
        world.events.append(batchOf(world.names, first, count));
        world.events.finishFrame(true);
    }
};

void TestFlowModel::init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

void TestFlowModel::eventsBecomeRows()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setColumns(
        {QStringLiteral("position"), QStringLiteral("channel"), QStringLiteral("key"), QStringLiteral("data.total")});

    load(world, 1, 2);
    model.refresh();

    QCOMPARE(printed(model), (QStringList{QStringLiteral("1|orders|4711|1"), QStringLiteral("2|mail|4711|1")}));
}

void TestFlowModel::aFrameIsOneInsertSignal()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    load(world, 1, 100);
    load(world, 101, 100);
    model.refresh();
    model.refresh();

    QCOMPARE(inserts.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowCount(), 200);
}

void TestFlowModel::rowsLeaveAtTheTopUnderAFlood()
{
    fakes::InspectorWorld world;
    world.events.setMaxBytes(200'000);
    FlowModel model(world.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

    for (std::uint64_t i = 0; i < 50; ++i) {
        load(world, 1 + i * 100, 100);
        model.refresh();
    }

    QVERIFY(model.rowCount() < 5000);
    QCOMPARE(model.position(0), world.events.first());
    QCOMPARE(model.position(model.rowCount() - 1).value(), 5000U);
}

void TestFlowModel::pausedRowsWait()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(world, 1, 10);
    model.refresh();

    model.setPaused(true);
    load(world, 11, 30);
    model.refresh();
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.waitingRows(), 30U);
    model.setPaused(false);

    QCOMPARE(model.rowCount(), 40);
    QCOMPARE(model.waitingRows(), 0U);
}

void TestFlowModel::rowsOfTheLogAreLoadedWhenLookedAt()
{
    fakes::InspectorWorld world;
    fakes::ScriptedPageSource log(world.names);
    log.store(Position(1), 100'000);
    world.events.setPageSource(&log);
    FlowModel model(world.context);
    model.refresh();
    const auto cell = model.index(70'000, 3);

    QCOMPARE(model.rowCount(), 100'000);
    QCOMPARE(cell.data(FlowModel::StateRole).toInt(), static_cast<int>(EventWindow::State::Loading));
    QTRY_COMPARE_WITH_TIMEOUT(
        cell.data(FlowModel::StateRole).toInt(), static_cast<int>(EventWindow::State::Loaded), Deadline);

    QCOMPARE(cell.data().toString(), QStringLiteral("orders"));
    QCOMPARE(log.asked(), 1U);
    world.events.setPageSource(nullptr);
}

void TestFlowModel::whatIsNotKeptSaysSo()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    load(world, 1, 2);
    load(world, 11, 2);
    model.refresh();

    QCOMPARE(model.rowCount(), 12);
    QCOMPARE(model.index(5, 0).data(FlowModel::StateRole).toInt(), static_cast<int>(EventWindow::State::Missing));
    QCOMPARE(model.index(5, 0).data().toString(), QStringLiteral("6"));
    QVERIFY(!model.event(5));
}

void TestFlowModel::columnsAreChosenByName()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy changes(&model, &FlowModel::columnsChanged);

    model.setColumns(
        {QStringLiteral("key"), QStringLiteral("nonsense"), QStringLiteral("key"), QStringLiteral("headers['a']")});
    QCOMPARE(model.columns(), (QStringList{QStringLiteral("key"), QStringLiteral("headers['a']")}));
    QVERIFY(model.addColumn(QStringLiteral("data.total"), 1));
    QVERIFY(!model.addColumn(QStringLiteral("data.total"), 1));
    QVERIFY(!model.addColumn(QStringLiteral("data..x"), 1));
    QCOMPARE(model.columns().at(1), QStringLiteral("data.total"));
    model.removeColumn(0);
    model.removeColumn(0);
    model.removeColumn(0);

    QCOMPARE(model.columns(), QStringList{QStringLiteral("headers['a']")});
    QCOMPARE(changes.count(), 4);
}

void TestFlowModel::timesCanBeRelative()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    model.setColumns({QStringLiteral("observed")});
    world.events.axis().setZone(TimeAxis::Zone::Utc);
    load(world, 1, 3);
    model.refresh();

    QCOMPARE(printed(model).at(2), QStringLiteral("12:00:00.003"));
    model.setTimeDisplay(FlowModel::TimeDisplay::SinceFirst);
    QCOMPARE(printed(model).at(2), QStringLiteral("+2.0 ms"));
    model.setTimeDisplay(FlowModel::TimeDisplay::SincePrevious);
    QCOMPARE(printed(model).at(2), QStringLiteral("+1.0 ms"));
}

void TestFlowModel::aFilterShowsWhatPasses()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(world, 1, 10);
    const auto mail = world.names.channels.intern("mail");
    FilteredRows::Options options{
        .makeTest = [mail] { return [mail](const EventView& event) { return event->channel == mail; }; },
        .channels = {}};

    model.setRows(std::make_unique<FilteredRows>(world.events, options));
    QTRY_COMPARE_WITH_TIMEOUT((model.refresh(), model.rowCount()), 5, Deadline);
    load(world, 11, 4);
    QTRY_COMPARE_WITH_TIMEOUT((model.refresh(), model.rowCount()), 7, Deadline);

    QCOMPARE(model.position(6).value(), 14U);
}

void TestFlowModel::numbersLeaveAsNumbers()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    model.setColumns({QStringLiteral("position"), QStringLiteral("size"), QStringLiteral("data.total"),
        QStringLiteral("partition")});
    load(world, 1, 1);
    model.refresh();

    QCOMPARE(model.index(0, 0).data(FlowModel::ValueRole), QVariant(quint64{1}));
    QCOMPARE(model.index(0, 1).data(FlowModel::ValueRole), QVariant(quint64{11}));
    QCOMPARE(model.index(0, 2).data(FlowModel::ValueRole), QVariant(1.0));
    QVERIFY(!model.index(0, 3).data(FlowModel::ValueRole).isValid());
}

void TestFlowModel::aliasesStandForChannels()
{
    fakes::InspectorWorld world;
    FlowModel model(world.context);
    model.setColumns({QStringLiteral("channel")});
    world.styles.setStyle(QStringLiteral("orders"), {QColor(), QStringLiteral("Orders\u202Eof today")});
    load(world, 1, 1);
    model.refresh();

    QCOMPARE(printed(model), QStringList{QStringLiteral(u"Orders\u2425of today")});
    QCOMPARE(model.index(0, 0).data(FlowModel::ChannelRole).toString(), QStringLiteral("orders"));
}

QTEST_MAIN(TestFlowModel)
#include "tst_flow_model.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "app/palette.h"
#include "inspectors/health/health_inspector.h"
#include "inspectors/health/health_rows.h"
#include "tests/fakes/inspector_world.h"
#include "tests/fakes/picture.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::health;

namespace {

stream::HealthSnapshot troubled(Names& names)
{
    stream::HealthSnapshot health;
    health.capturedEvents = 88'112;
    health.losses[static_cast<std::size_t>(stream::Loss::FlowLane)] = 1204;
    health.losses[static_cast<std::size_t>(stream::Loss::LogRefused)] = 17;
    health.lanes = {{"flow", 120, 4096, 12U << 20U, 64U << 20U, 1204}, {"log", 4096, 4096, 60U << 20U, 64U << 20U, 17},
        {"analysis", 0, 4096, 0, 64U << 20U, 0}};
    health.memoryBytes = 61U << 20U;
    health.memoryBudgetBytes = 256U << 20U;
    health.diskBytes = 1U << 30U;
    health.diskBudgetBytes = 1U << 30U;
    health.logPath = "/home/ann/.local/share/eventscope/log";
    health.logProblem = "the disk is full. Free some space; recording resumes by itself.";
    health.connections = {{names.connections.intern("broker"), ConnectionState::Up, "", 88'000, 0, {}},
        {names.connections.intern("nats \x1b[31m<b>evil</b>"), ConnectionState::Down,
            "Nothing listens on <b>localhost</b>:4222. Check the port.", 112, 3,
            {"A connection named eventscope is listed by the server."}},
        {names.connections.intern("orders.eventscope"), ConnectionState::Ended, "", 5, 0, {}}};
    return health;
}

} // namespace

class TestHealthInspector : public QObject {
    Q_OBJECT

private slots:
    void allWellIsSaid();
    void lossesAreCountedAndExplained();
    void aProblemOfTheLogIsSaid();
    void everyLossHasALine();
    void aFrameWithoutNewsSendsNothing();
    void pictures_data();
    void pictures();
};

void TestHealthInspector::allWellIsSaid() { QCOMPARE(summary({}), QStringLiteral("Nothing was lost.")); }

void TestHealthInspector::lossesAreCountedAndExplained()
{
    Names names;
    auto health = troubled(names);
    health.logProblem.clear();

    QVERIFY2(summary(health).contains(QLocale().toString(1221)), qPrintable(summary(health)));
}

void TestHealthInspector::aProblemOfTheLogIsSaid()
{
    stream::HealthSnapshot health;
    health.logProblem = "the disk is full.";

    QVERIFY(summary(health).contains(QStringLiteral("the disk is full.")));
}

void TestHealthInspector::everyLossHasALine()
{
    const auto rows = lossRows({});

    QCOMPARE(rows.size(), stream::LossKinds);
    for (const auto& row : rows) {
        QCOMPARE(row.cells.size(), 4);
        QVERIFY(!row.cells.contains(QString()));
    }
}

void TestHealthInspector::aFrameWithoutNewsSendsNothing()
{
    Names names;
    HealthTableModel model({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, 1);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto health = troubled(names);
    model.setRows(laneRows(health));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);

    model.setRows(laneRows(health));
    QCOMPARE(changes.count(), 0);

    health.lanes[0].queuedBytes = 0;
    model.setRows(laneRows(health));
    QCOMPARE(changes.count(), 1);

    health.lanes.pop_back();
    model.setRows(laneRows(health));
    QCOMPARE(model.rowCount(), 2);
}

void TestHealthInspector::pictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestHealthInspector::pictures()
{
    QFETCH(const bool, dark);
    app::applyPalette(*qApp, dark ? app::PaletteChoice::Dark : app::PaletteChoice::Light);
    const auto suffix = dark ? QStringLiteral("_dark") : QStringLiteral("_light");
    fakes::InspectorWorld world;
    QWidget window;
    HealthInspector inspector(world.context, &window);
    inspector.widget()->resize(1000, 760);
    inspector.refresh(world.frame());
    QVERIFY(fakes::takePicture(*inspector.widget(), QStringLiteral("health_well") + suffix));

    world.health = troubled(world.names);
    inspector.refresh(world.frame());
    QVERIFY(fakes::takePicture(*inspector.widget(), QStringLiteral("health_trouble") + suffix));
}

QTEST_MAIN(TestHealthInspector)
#include "tst_health_inspector.moc"

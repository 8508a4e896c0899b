// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <memory>

#include "app/palette.h"
#include "inspectors/sources/sources_pane.h"
#include "tests/fakes/inspector_world.h"
#include "tests/fakes/picture.h"
#include "tests/inspectors/sources/fake_rates.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::sources;

class TestSourcesPane : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }
    void anEmptyPaneSaysWhatToDo();
    void aClickSelectsAndFilters();
    void picture_data();
    void picture();
};

void TestSourcesPane::anEmptyPaneSaysWhatToDo()
{
    fakes::InspectorWorld world;
    SourcesPane pane(world.context);
    pane.resize(300, 300);
    pane.show();

    const auto labels = pane.findChildren<QLabel*>();

    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](auto* label) { return label->isVisible() && label->text().contains(QStringLiteral("Connect")); }));
}

void TestSourcesPane::aClickSelectsAndFilters()
{
    fakes::InspectorWorld world;
    fakes::FakeRates rates(world.names);
    rates.set("nats", "orders.created", 5, 1).set("nats", "orders.paid", 5, 1);
    world.snapshots.rates = rates.snapshot;
    SourcesPane pane(world.context);
    pane.model().setTraits({world.names.connections.intern("nats"), QStringLiteral("."), {}});
    pane.resize(320, 300);
    pane.show();
    pane.refresh(world.frame());
    QSignalSpy filters(&world.requests, &Requests::filterWanted);
    auto* const tree = pane.findChild<QTreeView*>();
    const auto orders = tree->model()->index(0, 0, tree->model()->index(0, 0));

    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(orders).center());

    QCOMPARE(filters.count(), 1);
    QCOMPARE(filters.front().front().toString(), QStringLiteral("channel LIKE 'orders.%'"));
    const SelectedChannel expected{world.names.connections.find("nats"), QStringLiteral("orders."), true};
    QVERIFY(world.selection.state().channel == expected);
}

void TestSourcesPane::picture_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestSourcesPane::picture()
{
    QFETCH(const bool, dark);
    app::applyPalette(*qApp, dark ? app::PaletteChoice::Dark : app::PaletteChoice::Light);
    const auto suffix = dark ? QStringLiteral("_dark") : QStringLiteral("_light");
    fakes::InspectorWorld world;
    SourcesPane pane(world.context);
    pane.resize(340, 560);
    QVERIFY(fakes::takePicture(pane, QStringLiteral("sources_empty") + suffix));

    fakes::FakeRates rates(world.names);
    rates.set("broker", "orders", 101234, 101)
        .set("broker", "payments.authorized", 99000, 99.4)
        .set("broker", "payments.refused", 120, 0.3);
    rates.set("nats payments-dev", "_INBOX.x", 3, 1)
        .set("nats payments-dev", "mail.\xe2\x80\xae\x1b[31m<b>evil</b>\xff", 1, 12345.6);
    for (int i = 0; i < 10'000; ++i)
        rates.append(world.names.connections.intern("nats payments-dev"),
            world.names.channels.intern("device." + std::to_string(i)), 1, 0.1);
    rates.set("kube", "x", 1, 0);
    const std::pair<const char*, ConnectionState> states[] = {{"broker", ConnectionState::Up},
        {"nats payments-dev", ConnectionState::Connecting}, {"kube", ConnectionState::Down},
        {"orders.eventscope", ConnectionState::Ended}};
    for (const auto& [name, state] : states) {
        stream::HealthSnapshot::ConnectionHealth health;
        health.connection = world.names.connections.intern(name);
        health.state = state;
        world.health.connections.push_back(health);
        pane.model().setTraits({health.connection, QStringLiteral("."), {}});
    }
    world.snapshots.rates = rates.snapshot;
    world.styles.setStyle(QStringLiteral("orders"), {{}, QStringLiteral("Orders of the shop")});
    for (int frame = 0; frame < 14; ++frame)
        pane.refresh(world.frame());
    auto* const tree = pane.findChild<QTreeView*>();
    tree->sortByColumn(SourcesModel::RateColumn, Qt::DescendingOrder);
    tree->expandToDepth(1);
    QVERIFY(fakes::takePicture(pane, QStringLiteral("sources_full") + suffix));
}

QTEST_MAIN(TestSourcesPane)
#include "tst_sources_pane.moc"

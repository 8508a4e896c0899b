// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

#include "app/palette.h"
#include "inspectors/payload/payload_inspector.h"
#include "inspectors/payload/payload_pane.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/inspector_world.h"
#include "tests/fakes/picture.h"
#include "tests/inspectors/payload/pack.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::payload;

class TestPayloadPane : public QObject {
    Q_OBJECT

private slots:
    void nothingIsDecodedWhileHidden();
    void aLargePayloadIsDecodedElsewhere();
    void theSelectionIsFollowed();
    void theFieldUnderTheCursorIsTold();
    void pictures_data();
    void pictures();

private:
    static SelectedEvent event(fakes::InspectorWorld& world, const IncomingEvent& incoming)
    {
        return {fakes::EventBuilder(world.names).add(incoming).take(Position(88'112)), 0};
    }
    static QString look(const PayloadPane& pane) { return pane.findChild<QLabel*>(QStringLiteral("look"))->text(); }
};

void TestPayloadPane::nothingIsDecodedWhileHidden()
{
    fakes::InspectorWorld world;
    PayloadPane pane(world.context);
    pane.setEvent(event(world, fakes::EventBuilder::dull()));
    QVERIFY(pane.isDecoding());

    pane.show();

    QVERIFY(!pane.isDecoding());
    QVERIFY(look(pane).startsWith(QStringLiteral("JSON")));
}

void TestPayloadPane::aLargePayloadIsDecodedElsewhere()
{
    fakes::InspectorWorld world;
    PayloadPane pane(world.context);
    pane.show();
    const std::string large = '"' + std::string(10U << 20U, 'x') + '"';
    auto incoming = fakes::EventBuilder::dull();
    incoming.payload = large;

    pane.setEvent(event(world, incoming));

    QVERIFY(pane.isDecoding());
    QTRY_VERIFY_WITH_TIMEOUT(!pane.isDecoding(), 30'000);
    QVERIFY2(look(pane).startsWith(QStringLiteral("JSON, 10.0")), qPrintable(look(pane)));
}

void TestPayloadPane::theSelectionIsFollowed()
{
    fakes::InspectorWorld world;
    QWidget window;
    PayloadInspector inspector(world.context, &window);
    auto* const pane = qobject_cast<PayloadPane*>(inspector.widget());
    const auto chosen = event(world, fakes::EventBuilder::dull());

    world.selection.selectEvent(chosen);
    QVERIFY(pane->event() && pane->event()->batch == chosen.batch);

    inspector.openWindow(chosen);
    const auto windows = window.findChildren<PayloadPane*>();
    QCOMPARE(windows.size(), 2);
    QVERIFY(windows.back()->isWindow());
}

void TestPayloadPane::theFieldUnderTheCursorIsTold()
{
    fakes::InspectorWorld world;
    PayloadPane pane(world.context);
    pane.show();
    pane.setEvent(event(world, fakes::EventBuilder::dull()));
    QSignalSpy messages(&world.requests, &Requests::messageWanted);
    auto* const tree = pane.findChild<QTreeView*>();

    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));

    QCOMPARE(messages.count(), 1);
    QVERIFY(messages.front().front().toString().contains(QStringLiteral("data.total")));
}

void TestPayloadPane::pictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestPayloadPane::pictures()
{
    QFETCH(const bool, dark);
    app::applyPalette(*qApp, dark ? app::PaletteChoice::Dark : app::PaletteChoice::Light);
    const auto suffix = dark ? QStringLiteral("_dark") : QStringLiteral("_light");
    fakes::InspectorWorld world;
    PayloadPane pane(world.context);
    pane.resize(460, 620);
    pane.show();
    auto* const tabs = pane.findChild<QTabWidget*>();
    const auto take = [&](const char* name) {
        return fakes::takePicture(pane, QStringLiteral("event_") + QLatin1String(name) + suffix);
    };
    QVERIFY(take("none"));

    const std::vector<Header> headers{{"ce-type", "order.created"}, {"authorization", std::nullopt}, {"empty", ""},
        {"evil", "\x1b[31m\xe2\x80\xae<b>bold</b>\xff"}};
    auto incoming = fakes::EventBuilder::dull();
    incoming.headers = headers;
    incoming.eventTime = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));
    incoming.correlation = "c-17";
    incoming.payload =
        R"({"order":{"id":12345678901234567890,"total":129.90,"currency":"EUR","items":[{"sku":"A-1","count":2},{"sku":"B-2","count":1}],"gift":false,"note":null},"evil":"\u202e\u001b[31m<b>bold</b>","empty":{}})";
    pane.setEvent(event(world, incoming));
    pane.findChild<QTreeView*>()->expandAll();
    QVERIFY(take("tree"));
    for (const auto& [tab, name] : {std::pair(PayloadPane::TextTab, "text"), std::pair(PayloadPane::HexTab, "hex"),
             std::pair(PayloadPane::DetailsTab, "details")}) {
        tabs->setCurrentIndex(tab);
        QVERIFY(take(name));
    }

    tabs->setCurrentIndex(PayloadPane::TreeTab);
    incoming.payload = std::nullopt;
    pane.setEvent(event(world, incoming));
    QVERIFY(take("tombstone"));
    const auto bomb = fakes::gzip(std::string(20'000'000, 'x'));
    incoming.payload = bomb;
    tabs->setCurrentIndex(PayloadPane::TextTab);
    pane.setEvent(event(world, incoming));
    QTRY_VERIFY_WITH_TIMEOUT(!pane.isDecoding(), 30'000);
    QVERIFY(take("bomb"));
    const std::string large(10U << 20U, 'x');
    incoming.payload = large;
    pane.setEvent(event(world, incoming));
    QTRY_VERIFY_WITH_TIMEOUT(!pane.isDecoding(), 30'000);
    QVERIFY(take("10mib"));
}

QTEST_MAIN(TestPayloadPane)
#include "tst_payload_pane.moc"

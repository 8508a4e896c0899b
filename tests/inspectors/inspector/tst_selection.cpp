// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "inspectors/inspector/selection.h"
#include "tests/fakes/event_builder.h"

using namespace eventscope;
using namespace eventscope::inspect;

class TestSelection : public QObject {
    Q_OBJECT

private slots:
    void eachChangeIsToldOnce();
    void backAndForwardWalkThroughWhatWasSelected();
    void aNewSelectionEndsTheWayForward();
    void onlyAHundredStepsAreKept();
    void aSelectedEventKeepsItsBatch();
};

void TestSelection::eachChangeIsToldOnce()
{
    Selection selection;
    const QSignalSpy changes(&selection, &Selection::changed);

    selection.selectKey(QStringLiteral("4711"));
    selection.selectKey(QStringLiteral("4711"));
    selection.selectChannel(SelectedChannel{ConnectionId(), QStringLiteral("orders"), false});

    QCOMPARE(changes.count(), 2);
    QCOMPARE(selection.state().key, QStringLiteral("4711"));
    QCOMPARE(selection.state().channel->prefix, QStringLiteral("orders"));
}

void TestSelection::backAndForwardWalkThroughWhatWasSelected()
{
    Selection selection;
    QVERIFY(!selection.canGoBack());
    selection.selectKey(QStringLiteral("1"));
    selection.selectKey(QStringLiteral("2"));

    selection.goBack();
    QCOMPARE(selection.state().key, QStringLiteral("1"));
    QVERIFY(selection.canGoForward());
    selection.goBack();
    QCOMPARE(selection.state().key, QString());
    QVERIFY(!selection.canGoBack());
    selection.goForward();
    selection.goForward();

    QCOMPARE(selection.state().key, QStringLiteral("2"));
    QVERIFY(!selection.canGoForward());
}

void TestSelection::aNewSelectionEndsTheWayForward()
{
    Selection selection;
    selection.selectKey(QStringLiteral("1"));
    selection.selectKey(QStringLiteral("2"));
    selection.goBack();

    selection.selectKey(QStringLiteral("3"));

    QVERIFY(!selection.canGoForward());
    selection.goBack();
    QCOMPARE(selection.state().key, QStringLiteral("1"));
}

void TestSelection::onlyAHundredStepsAreKept()
{
    Selection selection;
    for (int key = 1; key <= 300; ++key)
        selection.selectKey(QString::number(key));

    int steps = 0;
    while (selection.canGoBack()) {
        selection.goBack();
        ++steps;
    }

    QCOMPARE(steps, 99);
    QCOMPARE(selection.state().key, QStringLiteral("201"));
}

void TestSelection::aSelectedEventKeepsItsBatch()
{
    Names names;
    fakes::EventBuilder builder(names);
    auto batch = builder.add("orders", "{}").add("mail", "{}").take(Position(7));
    Selection selection;

    selection.selectEvent({batch, 1});
    batch.reset();

    QCOMPARE(selection.state().event->position().value(), 8U);
    QCOMPARE(names.channels.text(selection.state().event->view()->channel), std::string_view("mail"));
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "inspectors/inspector/all_rows.h"
#include "inspectors/inspector/event_window.h"
#include "tests/fakes/event_builder.h"
#include "tests/fakes/scripted_page_source.h"

using namespace eventscope;
using namespace eventscope::inspect;

namespace {

constexpr auto Deadline = 20'000;

SharedBatch batchOf(Names& names, std::uint64_t first, int count)
{
    fakes::EventBuilder builder(names);
    for (int i = 0; i < count; ++i)
        builder.add("orders", "{}");
    return builder.take(Position(first));
}

} // namespace

class TestEventWindow : public QObject {
    Q_OBJECT

private slots:
    void aNewWindowIsEmpty();
    void whatArrivesIsOneList();
    void boundsAreToldOnceAFrame();
    void theOldestLeaveWhenTheBudgetIsUsed();
    void olderEventsComeFromTheLogByPage();
    void aHoleOfTheLaneIsFilledFromTheLog();
    void whatTheLogDoesNotHaveIsMissing();
    void aPageThatWasReadTooEarlyIsReadAgain();
    void onlyTwoPagesAreUnderWay();
    void aFailedReadIsTold();
    void anAnswerOfAnOlderLogIsDropped();
    void rowsFollowTheBounds();
    void rowsBeginAnewWhenEverythingLeft();
};

void TestEventWindow::aNewWindowIsEmpty()
{
    EventWindow window;

    QCOMPARE(window.count(), 0U);
    QVERIFY(!window.find(Position(1)));
    QCOMPARE(window.want(Position(1)), EventWindow::State::Missing);
}

void TestEventWindow::whatArrivesIsOneList()
{
    Names names;
    EventWindow window;

    window.append(batchOf(names, 1, 3));
    window.append(batchOf(names, 4, 2));
    window.append(batchOf(names, 2, 2));
    window.finishFrame(true);

    QCOMPARE(window.first().value(), 1U);
    QCOMPARE(window.last().value(), 5U);
    QCOMPARE(window.find(Position(4))->position().value(), 4U);
    QVERIFY(!window.find(Position(6)));
}

void TestEventWindow::boundsAreToldOnceAFrame()
{
    Names names;
    EventWindow window;
    const QSignalSpy changes(&window, &EventWindow::changed);

    window.append(batchOf(names, 1, 3));
    window.append(batchOf(names, 4, 2));
    window.finishFrame(true);
    window.finishFrame(true);

    QCOMPARE(changes.count(), 1);
}

void TestEventWindow::theOldestLeaveWhenTheBudgetIsUsed()
{
    Names names;
    EventWindow window(100'000);

    for (std::uint64_t i = 0; i < 100; ++i)
        window.append(batchOf(names, 1 + i * 100, 100));
    window.finishFrame(true);

    QVERIFY(window.memoryBytes() <= 100'000);
    QVERIFY(window.first().value() > 1);
    QCOMPARE(window.last().value(), 10'000U);
}

void TestEventWindow::olderEventsComeFromTheLogByPage()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 1000);
    EventWindow window;
    const QSignalSpy arrivals(&window, &EventWindow::pageArrived);
    window.setPageSource(&log);
    window.append(batchOf(names, 901, 100));
    window.finishFrame(true);

    QCOMPARE(window.first().value(), 1U);
    QVERIFY(!window.find(Position(300)));
    QCOMPARE(window.want(Position(300)), EventWindow::State::Loading);
    QTRY_COMPARE_WITH_TIMEOUT(arrivals.count(), 1, Deadline);

    QCOMPARE(window.want(Position(300)), EventWindow::State::Loaded);
    QCOMPARE(window.find(Position(300))->position().value(), 300U);
    QCOMPARE(log.asked(), 1U);
}

void TestEventWindow::aHoleOfTheLaneIsFilledFromTheLog()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 30);
    EventWindow window;
    window.setPageSource(&log);
    window.append(batchOf(names, 1, 10));
    window.append(batchOf(names, 21, 10));
    window.finishFrame(true);

    QCOMPARE(window.want(Position(15)), EventWindow::State::Loading);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(Position(15)).has_value(), Deadline);
}

void TestEventWindow::whatTheLogDoesNotHaveIsMissing()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 10);
    log.store(Position(600), 10);
    EventWindow window;
    window.setPageSource(&log);

    QCOMPARE(window.want(Position(20)), EventWindow::State::Loading);
    QTRY_COMPARE_WITH_TIMEOUT(window.want(Position(20)), EventWindow::State::Missing, Deadline);

    QVERIFY(!window.find(Position(20)));
}

void TestEventWindow::aPageThatWasReadTooEarlyIsReadAgain()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 10);
    EventWindow window;
    window.setPageSource(&log);
    QCOMPARE(window.want(Position(5)), EventWindow::State::Loading);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(Position(5)).has_value(), Deadline);

    log.store(Position(11), 10);

    QCOMPARE(window.want(Position(15)), EventWindow::State::Loading);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(Position(15)).has_value(), Deadline);
}

void TestEventWindow::onlyTwoPagesAreUnderWay()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 5000);
    log.holdAnswers();
    EventWindow window;
    window.setPageSource(&log);

    for (std::uint64_t position = 1; position < 5000; position += 100)
        QCOMPARE(window.want(Position(position)), EventWindow::State::Loading);

    QCOMPARE(log.asked(), 2U);
}

void TestEventWindow::aFailedReadIsTold()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    log.store(Position(1), 10);
    log.failWith({Fault::Corrupt, "segment 3 is cut short"});
    EventWindow window;
    QSignalSpy failures(&window, &EventWindow::failed);
    window.setPageSource(&log);

    (void)window.want(Position(5));
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, Deadline);

    QCOMPARE(failures.front().front().toString(), QStringLiteral("segment 3 is cut short"));
    QCOMPARE(window.want(Position(5)), EventWindow::State::Missing);
}

void TestEventWindow::anAnswerOfAnOlderLogIsDropped()
{
    Names names;
    fakes::ScriptedPageSource first(names);
    first.store(Position(1), 10);
    first.holdAnswers();
    fakes::ScriptedPageSource second(names);
    second.store(Position(1), "second", "{}");
    EventWindow window;
    window.setPageSource(&first);
    (void)window.want(Position(1));

    window.setPageSource(&second);
    (void)window.want(Position(1));
    QVERIFY(first.answerOne());
    QTRY_VERIFY_WITH_TIMEOUT(window.find(Position(1)).has_value(), Deadline);

    QCOMPARE(names.channels.text(window.find(Position(1))->view()->channel), std::string_view("second"));
}

void TestEventWindow::rowsFollowTheBounds()
{
    Names names;
    fakes::ScriptedPageSource log(names);
    EventWindow window;
    window.setPageSource(&log);
    window.append(batchOf(names, 11, 10));
    window.finishFrame(true);
    AllRows rows(window);

    QCOMPARE(rows.pending(), (EventRows::Pending{0, 0, 10}));
    rows.append(10);
    log.store(Position(6), 15);
    window.append(batchOf(names, 21, 5));
    window.finishFrame(true);

    QCOMPARE(rows.pending(), (EventRows::Pending{0, 5, 5}));
    rows.insertFront(5);
    rows.append(5);
    QCOMPARE(rows.position(0).value(), 6U);
    QCOMPARE(rows.rowAtOrAfter(Position(8)), 2);
    QCOMPARE(rows.rowAtOrAfter(Position(1)), 0);
    QCOMPARE(rows.rowAtOrAfter(Position(1000)), 20);
}

void TestEventWindow::rowsBeginAnewWhenEverythingLeft()
{
    Names names;
    EventWindow window;
    window.append(batchOf(names, 1, 10));
    window.finishFrame(true);
    AllRows rows(window);
    rows.append(rows.pending().append);

    window.clear();
    QCOMPARE(rows.pending(), (EventRows::Pending{10, 0, 0}));
    rows.removeFront(10);
    window.append(batchOf(names, 100, 3));
    window.finishFrame(true);

    QCOMPARE(rows.pending(), (EventRows::Pending{0, 0, 3}));
    QCOMPARE(rows.position(0).value(), 100U);
}

QTEST_GUILESS_MAIN(TestEventWindow)
#include "tst_event_window.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QGroupBox>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

#include "app/start_page.h"

using namespace eventscope::app;

class TestStartPage : public QObject {
    Q_OBJECT

private slots:
    void everyChoiceIsOneClick_data();
    void everyChoiceIsOneClick();
    void theFirstStartAsksOnce();
    void aRecordingThatIsGoneCannotBeChosen();
    void theBrokerSaysWhereItListensAndThatItMoved();

private:
    static void click(const StartPage& page, const QString& name) { page.findChild<QAbstractButton*>(name)->click(); }
};

void TestStartPage::everyChoiceIsOneClick_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("signal");
    QTest::newRow("demo") << "demo"
                          << "demoWanted";
    QTest::newRow("connect") << "connect"
                             << "connectionWanted";
    QTest::newRow("open") << "open"
                          << "recordingWanted";
}

void TestStartPage::everyChoiceIsOneClick()
{
    QFETCH(const QString, button);
    QFETCH(const QString, signal);
    StartPage page;
    QSignalSpy demo(&page, &StartPage::demoWanted);
    QSignalSpy connection(&page, &StartPage::connectionWanted);
    QSignalSpy recording(&page, &StartPage::recordingWanted);

    click(page, button);

    QCOMPARE(demo.count(), signal == QStringLiteral("demoWanted") ? 1 : 0);
    QCOMPARE(connection.count(), signal == QStringLiteral("connectionWanted") ? 1 : 0);
    QCOMPARE(recording.count(), signal == QStringLiteral("recordingWanted") ? 1 : 0);
}

void TestStartPage::theFirstStartAsksOnce()
{
    StartPage page;
    page.setLogQuestion(Preferences::KeepLog::NotAsked, quint64{2} << 30);
    QSignalSpy chosen(&page, &StartPage::logChosen);
    auto* const keep = page.findChild<QAbstractButton*>(QStringLiteral("keep"));
    QVERIFY(keep->isVisibleTo(&page));

    keep->click();

    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().at(0).value<Preferences::KeepLog>(), Preferences::KeepLog::OnDisk);
    QCOMPARE(chosen.front().at(1).toULongLong(), quint64{2} << 30);
    QVERIFY(!keep->isVisibleTo(&page));
}

void TestStartPage::aRecordingThatIsGoneCannotBeChosen()
{
    StartPage page;
    page.setRecordings({QStringLiteral("/nowhere/x.eventscope"), QStringLiteral(EVENTSCOPE_SOURCE_DIR "/LICENSE")});
    const auto lists = page.findChildren<QListWidget*>();
    const auto found = std::find_if(lists.begin(), lists.end(),
        [](auto* list) { return list->accessibleName() == StartPage::tr("Recent recordings"); });
    QVERIFY(found != lists.end());

    QCOMPARE((*found)->item(0)->flags(), Qt::NoItemFlags);
    QVERIFY((*found)->item(1)->flags() & Qt::ItemIsEnabled);
}

void TestStartPage::theBrokerSaysWhereItListensAndThatItMoved()
{
    StartPage page;
    const auto* const label = page.findChild<QLabel*>(QStringLiteral("broker"));

    page.setBroker({QStringLiteral("tcp://127.0.0.1:5580"), QStringLiteral("tcp://127.0.0.1:5581"), true, {}});
    QVERIFY(label->text().contains(QStringLiteral("tcp://127.0.0.1:5580")));
    QVERIFY(label->text().contains(QStringLiteral("taken")));

    page.setBroker({{}, {}, false, QStringLiteral("no port is free")});
    QVERIFY(label->text().contains(QStringLiteral("no port is free")));
}

QTEST_MAIN(TestStartPage)
#include "tst_start_page.moc"

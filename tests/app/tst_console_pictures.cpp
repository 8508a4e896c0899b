// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include "app/connection_dialog.h"
#include "app/palette.h"
#include "app/redaction.h"
#include "app/start_page.h"
#include "broker/event/clock.h"
#include "tests/app/fake_system.h"
#include "tests/fakes/picture.h"

using namespace eventscope;
using namespace eventscope::app;

/// Pictures of the pages and dialogs, in both palettes, for people to judge.
class TestConsolePictures : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadResources(); }
    void pagesAndDialogs_data();
    void pagesAndDialogs();
};

void TestConsolePictures::pagesAndDialogs_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestConsolePictures::pagesAndDialogs()
{
    QFETCH(const bool, dark);
    const QString suffix = dark ? QStringLiteral("_dark") : QStringLiteral("_light");
    applyPalette(*qApp, dark ? PaletteChoice::Dark : PaletteChoice::Light);

    StartPage empty;
    empty.resize(1100, 720);
    empty.setLogQuestion(Preferences::KeepLog::NotAsked, quint64{1} << 30);
    empty.setBroker({QStringLiteral("tcp://127.0.0.1:5570"), QStringLiteral("tcp://127.0.0.1:5571"), false, {}});
    QVERIFY(fakes::takePicture(empty, QStringLiteral("start_first") + suffix));

    StartPage full;
    full.resize(900, 600);
    full.setNotice(QStringLiteral("The preferences could not be read. Eventscope starts with its defaults."));
    full.setConnections({{"nats", {"payments-dev", {}}}, {"nats", {"a\u202Ebidi\x1b[31m & <b>bold</b>", {}}}});
    full.setRecordings({QStringLiteral(EVENTSCOPE_SOURCE_DIR "/LICENSE"),
        QStringLiteral("/nowhere/a/very/long/path/that/never/ends/with/a/name/orders.eventscope")});
    full.setBroker({QStringLiteral("tcp://127.0.0.1:5580"), QStringLiteral("tcp://127.0.0.1:5581"), true, {}});
    QVERIFY(fakes::takePicture(full, QStringLiteral("start_full") + suffix));

    const SystemClock clock;
    const Context context{clock};
    fakes::FakeFactory factory;
    ConnectionDialog dialog({{{fakes::fakeManifest(), [&] { return Result<const ConnectorFactory*>(&factory); }}},
        context, QStringLiteral("Secrets are kept in the keyring of this desktop."), true});
    QVERIFY(fakes::takePicture(dialog, QStringLiteral("connect_empty") + suffix));
    QVERIFY(!dialog.setUrl(QStringLiteral("kafka\u202E://x")));
    dialog.findChild<QLineEdit*>(QStringLiteral("password"))->setText(QStringLiteral("secret"));
    QVERIFY(fakes::takePicture(dialog, QStringLiteral("connect_problem") + suffix));
    RedactionDialog redaction({QStringLiteral("data.card.number drop"), QStringLiteral("channel hash")});
    QVERIFY(fakes::takePicture(redaction, QStringLiteral("redaction") + suffix));
}

QTEST_MAIN(TestConsolePictures)
#include "tst_console_pictures.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/preferences.h"
#include "tests/fakes/verify_result.h"

using namespace eventscope::app;

class TestPreferences : public QObject {
    Q_OBJECT

private slots:
    void whatWasSavedIsLoaded();
    void onlyTheOwnerMayReadThem();
    void aMissingFileGivesTheDefaults();
    void aDamagedFileIsKeptAsideAndTold_data();
    void aDamagedFileIsKeptAsideAndTold();
    void valuesOutOfBoundsComeToTheirBound();
    void aFolderThatCannotBeWrittenIsNamed();
    void rememberKeepsTheNewestOnce();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("eventscope/eventscope.ini")); }
    [[nodiscard]] bool put(const QByteArray& text) const
    {
        QDir().mkpath(m_folder.filePath(QStringLiteral("eventscope")));
        QFile file(path());
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }

    QTemporaryDir m_folder;
};

void TestPreferences::whatWasSavedIsLoaded()
{
    Preferences preferences;
    preferences.windowGeometry = QByteArray("\0\xff\x01", 3);
    preferences.palette = PaletteChoice::Dark;
    preferences.timeDisplay = Preferences::TimeDisplay::Utc;
    preferences.columns = {QStringLiteral("type"), QStringLiteral("headers['x, y']")};
    preferences.filterHistory = {QStringLiteral("type = 'ä;\"=%[]' AND data.a > 1")};
    preferences.bookmarks = {{QStringLiteral("late"), QStringLiteral("time < observed")}};
    preferences.recentRecordings = {QStringLiteral("/tmp/a b.eventscope")};
    preferences.redactionRules = {QStringLiteral("data.card.number hash")};
    preferences.channelStyles.insert(
        QStringLiteral("orders/[1]"), {QColor(0x11, 0x22, 0x33), QStringLiteral("Orders")});
    preferences.diskBudgetBytes = quint64{5} << 30;
    preferences.keepLog = Preferences::KeepLog::InMemory;
    preferences.showsInternalChannels = true;

    VERIFY_RESULT(savePreferences(preferences, path()));
    const auto loaded = loadPreferences(path());

    QCOMPARE(loaded.problem, QString());
    QVERIFY(loaded.preferences == preferences);
}

void TestPreferences::onlyTheOwnerMayReadThem()
{
    VERIFY_RESULT(savePreferences({}, path()));

    QVERIFY(!(QFile::permissions(path()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void TestPreferences::aMissingFileGivesTheDefaults()
{
    const auto loaded = loadPreferences(m_folder.filePath(QStringLiteral("nowhere.ini")));

    QVERIFY(loaded.preferences == Preferences());
    QCOMPARE(loaded.problem, QString());
}

void TestPreferences::aDamagedFileIsKeptAsideAndTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another file") << QByteArray("[something]\nelse=1\n");
    QTest::newRow("bytes") << QByteArray("\x7f"
                                         "ELF\x02\x01\n\0\0\xff\xfe",
        11);
    QTest::newRow("cut in a section") << QByteArray("[gener");
}

void TestPreferences::aDamagedFileIsKeptAsideAndTold()
{
    QFETCH(const QByteArray, text);
    QVERIFY(put(text));

    const auto loaded = loadPreferences(path());

    QVERIFY(loaded.preferences == Preferences());
    QVERIFY2(loaded.problem.contains(path() + QStringLiteral(".damaged")), qPrintable(loaded.problem));
    QFile aside(path() + QStringLiteral(".damaged"));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), text);
}

void TestPreferences::valuesOutOfBoundsComeToTheirBound()
{
    QVERIFY(put("[General]\nversion=1\n[budget]\nmemory_bytes=1\ndisk_bytes=much\n[window]\npalette=pink\n"));

    const auto loaded = loadPreferences(path()).preferences;

    QCOMPARE(loaded.memoryBudgetBytes, Preferences::MinMemoryBudget);
    QCOMPARE(loaded.diskBudgetBytes, Preferences().diskBudgetBytes);
    QCOMPARE(loaded.palette, PaletteChoice::System);
}

void TestPreferences::aFolderThatCannotBeWrittenIsNamed()
{
    const auto saved = savePreferences({}, QStringLiteral("/proc/eventscope/eventscope.ini"));

    QVERIFY(!saved);
    QVERIFY(saved.error().what.find("/proc/eventscope") != std::string::npos);
}

void TestPreferences::rememberKeepsTheNewestOnce()
{
    QStringList list{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};

    remember(list, QStringLiteral("c"), 2);

    QCOMPARE(list, QStringList({QStringLiteral("c"), QStringLiteral("a")}));
}

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"

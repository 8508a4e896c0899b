// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

#include "inspectors/flow/error_line.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/filter_edit.h"

using namespace eventscope;
using namespace eventscope::inspect;
using namespace eventscope::inspect::flow;

namespace {

struct Screen {
    Screen()
    {
        bar.resize(900, 60);
        bar.show();
        bar.startTyping();
    }
    void type(const char* text) { QTest::keyClicks(&edit, QString::fromUtf8(text)); }
    [[nodiscard]] bool shows(const QString& part) const
    {
        const auto labels = bar.findChildren<QLabel*>();
        return std::any_of(
            labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().contains(part); });
    }

    FieldRegistry fields;
    Names names;
    FilterBar bar{fields, names};
    FilterEdit& edit = *bar.findChild<FilterEdit*>();
    ErrorLine& error = *bar.findChild<ErrorLine*>();
};

} // namespace

class TestFilterBar : public QObject {
    Q_OBJECT

private slots:
    void enterAppliesAValidFilter();
    void anInvalidFilterIsNotAppliedAndSaysWhere();
    void theErrorPointsBehindLettersOfSeveralBytes();
    void escapeGoesBackToWhatIsApplied();
    void anEmptyLineShowsEverything();
    void filtersAreCombined();
    void upAndDownWalkThroughHistory();
    void theStarKeepsAFilter();
    void theCountSaysHowManyPass();
    void completionsAreOffered();
};

void TestFilterBar::enterAppliesAValidFilter()
{
    Screen screen;
    const QSignalSpy applied(&screen.bar, &FilterBar::applied);

    screen.type("channel = 'orders'");
    QVERIFY(!screen.bar.filter());
    QTest::keyClick(&screen.edit, Qt::Key_Return);

    QCOMPARE(applied.count(), 1);
    QCOMPARE(screen.bar.filter()->text(), std::string("channel = 'orders'"));
    QVERIFY(screen.shows(QStringLiteral("applied")));
    QVERIFY(!screen.error.isVisible());
}

void TestFilterBar::anInvalidFilterIsNotAppliedAndSaysWhere()
{
    Screen screen;
    const QSignalSpy applied(&screen.bar, &FilterBar::applied);

    screen.type("channel =");
    QTest::keyClick(&screen.edit, Qt::Key_Return);

    QCOMPARE(applied.count(), 0);
    QVERIFY(screen.error.isVisible());
    QVERIFY2(screen.error.sentence().startsWith(QStringLiteral("Character ")), qPrintable(screen.error.sentence()));
    QVERIFY(screen.shows(QStringLiteral("error")));
}

void TestFilterBar::theErrorPointsBehindLettersOfSeveralBytes()
{
    Screen screen;

    screen.edit.setText(QStringLiteral(u"key = '\u00E4\u00F6\u00FC"));

    QCOMPARE(screen.edit.charactersBefore(13), 10);
    QVERIFY(screen.edit.xOfByte(13) > screen.edit.xOfByte(7));
    QVERIFY(screen.error.isVisible());
}

void TestFilterBar::escapeGoesBackToWhatIsApplied()
{
    Screen screen;
    screen.bar.apply(QStringLiteral("channel = 'orders'"));

    screen.edit.setText(QStringLiteral("something else"));
    QTest::keyClick(&screen.edit, Qt::Key_Escape);

    QCOMPARE(screen.bar.text(), QStringLiteral("channel = 'orders'"));
}

void TestFilterBar::anEmptyLineShowsEverything()
{
    Screen screen;
    screen.bar.apply(QStringLiteral("channel = 'orders'"));

    screen.bar.apply({});

    QVERIFY(!screen.bar.filter());
    QVERIFY(screen.bar.text().isEmpty());
}

void TestFilterBar::filtersAreCombined()
{
    Screen screen;
    screen.bar.apply(QStringLiteral("channel = 'orders'"));

    screen.bar.apply(QStringLiteral("key = 'a'"), Requests::FilterMode::And);
    QCOMPARE(screen.bar.text(), QStringLiteral("(channel = 'orders') AND (key = 'a')"));
    screen.bar.apply(QStringLiteral("key = 'b'"));
    screen.bar.apply(QStringLiteral("type = 'x'"), Requests::FilterMode::AndNot);
    QCOMPARE(screen.bar.text(), QStringLiteral("(key = 'b') AND NOT (type = 'x')"));
    screen.bar.apply({});
    screen.bar.apply(QStringLiteral("type = 'x'"), Requests::FilterMode::AndNot);

    QCOMPARE(screen.bar.text(), QStringLiteral("NOT (type = 'x')"));
    QVERIFY(screen.bar.filter());
}

void TestFilterBar::upAndDownWalkThroughHistory()
{
    Screen screen;
    const QSignalSpy changes(&screen.bar, &FilterBar::historyChanged);
    screen.bar.apply(QStringLiteral("key = '1'"));
    screen.bar.apply(QStringLiteral("key = '2'"));
    screen.edit.setText(QStringLiteral("draft"));

    QTest::keyClick(&screen.edit, Qt::Key_Up);
    QCOMPARE(screen.bar.text(), QStringLiteral("key = '2'"));
    QTest::keyClick(&screen.edit, Qt::Key_Up);
    QTest::keyClick(&screen.edit, Qt::Key_Up);
    QCOMPARE(screen.bar.text(), QStringLiteral("key = '1'"));
    QTest::keyClick(&screen.edit, Qt::Key_Down);
    QTest::keyClick(&screen.edit, Qt::Key_Down);
    QCOMPARE(screen.bar.text(), QStringLiteral("draft"));

    QCOMPARE(changes.count(), 2);
    QCOMPARE(screen.bar.history(), (QStringList{QStringLiteral("key = '2'"), QStringLiteral("key = '1'")}));
}

void TestFilterBar::theStarKeepsAFilter()
{
    Screen screen;
    const QSignalSpy changes(&screen.bar, &FilterBar::bookmarksChanged);
    screen.edit.setText(QStringLiteral("key = '1'"));
    const auto buttons = screen.bar.findChildren<QAbstractButton*>();
    const auto star = std::find_if(buttons.begin(), buttons.end(),
        [](const QAbstractButton* button) { return button->text() == QStringLiteral(u"\u2606"); });
    QVERIFY(star != buttons.end());

    QTest::mouseClick(*star, Qt::LeftButton, {}, {4, 8});

    QCOMPARE(changes.count(), 1);
    QCOMPARE(screen.bar.bookmarks().front().expression, QStringLiteral("key = '1'"));
    QCOMPARE((*star)->text(), QStringLiteral(u"\u2605"));
}

void TestFilterBar::theCountSaysHowManyPass()
{
    QLocale::setDefault(QLocale(QLocale::English));
    Screen screen;
    screen.bar.apply(QStringLiteral("key = '1'"));

    screen.bar.showCount({.shown = 1204, .all = 88112, .progress = 0.5, .remark = {}});
    QVERIFY(screen.shows(QStringLiteral("1,204 of 88,112")));
    QVERIFY(screen.bar.findChild<QProgressBar*>()->isVisible());
    screen.bar.showCount({.shown = 1204, .all = 88112, .progress = 1, .remark = QStringLiteral("The log was closed.")});

    QVERIFY(!screen.bar.findChild<QProgressBar*>()->isVisible());
    QVERIFY(screen.shows(QStringLiteral(u"\u26A0")));
}

void TestFilterBar::completionsAreOffered()
{
    Screen screen;

    screen.type("corr");
    QVERIFY(screen.edit.isCompleting());
    QTest::keyClick(&screen.edit, Qt::Key_Escape);

    QCOMPARE(screen.bar.text(), QStringLiteral("corr"));
}

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"

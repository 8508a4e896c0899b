// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include "app/redaction.h"

using namespace eventscope::app;

class TestRedactionDialog : public QObject {
    Q_OBJECT

private slots:
    void usableRulesMakeARedactor();
    void aRuleThatCannotBeUsedIsTold();
    void theDialogRefusesBrokenRules();
};

void TestRedactionDialog::usableRulesMakeARedactor()
{
    QVERIFY(readRedactionRules({QStringLiteral("key hash"), QString()}).redactor);
    QVERIFY(!readRedactionRules({}).redactor);
}

void TestRedactionDialog::aRuleThatCannotBeUsedIsTold()
{
    const auto choice = readRedactionRules({QStringLiteral("key hash"), QStringLiteral("data. drop")});

    QCOMPARE(choice.problems.size(), 1);
    QVERIFY(choice.problems.front().contains(QStringLiteral("data. drop")));
    QVERIFY(choice.redactor);
}

void TestRedactionDialog::theDialogRefusesBrokenRules()
{
    RedactionDialog dialog({QStringLiteral("key hash")});
    auto* const accept = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    QVERIFY(accept->isEnabled());

    dialog.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("key hash\n\n  channel drop "));
    QVERIFY(!accept->isEnabled());

    dialog.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("key hash\n\n data drop "));
    QVERIFY(accept->isEnabled());
    QCOMPARE(dialog.rules(), QStringList({QStringLiteral("key hash"), QStringLiteral("data drop")}));
}

QTEST_MAIN(TestRedactionDialog)
#include "tst_redaction_dialog.moc"

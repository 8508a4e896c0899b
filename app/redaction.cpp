// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/redaction.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>
#include <vector>

#include "inspectors/inspector/text.h"

namespace eventscope::app {

RedactionChoice readRedactionRules(const QStringList& rules)
{
    RedactionChoice choice;
    std::vector<stream::RedactionRule> usable;
    for (const auto& text : rules) {
        if (text.trimmed().isEmpty())
            continue;
        if (auto rule = stream::parseRedactionRule(inspect::toUtf8(text)))
            usable.push_back(*std::move(rule));
        else
            choice.problems.push_back(inspect::toDisplayText(rule.error().what));
    }
    if (!usable.empty())
        choice.redactor = std::make_shared<const stream::Redactor>(std::move(usable));
    return choice;
}

RedactionDialog::RedactionDialog(const QStringList& rules, QWidget* parent)
    : QDialog(parent)
    , m_rules(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Redaction"));
    resize(560, 400);
    auto* const explanation = new QLabel(
        tr("What is named here is taken out of events before anything keeps or shows them. One rule a line: a field as "
           "in "
           "a filter, then \"hash\" (equal values stay comparable) or \"drop\". Values that can be guessed, such as "
           "card "
           "numbers, are safe only with \"drop\". The rules count from the next start on."),
        this);
    explanation->setTextFormat(Qt::PlainText);
    explanation->setWordWrap(true);
    m_rules->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_rules->setPlaceholderText(QStringLiteral("data.card.number drop\nheaders['authorization'] drop\nkey hash"));
    m_rules->setAccessibleName(tr("Redaction rules"));
    m_rules->setPlainText(rules.join(QLatin1Char('\n')));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, colours.color(QPalette::BrightText));
    m_problem->setPalette(colours);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_rules, &QPlainTextEdit::textChanged, this, &RedactionDialog::check);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addWidget(m_rules, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    check();
}

QStringList RedactionDialog::rules() const
{
    QStringList rules;
    for (const auto& line : m_rules->toPlainText().split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty())
            rules.push_back(line.trimmed());
    }
    return rules;
}

void RedactionDialog::check()
{
    const auto problems = readRedactionRules(rules()).problems;
    m_problem->setText(problems.value(0));
    m_accept->setEnabled(problems.isEmpty());
}

} // namespace eventscope::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>
#include <QStringList>

#include <memory>

#include "broker/stream/redaction.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace eventscope::app {

/// What a session is told not to keep.
struct RedactionChoice {
    std::shared_ptr<const stream::Redactor> redactor; ///< null: there are no rules
    QStringList problems; ///< a sentence for each rule that cannot be used
};

/// Reads rules, one a text; empty ones are skipped. A rule that cannot be used is told, the others count: who starts
/// a session must not start it while there are problems, since something would be kept that should not.
[[nodiscard]] RedactionChoice readRedactionRules(const QStringList& rules);

/// Edits the rules, one a line; cannot be accepted while one of them cannot be used. Thread: the GUI thread.
class RedactionDialog final : public QDialog {
    Q_OBJECT

public:
    explicit RedactionDialog(const QStringList& rules, QWidget* parent = nullptr);

    [[nodiscard]] QStringList rules() const;

private:
    void check();

    QPlainTextEdit* m_rules; // these are children
    QLabel* m_problem;
    QPushButton* m_accept = nullptr;
};

} // namespace eventscope::app

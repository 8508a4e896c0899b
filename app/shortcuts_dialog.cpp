// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shortcuts_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>

#include <utility>

#include "app/window_actions.h"

namespace eventscope::app {

ShortcutsDialog::ShortcutsDialog(const WindowActions& actions, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    QList<std::pair<QString, QString>> rows;
    for (const auto* action : actions.all()) {
        QStringList keys;
        for (const auto& key : action->shortcuts())
            keys.append(key.toString(QKeySequence::NativeText));
        rows.append({keys.join(tr(" or ")), action->text()});
    }
    rows.append({tr("any letter"), tr("In the flow: begin a filter")});
    rows.append({tr("Enter"), tr("In the filter: apply it")});
    rows.append({tr("Esc"), tr("In the filter: back to what is applied")});
    rows.append({tr("Up, Down"), tr("In the filter: earlier and later filters")});
    rows.append({tr("Ctrl+Space"), tr("In the filter: what may stand here")});

    auto* grid = new QGridLayout(this);
    grid->setHorizontalSpacing(24);
    const auto half = (rows.size() + 1) / 2;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        auto* key = new QLabel(rows[i].first, this);
        auto* what = new QLabel(rows[i].second, this);
        key->setTextFormat(Qt::PlainText);
        what->setTextFormat(Qt::PlainText);
        auto bold = key->font();
        bold.setBold(true);
        key->setFont(bold);
        const int column = i < half ? 0 : 2;
        grid->addWidget(key, static_cast<int>(i % half), column);
        grid->addWidget(what, static_cast<int>(i % half), column + 1);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    grid->addWidget(buttons, static_cast<int>(half), 0, 1, 4);
}

} // namespace eventscope::app

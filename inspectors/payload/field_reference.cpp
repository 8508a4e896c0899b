// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/field_reference.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace eventscope::inspect::payload {
namespace {

QString translate(const char* text) { return QCoreApplication::translate("FieldReference", text); }

} // namespace

void addFieldActions(QMenu& menu, const FieldReference& field, Requests& requests)
{
    using Mode = Requests::FilterMode;
    const auto addFilter = [&](const QString& title, Mode mode) {
        menu.addAction(title, &requests,
                [&requests, condition = field.condition, mode] { emit requests.filterWanted(condition, mode); })
            ->setEnabled(!field.condition.isEmpty());
    };
    const auto addCopy = [&](const QString& title, const QString& text) {
        menu.addAction(title, qApp, [text] { QGuiApplication::clipboard()->setText(text); })
            ->setEnabled(!text.isEmpty());
    };
    addFilter(translate("Apply as filter"), Mode::Replace);
    addFilter(translate("And this"), Mode::And);
    addFilter(translate("But not this"), Mode::AndNot);
    menu.addAction(translate("Show as column"), &requests,
            [&requests, name = field.name] { emit requests.columnWanted(name); })
        ->setEnabled(!field.name.isEmpty());
    menu.addSeparator();
    addCopy(translate("Copy value"), field.value);
    addCopy(translate("Copy path"), field.path);
    addCopy(translate("Copy as filter"), field.condition);
}

} // namespace eventscope::inspect::payload

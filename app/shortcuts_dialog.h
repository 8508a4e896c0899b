// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace eventscope::app {

class WindowActions;

/// Every key of the main window in one list.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(const WindowActions& actions, QWidget* parent = nullptr);
};

} // namespace eventscope::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "app/preferences.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace eventscope::app {

/// Palette, budgets, what is kept on disk, and what must never be kept. Thread: the GUI thread.
class PreferencesDialog final : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(const Preferences& preferences, QWidget* parent = nullptr);

    /// As given, with what was changed.
    [[nodiscard]] Preferences preferences() const;
    /// Whether something was changed that a running session cannot take over.
    [[nodiscard]] bool needsRestart(const Preferences& before) const;

private:
    void editRedaction();
    void showRedaction();

    Preferences m_preferences;
    QComboBox* m_palette; // these are children
    QComboBox* m_keepLog;
    QDoubleSpinBox* m_memory;
    QDoubleSpinBox* m_disk;
    QLabel* m_redaction;
};

} // namespace eventscope::app

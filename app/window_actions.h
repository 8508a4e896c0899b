// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

class QMenuBar;
class QMainWindow;

namespace eventscope::app {

/// Everything that can be done in the main window, with its key. The window connects them; menus, tool bar and the list
/// of shortcuts are made of them.
class WindowActions final : public QObject {
    Q_OBJECT

public:
    /// Adds the actions to the window, so that their keys work in all of it.
    explicit WindowActions(QMainWindow& window);

    [[nodiscard]] QAction* pause() const { return m_pause; }
    [[nodiscard]] QAction* record() const { return m_record; }
    [[nodiscard]] QAction* connection() const { return m_connection; }
    [[nodiscard]] QAction* open() const { return m_open; }
    [[nodiscard]] QAction* startPage() const { return m_startPage; }
    [[nodiscard]] QAction* preferences() const { return m_preferences; }
    [[nodiscard]] QAction* quit() const { return m_quit; }
    [[nodiscard]] QAction* back() const { return m_back; }
    [[nodiscard]] QAction* forward() const { return m_forward; }
    [[nodiscard]] QAction* filter() const { return m_filter; }
    [[nodiscard]] QAction* goTo() const { return m_goTo; }
    [[nodiscard]] QAction* newest() const { return m_newest; }
    [[nodiscard]] QAction* nextRelated() const { return m_nextRelated; }
    [[nodiscard]] QAction* previousRelated() const { return m_previousRelated; }
    [[nodiscard]] QAction* utc() const { return m_utc; }
    [[nodiscard]] QAction* larger() const { return m_larger; }
    [[nodiscard]] QAction* smaller() const { return m_smaller; }
    [[nodiscard]] QAction* usualSize() const { return m_usualSize; }
    [[nodiscard]] QAction* shortcuts() const { return m_shortcuts; }

    /// In the order of the list of shortcuts.
    [[nodiscard]] const QList<QAction*>& all() const { return m_all; }
    void fillMenus(QMenuBar& bar, const QList<QAction*>& views) const;
    void showRecording(bool isRecording);
    /// Icons in the colours of the palette; again after each change of it.
    void tint(const QPalette& palette);

private:
    QAction* add(const QString& text, const QList<QKeySequence>& keys, const QString& icon = {});

    QList<QAction*> m_all;
    QMainWindow& m_window; // owns the actions
    QAction* m_pause;
    QAction* m_record;
    QAction* m_connection;
    QAction* m_open;
    QAction* m_startPage;
    QAction* m_filter;
    QAction* m_goTo;
    QAction* m_newest;
    QAction* m_nextRelated;
    QAction* m_previousRelated;
    QAction* m_back;
    QAction* m_forward;
    QAction* m_utc;
    QAction* m_larger;
    QAction* m_smaller;
    QAction* m_usualSize;
    QAction* m_preferences;
    QAction* m_shortcuts;
    QAction* m_quit;
};

} // namespace eventscope::app

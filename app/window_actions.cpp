// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_actions.h"

#include <QMainWindow>
#include <QMenuBar>

#include "app/palette.h"

namespace eventscope::app {

// Keys as people know them from other programs that show captured traffic.
WindowActions::WindowActions(QMainWindow& window)
    : QObject(&window)
    , m_window(window)
    , m_pause(add(tr("Pause"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, QStringLiteral("pause")))
    , m_record(add(tr("Record…"), {QKeySequence(Qt::CTRL | Qt::Key_R)}, QStringLiteral("record")))
    , m_connection(add(tr("Connect…"), {QKeySequence(Qt::CTRL | Qt::Key_N)}, QStringLiteral("connect")))
    , m_open(add(tr("Open recording…"), {QKeySequence(QKeySequence::Open)}, QStringLiteral("open")))
    , m_startPage(add(tr("Start page"), {QKeySequence(Qt::ALT | Qt::Key_Home)}))
    , m_filter(add(tr("Filter"), {QKeySequence(QKeySequence::Find)}, QStringLiteral("search")))
    , m_goTo(add(tr("Go to event…"), {QKeySequence(Qt::CTRL | Qt::Key_G)}))
    , m_newest(add(tr("Newest event, and follow"), {QKeySequence(Qt::CTRL | Qt::Key_End)}, QStringLiteral("last")))
    , m_nextRelated(add(tr("Next event of the same key or correlation"), {QKeySequence(Qt::CTRL | Qt::Key_Period)}))
    , m_previousRelated(
          add(tr("Previous event of the same key or correlation"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)}))
    , m_back(add(tr("Back"), {QKeySequence(Qt::ALT | Qt::Key_Left)}, QStringLiteral("back")))
    , m_forward(add(tr("Forward"), {QKeySequence(Qt::ALT | Qt::Key_Right)}, QStringLiteral("forward")))
    , m_utc(add(tr("Times in UTC"), {QKeySequence(Qt::CTRL | Qt::Key_T)}))
    , m_larger(add(tr("Larger text"), {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}))
    , m_smaller(add(tr("Smaller text"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)}))
    , m_usualSize(add(tr("Usual text size"), {QKeySequence(Qt::CTRL | Qt::Key_0)}))
    , m_preferences(
          add(tr("Preferences…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)}, QStringLiteral("preferences")))
    , m_shortcuts(add(
          tr("Keyboard shortcuts"), {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)}, QStringLiteral("help")))
    , m_quit(add(tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}))
{
    m_pause->setCheckable(true);
    m_utc->setCheckable(true);
    m_startPage->setCheckable(true);
    m_startPage->setEnabled(false); // until there is one
    m_back->setEnabled(false);
    m_forward->setEnabled(false);
    tint(window.palette());
}

QAction* WindowActions::add(const QString& text, const QList<QKeySequence>& keys, const QString& icon)
{
    auto* action = new QAction(text, &m_window);
    action->setShortcuts(keys);
    action->setToolTip(keys.isEmpty() ? text
                                      : QString(text % QStringLiteral(" (")
                                          % keys.front().toString(QKeySequence::NativeText) % QLatin1Char(')')));
    action->setData(icon);
    m_window.addAction(action);
    m_all.append(action);
    return action;
}

void WindowActions::tint(const QPalette& palette)
{
    for (auto* action : m_all) {
        if (const auto icon = action->data().toString(); !icon.isEmpty())
            action->setIcon(tintedIcon(icon, palette));
    }
}

void WindowActions::showRecording(bool isRecording)
{
    m_record->setText(isRecording ? tr("Stop recording") : tr("Record…"));
    m_record->setData(isRecording ? QStringLiteral("stop") : QStringLiteral("record"));
    m_record->setIcon(tintedIcon(m_record->data().toString(), m_window.palette()));
}

void WindowActions::fillMenus(QMenuBar& bar, const QList<QAction*>& views) const
{
    auto* session = bar.addMenu(tr("&Session"));
    session->addActions({m_startPage});
    session->addSeparator();
    session->addActions({m_connection, m_open, m_record});
    session->addSeparator();
    session->addActions({m_preferences});
    session->addSeparator();
    session->addActions({m_quit});
    auto* view = bar.addMenu(tr("&View"));
    view->addActions({m_pause, m_filter});
    view->addSeparator();
    view->addActions(views);
    view->addSeparator();
    view->addActions({m_utc, m_larger, m_smaller, m_usualSize});
    auto* go = bar.addMenu(tr("&Go"));
    go->addActions({m_back, m_forward});
    go->addSeparator();
    go->addActions({m_goTo, m_newest, m_nextRelated, m_previousRelated});
    bar.addMenu(tr("&Help"))->addActions({m_shortcuts});
}

} // namespace eventscope::app

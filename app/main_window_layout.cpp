// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFontInfo>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>

#include <algorithm>
#include <utility>

#include "app/main_tool_bar.h"
#include "app/main_window.h"
#include "app/window_actions.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/flow_inspector.h"

namespace eventscope::app {
namespace {

constexpr int LayoutVersion = 1; // rises when docks or bars are no longer the same
constexpr int SmallestText = 6; // points
constexpr int LargestText = 40;

} // namespace

void MainWindow::restore()
{
    auto& bar = m_flow->filterBar();
    bar.setHistory(m_preferences.filterHistory);
    QList<inspect::flow::FilterBar::Bookmark> bookmarks;
    for (const auto& bookmark : std::as_const(m_preferences.bookmarks))
        bookmarks.append({bookmark.name, bookmark.expression});
    bar.setBookmarks(bookmarks);
    m_flow->setColumns(m_preferences.columns);
    m_events.axis().setZone(m_preferences.timeDisplay == Preferences::TimeDisplay::Utc
            ? inspect::TimeAxis::Zone::Utc
            : inspect::TimeAxis::Zone::Local);
    if (!restoreGeometry(m_preferences.windowGeometry))
        resize(1400, 860);
    restoreState(m_preferences.windowLayout, LayoutVersion);
}

Preferences MainWindow::preferences() const
{
    auto changed = m_preferences;
    changed.windowGeometry = saveGeometry();
    changed.windowLayout = isStartPageShown() ? m_layoutBeforeStartPage : saveState(LayoutVersion);
    changed.columns = m_flow->columns();
    const auto& bar = m_flow->filterBar();
    changed.filterHistory = bar.history();
    changed.bookmarks.clear();
    for (const auto& bookmark : bar.bookmarks())
        changed.bookmarks.append({bookmark.name, bookmark.expression});
    changed.channelStyles = m_styles.styles();
    changed.timeDisplay = m_context.events.axis().zone() == inspect::TimeAxis::Zone::Utc
        ? Preferences::TimeDisplay::Utc
        : Preferences::TimeDisplay::Local;
    return changed;
}

void MainWindow::setStartPage(QWidget* page)
{
    if (m_startPage != nullptr)
        m_startPage->deleteLater();
    m_startPage = page;
    m_centre->addWidget(page);
    m_actions->startPage()->setEnabled(true);
}

bool MainWindow::isStartPageShown() const { return m_startPage != nullptr && m_centre->currentWidget() == m_startPage; }

void MainWindow::showStartPage(bool isShown)
{
    if (m_startPage == nullptr || isShown == isStartPageShown())
        return;
    m_actions->startPage()->setChecked(isShown);
    if (isShown) {
        m_layoutBeforeStartPage = saveState(LayoutVersion);
        for (auto* dock : findChildren<QDockWidget*>())
            dock->hide();
        for (auto* bar : findChildren<QToolBar*>())
            bar->setVisible(bar == m_toolBar);
        m_centre->setCurrentWidget(m_startPage);
        return;
    }
    m_centre->setCurrentWidget(m_tabs);
    restoreState(m_layoutBeforeStartPage, LayoutVersion);
}

void MainWindow::scaleText(int byPoints)
{
    auto font = QApplication::font();
    const int points = byPoints == 0 ? m_usualPoints : QFontInfo(font).pointSize() + byPoints;
    font.setPointSize(std::clamp(points, SmallestText, LargestText));
    QApplication::setFont(font); // menus and dialogs
    setFont(font); // all that hangs on this window, at once
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_actions->tint(palette());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    emit preferencesChanged();
    QMainWindow::closeEvent(event);
}

} // namespace eventscope::app

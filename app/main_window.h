// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QMainWindow>

#include <vector>

#include "app/inspector_list.h"
#include "app/preferences.h"
#include "app/session_source.h"
#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/frame_feed.h"

class QStackedWidget;
class QTabWidget;

namespace eventscope::inspect::flow {
class FlowInspector;
} // namespace eventscope::inspect::flow

namespace eventscope::app {

class MainToolBar;
class StatusLine;
class WindowActions;

/// The console: inspectors around one selection and one time axis. What it shows comes from a SessionSource; what it
/// cannot do itself it asks for by signals. Thread: the GUI thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// The source outlives the window.
    MainWindow(SessionSource& source, const Preferences& preferences, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What the user changed in this window, on top of what was given.
    [[nodiscard]] Preferences preferences() const;

    /// Shown instead of the inspectors while there is nothing to see. The window owns it.
    void setStartPage(QWidget* page);
    void showStartPage(bool isShown); // NOLINT: the state of the page
    [[nodiscard]] bool isStartPageShown() const;

    [[nodiscard]] inspect::FrameFeed& feed() { return m_feed; }
    [[nodiscard]] inspect::EventWindow& events() { return m_events; }
    [[nodiscard]] inspect::Selection& selection() { return m_selection; }
    [[nodiscard]] inspect::Requests& requests() { return m_requests; }
    [[nodiscard]] inspect::flow::FlowInspector& flow() { return *m_flow; }
    [[nodiscard]] StatusLine& statusLine() { return *m_status; }
    [[nodiscard]] const WindowActions& actions() const { return *m_actions; }
    /// The inspector of that class; null where there is none.
    template <class T> [[nodiscard]] T* inspector() const
    {
        for (const auto& placed : m_inspectors) {
            if (auto* found = qobject_cast<T*>(placed.inspector.get()))
                return found;
        }
        return nullptr;
    }

signals:
    void connectWanted();
    void connectionClicked(eventscope::ConnectionId connection);
    void openWanted();
    /// To begin, or to end where a recording runs.
    void recordWanted();
    void preferencesWanted();
    /// Something that preferences() tells was changed; save it when convenient.
    void preferencesChanged();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void placeInspectors();
    void place(const PlacedInspector& placed);
    void addStrip(const QString& name, QWidget* widget);
    void connectActions();
    void connectParts();
    void restore();
    void takeSource();
    void refresh();
    void refreshFigures();
    void scaleText(int byPoints);
    void showInspector(const QString& name);

    SessionSource& m_source;
    Preferences m_preferences;
    inspect::Selection m_selection;
    inspect::Requests m_requests;
    inspect::ChannelStyles m_styles;
    inspect::EventWindow m_events;
    inspect::FrameFeed m_feed;
    const inspect::InspectorContext m_context;
    std::vector<PlacedInspector> m_inspectors;
    inspect::flow::FlowInspector* m_flow = nullptr; // one of the inspectors
    stream::HealthSnapshot m_health;
    QElapsedTimer m_sinceFigures;
    WindowActions* m_actions; // child
    MainToolBar* m_toolBar; // child
    StatusLine* m_status; // child
    QStackedWidget* m_centre; // child
    QTabWidget* m_tabs; // child
    QWidget* m_startPage = nullptr;
    QByteArray m_layoutBeforeStartPage;
    int m_usualPoints;
};

} // namespace eventscope::app

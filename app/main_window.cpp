// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFontInfo>
#include <QMenuBar>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

#include "app/main_tool_bar.h"
#include "app/shortcuts_dialog.h"
#include "app/status_line.h"
#include "app/window_actions.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/flow_inspector.h"
#include "inspectors/flow/flow_view.h"
#include "inspectors/payload/payload_inspector.h"

namespace eventscope::app {
namespace {

constexpr int FiguresEvery = 250; // milliseconds; faster nobody reads
constexpr int MessageFor = 8000; // milliseconds
constexpr int SourcesWidth = 265; // the rest is for the flow: its last column wants 300 pixels in a usual window
constexpr int EventWidth = 270;

using inspect::TimeAxis;
using inspect::flow::FilterBar;
using inspect::flow::FlowInspector;
using inspect::payload::PayloadInspector;

} // namespace

MainWindow::MainWindow(SessionSource& source, const Preferences& preferences, QWidget* parent)
    : QMainWindow(parent)
    , m_source(source)
    , m_preferences(preferences)
    , m_events(preferences.memoryBudgetBytes)
    , m_feed(m_events)
    , m_context{source.names(), source.fields(), m_selection, m_requests, m_events, m_styles}
    , m_actions(new WindowActions(*this))
    , m_toolBar(new MainToolBar(*m_actions, this))
    , m_status(new StatusLine(this))
    , m_centre(new QStackedWidget(this))
    , m_tabs(new QTabWidget(m_centre))
    , m_usualPoints(QFontInfo(QApplication::font()).pointSize()) // a font given in pixels has none itself
{
    m_styles.setStyles(preferences.channelStyles);
    m_inspectors = makeInspectors(m_context, this);
    m_flow = inspector<FlowInspector>();
    m_tabs->setDocumentMode(true);
    m_centre->addWidget(m_tabs);
    setCentralWidget(m_centre);
    setStatusBar(m_status);
    setDockNestingEnabled(true);
    addToolBar(m_toolBar);
    addStrip(QStringLiteral("filter"), &m_flow->filterBar());
    placeInspectors();
    connectActions();
    connectParts();
    restore();
    takeSource();
    m_feed.start();
}

MainWindow::~MainWindow() { m_feed.stop(); }

void MainWindow::addStrip(const QString& name, QWidget* widget)
{
    // A tool bar, since only these stand above the docks over the whole width.
    addToolBarBreak();
    auto* bar = addToolBar(name);
    bar->setObjectName(name);
    bar->setMovable(false);
    bar->toggleViewAction()->setVisible(false);
    widget->setSizePolicy(QSizePolicy::Expanding, widget->sizePolicy().verticalPolicy());
    bar->addWidget(widget);
}

void MainWindow::placeInspectors()
{
    for (const auto& placed : m_inspectors)
        place(placed);
    QList<QAction*> views;
    QList<QDockWidget*> side;
    for (auto* dock : findChildren<QDockWidget*>()) {
        views.append(dock->toggleViewAction());
        side.append(dock);
    }
    m_actions->fillMenus(*menuBar(), views);
    QList<int> widths;
    for (auto* dock : side)
        widths.append(dockWidgetArea(dock) == Qt::LeftDockWidgetArea ? SourcesWidth : EventWidth);
    if (!side.isEmpty())
        resizeDocks(side, widths, Qt::Horizontal);
}

void MainWindow::place(const PlacedInspector& placed)
{
    using Area = PlacedInspector::Area;
    auto& inspector = *placed.inspector;
    const auto dockTo = [&](Qt::DockWidgetArea area) {
        auto* dock = new QDockWidget(inspector.title(), this);
        dock->setObjectName(inspector.name());
        dock->setWidget(inspector.widget());
        addDockWidget(area, dock);
        if (area == Qt::BottomDockWidgetArea)
            dock->hide(); // the figures in the status line lead to it
    };
    switch (placed.area) {
    case Area::Centre:
        m_tabs->addTab(inspector.widget(), inspector.title());
        break;
    case Area::Left:
        dockTo(Qt::LeftDockWidgetArea);
        break;
    case Area::Right:
        dockTo(Qt::RightDockWidgetArea);
        break;
    case Area::Bottom:
        dockTo(Qt::BottomDockWidgetArea);
        break;
    case Area::Strip:
        addStrip(inspector.name(), inspector.widget());
        break;
    }
}

void MainWindow::connectActions()
{
    using Towards = inspect::flow::ConversationSearch::Towards;
    const auto& actions = *m_actions;
    connect(actions.pause(), &QAction::triggered, m_flow, &FlowInspector::setPaused);
    connect(actions.record(), &QAction::triggered, this, &MainWindow::recordWanted);
    connect(actions.connection(), &QAction::triggered, this, &MainWindow::connectWanted);
    connect(actions.open(), &QAction::triggered, this, &MainWindow::openWanted);
    connect(actions.preferences(), &QAction::triggered, this, &MainWindow::preferencesWanted);
    connect(actions.startPage(), &QAction::triggered, this, &MainWindow::showStartPage);
    connect(actions.quit(), &QAction::triggered, this, &QWidget::close);
    connect(actions.back(), &QAction::triggered, &m_selection, &inspect::Selection::goBack);
    connect(actions.forward(), &QAction::triggered, &m_selection, &inspect::Selection::goForward);
    connect(actions.filter(), &QAction::triggered, this, [this] { m_flow->filterBar().startTyping(); });
    connect(actions.goTo(), &QAction::triggered, m_flow, &FlowInspector::askForPosition);
    connect(actions.newest(), &QAction::triggered, this, [this] { m_flow->view().jumpToNewest(); });
    connect(actions.nextRelated(), &QAction::triggered, this, [this] { m_flow->goToRelated(Towards::Newer); });
    connect(actions.previousRelated(), &QAction::triggered, this, [this] { m_flow->goToRelated(Towards::Older); });
    connect(actions.utc(), &QAction::toggled, this,
        [this](bool isUtc) { m_events.axis().setZone(isUtc ? TimeAxis::Zone::Utc : TimeAxis::Zone::Local); });
    connect(actions.larger(), &QAction::triggered, this, [this] { scaleText(1); });
    connect(actions.smaller(), &QAction::triggered, this, [this] { scaleText(-1); });
    connect(actions.usualSize(), &QAction::triggered, this, [this] { scaleText(0); });
    connect(actions.shortcuts(), &QAction::triggered, this, [this] { ShortcutsDialog(*m_actions, this).exec(); });
}

void MainWindow::connectParts()
{
    auto& bar = m_flow->filterBar();
    connect(m_toolBar, &MainToolBar::connectionClicked, this, &MainWindow::connectionClicked);
    connect(m_status, &StatusLine::lossesWanted, this, [this] { showInspector(QStringLiteral("health")); });
    connect(&m_requests, &inspect::Requests::messageWanted, this,
        [this](const QString& sentence) { m_status->showMessage(sentence, MessageFor); });
    connect(&m_events, &inspect::EventWindow::failed, this,
        [this](const QString& sentence) { m_status->showMessage(sentence, MessageFor); });
    connect(&m_selection, &inspect::Selection::changed, this, [this] {
        m_actions->back()->setEnabled(m_selection.canGoBack());
        m_actions->forward()->setEnabled(m_selection.canGoForward());
    });
    if (auto* payload = inspector<PayloadInspector>())
        connect(m_flow, &FlowInspector::eventOpened, payload, &PayloadInspector::openWindow);
    connect(m_flow, &FlowInspector::pausedChanged, this, [this](bool isPaused) {
        m_actions->pause()->setChecked(isPaused);
        refreshFigures();
    });
    connect(&m_feed, &inspect::FrameFeed::ticked, this, &MainWindow::refresh);
    connect(&m_source, &SessionSource::changed, this, &MainWindow::takeSource);

    connect(m_flow, &FlowInspector::columnsChanged, this, &MainWindow::preferencesChanged);
    connect(&bar, &FilterBar::historyChanged, this, &MainWindow::preferencesChanged);
    connect(&bar, &FilterBar::bookmarksChanged, this, &MainWindow::preferencesChanged);
    connect(&m_styles, &inspect::ChannelStyles::changed, this, &MainWindow::preferencesChanged);
    connect(&m_events.axis(), &TimeAxis::changed, this, [this] {
        m_actions->utc()->setChecked(m_events.axis().zone() == TimeAxis::Zone::Utc);
        if (auto* payload = inspector<PayloadInspector>())
            payload->setTimeZone(m_events.axis().zone());
        emit preferencesChanged();
    });
}

void MainWindow::takeSource()
{
    m_feed.setLane(m_source.flowLane());
    if (m_events.pageSource() != m_source.pages())
        m_events.setPageSource(m_source.pages());
    const auto title = m_source.title();
    setWindowTitle(title.isEmpty() ? tr("Eventscope") : tr("%1 – Eventscope").arg(title));
    m_actions->showRecording(m_source.isRecording());
    // Nothing comes in an opened recording: there is nothing to pause and nothing to record.
    m_actions->pause()->setEnabled(m_source.isLive());
    m_actions->record()->setEnabled(m_source.isLive());
    refreshFigures();
}

void MainWindow::refresh()
{
    if (!m_sinceFigures.isValid() || m_sinceFigures.elapsed() >= FiguresEvery)
        refreshFigures();
    const inspect::Frame frame{m_source.snapshots(), m_health, m_source.now()};
    for (const auto& placed : m_inspectors) {
        if (placed.inspector->widget()->isVisible())
            placed.inspector->refresh(frame);
    }
}

void MainWindow::refreshFigures()
{
    m_sinceFigures.restart();
    m_health = m_source.health();
    m_toolBar->showConnections(m_health.connections, m_source.names());
    m_toolBar->showFlow(m_flow->isPaused() ? MainToolBar::Flow::Paused
            : m_source.isLive()            ? MainToolBar::Flow::Live
                                           : MainToolBar::Flow::Idle);
    m_status->showFigures(m_health,
        {.shownEvents = m_flow->shownEvents(),
            .eventsPerSecond = m_source.snapshots().rates.eventsPerSecond,
            .memoryBytes = m_events.memoryBytes(),
            .memoryBudgetBytes = m_events.maxBytes()});
}

void MainWindow::showInspector(const QString& name)
{
    if (auto* dock = findChild<QDockWidget*>(name)) {
        dock->show();
        dock->raise();
    }
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() != QEvent::UpdateRequest)
        return QMainWindow::event(event);
    // All painting of the window happens in here: it belongs to the cost of the frame.
    const auto begin = std::chrono::steady_clock::now();
    const bool isTaken = QMainWindow::event(event);
    m_feed.addWork(std::chrono::steady_clock::now() - begin);
    return isTaken;
}

} // namespace eventscope::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/flow/flow_inspector.h"

#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <utility>

#include "broker/expression/scratch.h"
#include "inspectors/flow/event_menu.h"
#include "inspectors/flow/filter_bar.h"
#include "inspectors/flow/flow_delegate.h"
#include "inspectors/flow/flow_view.h"
#include "inspectors/flow/header_menu.h"
#include "inspectors/inspector/all_rows.h"
#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/field_text.h"
#include "inspectors/inspector/filtered_rows.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::flow {
namespace {

FilteredRows::Options rowsOf(const expression::Filter& filter, const Names& names)
{
    FilteredRows::Options options;
    options.channels = filter.onlyChannels().value_or(std::vector<std::string>());
    options.makeTest = [filter, &names] {
        return [filter, &names, scratch = std::make_shared<expression::Filter::Scratch>()](
                   const EventView& event) { return filter.passes(event, names, *scratch); };
    };
    return options;
}

} // namespace

FlowInspector::FlowInspector(const InspectorContext& context, QWidget* parent)
    : m_context(context)
    , m_model(new FlowModel(context, this))
    , m_delegate(new FlowDelegate(context.styles, this))
    , m_pane(new QWidget(parent))
    , m_view(new FlowView(*m_model, *m_delegate, m_pane))
    , m_pause(new QLabel(m_pane))
    , m_filterBar(new FilterBar(context.fields, context.names, parent))
    , m_search(new ConversationSearch(context.events, this))
{
    auto* layout = new QVBoxLayout(m_pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pause);
    layout->addWidget(m_view);
    m_pause->setTextFormat(Qt::PlainText);
    m_pause->setMargin(4);
    m_pause->setAutoFillBackground(true);
    m_pause->setBackgroundRole(QPalette::Highlight);
    m_pause->setForegroundRole(QPalette::HighlightedText);
    m_pause->hide();
    m_view->setFrameShape(QFrame::NoFrame);
    connectAll();
    showEmptyText();
}

FlowInspector::~FlowInspector() = default;

QWidget* FlowInspector::widget() { return m_pane; }

void FlowInspector::connectAll()
{
    auto& requests = m_context.requests;
    connect(m_filterBar, &FilterBar::applied, this, &FlowInspector::useFilter);
    connect(m_filterBar, &FilterBar::stopWanted, this, [this] {
        if (m_filtered != nullptr)
            m_filtered->cancel();
    });
    connect(&requests, &Requests::filterWanted, m_filterBar, &FilterBar::apply);
    connect(&requests, &Requests::columnWanted, this, [this](const QString& field) {
        if (!m_model->addColumn(field, m_model->columnCount() - 1))
            emit m_context.requests.messageWanted(
                tr("There is a column for %1 already.").arg(toDisplayText(toUtf8(field))));
    });
    connect(&requests, &Requests::positionWanted, this, [this](quint64 position) { showPosition(Position(position)); });

    connect(m_view, &FlowView::typed, m_filterBar, &FilterBar::startTyping);
    connect(m_view, &QAbstractItemView::doubleClicked, this, &FlowInspector::open);
    connect(m_view, &QWidget::customContextMenuRequested, this, &FlowInspector::openMenu);
    connect(&m_view->header(), &QWidget::customContextMenuRequested, this, &FlowInspector::openHeaderMenu);
    connect(&m_view->header(), &QHeaderView::sectionMoved, this, &FlowInspector::columnsChanged);
    connect(m_model, &FlowModel::columnsChanged, this, &FlowInspector::columnsChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& current) { selectRow(current.isValid() ? current.row() : -1); });

    connect(&m_context.selection, &Selection::changed, this, &FlowInspector::followSelection);
    connect(&m_context.styles, &ChannelStyles::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(&m_context.events.axis(), &TimeAxis::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(&m_context.events, &EventWindow::pageArrived, this, [this] {
        m_view->viewport()->update();
        if (m_wanted)
            selectRow(m_view->currentIndex().row());
    });
    connect(m_search, &ConversationSearch::found, this, &FlowInspector::showPosition);
    connect(m_search, &ConversationSearch::notFound, this,
        [this] { emit m_context.requests.messageWanted(tr("There is no further event of this key or correlation.")); });
}

void FlowInspector::refresh(const Frame& /*frame*/)
{
    m_model->refresh();
    showCount();
    showPause();
    showEmptyText();
}

void FlowInspector::useFilter()
{
    const auto at = m_context.selection.state().event;
    const auto& filter = m_filterBar->filter();
    if (filter) {
        auto rows = std::make_unique<FilteredRows>(m_context.events, rowsOf(*filter, m_context.names));
        m_filtered = rows.get();
        m_model->setRows(std::move(rows));
    } else {
        m_filtered = nullptr;
        m_model->setRows(std::make_unique<AllRows>(m_context.events));
        if (at)
            showPosition(at->position());
    }
    showCount();
    showEmptyText();
}

void FlowInspector::showCount()
{
    FilterBar::Count count{.shown = shownEvents(), .all = m_context.events.count(), .progress = 1, .remark = {}};
    if (m_filtered != nullptr) {
        count.progress = m_filtered->isSearching() ? std::min(m_filtered->progress(), 0.999) : 1;
        count.remark = m_filtered->problem();
        if (m_filtered->reachedLimit())
            count.remark =
                tr("Only the newest %1 events that pass are listed.").arg(QLocale().toString(FilteredRows::MaxRows));
    }
    m_filterBar->showCount(count);
}

void FlowInspector::setPaused(bool isPaused)
{
    if (isPaused == m_model->isPaused())
        return;
    m_model->setPaused(isPaused);
    showPause();
    emit pausedChanged(isPaused);
}

void FlowInspector::showPause()
{
    if (m_model->isPaused()) {
        const auto& events = m_context.events;
        const auto used = events.maxBytes() == 0 ? 0 : events.memoryBytes() * 100 / events.maxBytes();
        m_pause->setText(
            tr("❚❚ Paused. %1 new events wait; the memory for events is %2 % full%3. Ctrl+E goes on.")
                .arg(QLocale().toString(m_model->waitingRows()), QString::number(std::min<std::size_t>(used, 100)),
                    events.pageSource() != nullptr ? tr(", older ones are read from the log")
                                                   : tr(", then the oldest are given up")));
    }
    m_pause->setVisible(m_model->isPaused());
}

void FlowInspector::showEmptyText()
{
    if (m_model->rowCount() > 0)
        return;
    if (m_filtered == nullptr)
        m_view->setEmptyText(
            tr("No events yet.\n\nConnect to a system, open a recording, or publish to the embedded broker:\n"
               "events appear here as they come."));
    else if (m_filtered->isSearching())
        m_view->setEmptyText(tr("Searching. Nothing has passed the filter so far."));
    else
        m_view->setEmptyText(
            tr("No event passes the filter.\n\nNew ones appear here as they come. Delete the filter to see all."));
}

void FlowInspector::selectRow(int row)
{
    m_wanted = Position();
    if (row < 0 || row >= m_model->rowCount())
        return;
    if (const auto event = m_model->event(row)) {
        m_context.selection.selectEvent(*event);
        return;
    }
    m_wanted = m_model->position(row);
    m_context.events.want(m_wanted);
}

void FlowInspector::followSelection()
{
    m_view->viewport()->update(); // the time span
    const auto& event = m_context.selection.state().event;
    if (!event || m_model->rowCount() == 0)
        return;
    const auto current = m_view->currentIndex();
    if (current.isValid() && m_model->position(current.row()) == event->position())
        return;
    const int row = m_model->rowAtOrAfter(event->position());
    if (row < m_model->rowCount() && m_model->position(row) == event->position())
        m_view->showRow(row);
}

void FlowInspector::showPosition(Position position)
{
    m_model->refresh();
    if (m_model->rowCount() == 0)
        return;
    const int row = std::min(m_model->rowAtOrAfter(position), m_model->rowCount() - 1);
    if (m_model->position(row) != position)
        emit m_context.requests.messageWanted(
            tr("Event %1 is not in this list: the nearest one is shown.").arg(QLocale().toString(position.value())));
    m_view->showRow(row);
    m_view->setFocus();
}

void FlowInspector::askForPosition()
{
    const auto& events = m_context.events;
    if (events.count() == 0)
        return;
    bool isChosen = false;
    const auto text = QInputDialog::getText(m_pane, tr("Go to event"),
        tr("Number of the event, from %1 to %2:").arg(events.first().value()).arg(events.last().value()),
        QLineEdit::Normal, {}, &isChosen);
    bool isNumber = false;
    auto digits = text;
    const auto position = digits.remove(QLocale().groupSeparator()).remove(QLatin1Char(' ')).toULongLong(&isNumber);
    if (isChosen && isNumber)
        showPosition(Position(position));
    else if (isChosen)
        emit m_context.requests.messageWanted(
            tr("“%1” is not a number of an event.").arg(toDisplayText(toUtf8(text), 40)));
}

void FlowInspector::goToRelated(ConversationSearch::Towards towards)
{
    const auto& event = m_context.selection.state().event;
    if (!event)
        emit m_context.requests.messageWanted(tr("Select an event first."));
    else if (!m_search->start(*event, towards))
        emit m_context.requests.messageWanted(tr("This event has neither a key nor a correlation."));
}

void FlowInspector::open(const QModelIndex& index)
{
    if (const auto event = m_model->event(index.row()))
        emit eventOpened(*event);
}

QStringList FlowInspector::columns() const { return m_view->visibleColumns(); }

void FlowInspector::openMenu(const QPoint& place)
{
    const auto index = m_view->indexAt(place);
    if (!index.isValid())
        return;
    EventMenu menu(m_context, *m_model, index, m_pane);
    connect(&menu, &EventMenu::opened, this, [this, index] { open(index); });
    connect(&menu, &EventMenu::relatedWanted, this, &FlowInspector::goToRelated);
    menu.exec(m_view->viewport()->mapToGlobal(place));
}

void FlowInspector::openHeaderMenu(const QPoint& place)
{
    HeaderMenu menu(m_context, *m_model, m_view->header().logicalIndexAt(place), m_pane);
    menu.exec(m_view->header().mapToGlobal(place));
}

} // namespace eventscope::inspect::flow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/payload_pane.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPromise>
#include <QTabWidget>
#include <QTableView>
#include <QThreadPool>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/text.h"
#include "inspectors/inspector/when_finished.h"
#include "inspectors/payload/hex_view.h"
#include "inspectors/payload/text_view.h"

namespace eventscope::inspect::payload {
namespace {

QLabel* makeLabel(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

PayloadPane::PayloadPane(const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    build();
    connect(m_choice, &QComboBox::activated, this, [this](int index) { setDecodeAs(static_cast<DecodeAs>(index)); });
    connect(m_tree, &QTreeView::activated, &m_json, &JsonModel::showMore);
    connect(m_tree, &QTreeView::customContextMenuRequested, this,
        [this](const QPoint& at) { showMenu(*m_tree, at, m_json.reference(m_tree->indexAt(at))); });
    setEvent(std::nullopt);
}

void PayloadPane::build()
{
    m_title = makeLabel(this);
    m_look = makeLabel(this);
    m_look->setObjectName(QStringLiteral("look"));
    m_choice = new QComboBox(this);
    m_choice->addItems({tr("As guessed"), tr("As JSON"), tr("As text"), tr("As bytes")});
    m_choice->setToolTip(tr("What the payload is taken for"));
    m_choice->setAccessibleName(tr("Decode as"));
    auto* const window = new QToolButton(this);
    window->setText(QStringLiteral("↗"));
    window->setToolTip(tr("Open this event in a window of its own"));
    connect(window, &QToolButton::clicked, this, &PayloadPane::windowWanted);
    auto* const head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_choice, 0, Qt::AlignTop);
    head->addWidget(window, 0, Qt::AlignTop);

    m_tree = new QTreeView(this);
    m_tree->setModel(&m_json);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setAlternatingRowColors(true);
    m_tree->setAccessibleName(tr("Payload as tree"));
    m_tree->header()->setDefaultSectionSize(200);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& current) { tellField(m_json.reference(current)); });
    m_noTree = makeLabel(this);
    m_noTree->setMargin(12);
    m_noTree->setAlignment(Qt::AlignTop);
    auto* const treePage = new QWidget(this);
    auto* const treeLayout = new QVBoxLayout(treePage);
    treeLayout->setContentsMargins(0, 0, 0, 0);
    treeLayout->addWidget(m_noTree);
    treeLayout->addWidget(m_tree, 1);

    m_text = new TextView(m_context.events.workers(), this);
    m_hex = new HexView(this);
    m_noHeaders = makeLabel(this);
    m_noHeaders->setText(tr("This event has no headers."));
    m_noHeaders->setMargin(6);
    m_headerTable = makeTable(m_headers, tr("Headers"));
    m_fieldTable = makeTable(m_fields, tr("Coordinates and times"));
    auto* const details = new QWidget(this);
    auto* const detailsLayout = new QVBoxLayout(details);
    detailsLayout->setContentsMargins(0, 0, 0, 0);
    detailsLayout->addWidget(m_noHeaders);
    detailsLayout->addWidget(m_headerTable, 1);
    detailsLayout->addWidget(m_fieldTable, 2);

    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(treePage, tr("Tree"));
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(m_hex, tr("Hex"));
    m_tabs->addTab(details, tr("Details"));
    m_tabs->setTabToolTip(DetailsTab, tr("Headers, coordinates and times"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &PayloadPane::showPayload);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_look);
    layout->addWidget(m_tabs, 1);
}

QTableView* PayloadPane::makeTable(DetailsModel& model, const QString& name)
{
    auto* const table = new QTableView(this);
    table->setModel(&model);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->setAccessibleName(name);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultSectionSize(150);
    connect(table, &QTableView::customContextMenuRequested, this,
        [this, table, &model](const QPoint& at) { showMenu(*table, at, model.reference(table->indexAt(at))); });
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this, &model](const QModelIndex& current) { tellField(model.reference(current)); });
    return table;
}

void PayloadPane::setEvent(const std::optional<SelectedEvent>& event)
{
    m_event = event;
    m_payload.reset();
    m_isAsked = false;
    m_json.setPayload(nullptr);
    m_text->setPayload(nullptr);
    m_hex->setPayload(nullptr);
    showTitle();
    showDetails();
    decodeWhenSeen();
}

void PayloadPane::setTimeZone(TimeAxis::Zone zone)
{
    m_axis.setZone(zone);
    showTitle();
    showDetails();
}

void PayloadPane::setDecodeAs(DecodeAs decodeAs)
{
    m_decodeAs = decodeAs;
    m_choice->setCurrentIndex(static_cast<int>(decodeAs));
    if (decodeAs == DecodeAs::Bytes)
        m_tabs->setCurrentIndex(HexTab);
    else if (decodeAs == DecodeAs::Text)
        m_tabs->setCurrentIndex(TextTab);
    else if (decodeAs == DecodeAs::Json)
        m_tabs->setCurrentIndex(TreeTab);
    showPayload();
}

void PayloadPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    showDetails();
    decodeWhenSeen();
}

void PayloadPane::decodeWhenSeen()
{
    if (!m_event || m_payload || m_isAsked || !isVisible())
        return;
    if (!isSlowToDecode(*m_event)) {
        take(decode(*m_event));
        return;
    }
    m_isAsked = true;
    m_look->setText(tr("Decoding…"));
    const auto promise = std::make_shared<QPromise<SharedPayload>>();
    promise->start();
    m_context.events.workers().start([promise, event = *m_event] {
        promise->addResult(decode(event));
        promise->finish();
    });
    whenFinished(this, promise->future(), [this, asked = *m_event](const std::optional<SharedPayload>& payload) {
        const bool isStillWanted = m_event && m_event->batch == asked.batch && m_event->index == asked.index;
        if (payload && isStillWanted && !m_payload)
            take(*payload);
    });
}

void PayloadPane::take(const SharedPayload& payload)
{
    m_payload = payload;
    m_look->setText(describe(*payload));
    showPayload();
}

void PayloadPane::showPayload()
{
    // Each view gets the payload when its tab is seen, not before.
    const auto guess = m_payload ? m_payload->guess : Look::Tombstone;
    const bool isTree =
        m_payload && (m_decodeAs == DecodeAs::Json || (m_decodeAs == DecodeAs::Guess && guess == Look::Json));
    switch (static_cast<Tab>(m_tabs->currentIndex())) {
    case TreeTab:
        m_json.setPayload(isTree ? m_payload : nullptr);
        m_tree->expandToDepth(0);
        m_tree->setVisible(isTree);
        m_noTree->setVisible(!isTree);
        if (!m_event)
            m_noTree->setText(tr("Choose an event in the flow to see what it carries."));
        else if (!m_payload)
            m_noTree->clear();
        else if (guess == Look::Tombstone)
            m_noTree->setText(
                tr("This event has no payload: a tombstone. It tells that what its key stands for is gone."));
        else if (guess == Look::Empty)
            m_noTree->setText(tr("The payload is there, and empty."));
        else
            m_noTree->setText(tr("This payload is no JSON. See Text or Hex, or choose \"As JSON\" above to look at it "
                                 "as far as it goes."));
        break;
    case TextTab:
        m_text->setPayload(m_payload);
        break;
    case HexTab:
        m_hex->setPayload(m_payload);
        break;
    case DetailsTab:
        break;
    }
}

void PayloadPane::showTitle()
{
    if (!m_event) {
        m_title->setText(tr("No event is selected."));
        m_look->clear();
        showPayload();
        return;
    }
    const auto view = m_event->view();
    const auto type = toDisplayText(m_context.names.types.text(view->type), 120);
    m_title->setText(
        tr("%1 · %2 · %3%4")
            .arg(QLocale().toString(static_cast<qulonglong>(view.position().value())), m_axis.clock(view->axisTime()),
                toDisplayText(m_context.names.channels.text(view->channel), 120),
                type.isEmpty() ? QString() : QString(QStringLiteral(" · ") + type)));
}

void PayloadPane::showDetails()
{
    const bool isSeen = m_event && isVisible();
    m_headers.setDetails(isSeen ? headerDetails(m_event->view()) : std::vector<Detail>());
    m_fields.setDetails(
        isSeen ? fieldDetails(m_event->view(), m_context.names, m_context.fields, m_axis) : std::vector<Detail>());
    m_noHeaders->setVisible(m_headers.rowCount() == 0);
    m_headerTable->setVisible(m_headers.rowCount() > 0);
}

void PayloadPane::showMenu(QAbstractItemView& view, const QPoint& at, const FieldReference& field)
{
    if (field.path.isEmpty() && field.value.isEmpty())
        return;
    QMenu menu(this);
    addFieldActions(menu, field, m_context.requests);
    menu.exec(view.viewport()->mapToGlobal(at));
}

void PayloadPane::tellField(const FieldReference& field)
{
    if (!field.name.isEmpty())
        emit m_context.requests.messageWanted(tr("Field: %1").arg(toDisplayText(toUtf8(field.name), 300)));
}

} // namespace eventscope::inspect::payload

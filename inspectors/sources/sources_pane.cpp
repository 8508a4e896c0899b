// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/sources_pane.h"

#include <QAction>
#include <QClipboard>
#include <QColorDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "inspectors/inspector/text.h"
#include "inspectors/sources/channel_filter.h"
#include "inspectors/sources/sources_delegate.h"

namespace eventscope::inspect::sources {
namespace {

constexpr qint64 SortEveryMs = 1000; // often enough to follow rates, seldom enough to hit a line with the mouse

} // namespace

SourcesPane::SourcesPane(const InspectorContext& context, QWidget* owner)
    : QWidget(owner)
    , m_context(context)
    , m_model(context.names, context.styles)
{
    build();
    m_sinceSorted.start();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_order.setNameFilter(text);
        if (!text.isEmpty())
            m_tree->expandToDepth(2);
        showHint();
    });
    connect(m_internal, &QToolButton::toggled, this, [this](bool shows) {
        m_order.setShowsInternal(shows);
        showHint();
        emit internalShown(shows);
    });
    connect(m_tree, &QTreeView::clicked, this, &SourcesPane::choose);
    connect(m_tree, &QTreeView::activated, this, &SourcesPane::choose);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &SourcesPane::showMenu);
    // A connection shows its channels as soon as there are some.
    connect(&m_order, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent, int first, int last) {
        if (parent.isValid())
            return;
        for (int row = first; row <= last; ++row)
            m_tree->expand(m_order.index(row, 0));
    });
    showHint();
}

void SourcesPane::build()
{
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Names that contain…"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Show channels whose name contains"));
    m_internal = new QToolButton(this);
    m_internal->setText(tr("$SYS"));
    m_internal->setCheckable(true);
    m_internal->setToolTip(tr("Show the channels of the system itself: _INBOX, $SYS and $JS"));
    auto* const head = new QHBoxLayout;
    head->setContentsMargins(4, 4, 4, 0);
    head->addWidget(m_filter);
    head->addWidget(m_internal);

    m_tree = new QTreeView(this);
    m_tree->setModel(&m_order);
    m_tree->setItemDelegate(new SourcesDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(14);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(SourcesModel::NameColumn, Qt::AscendingOrder);
    m_tree->setAccessibleName(tr("Connections and channels"));
    auto& header = *m_tree->header();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(SourcesModel::NameColumn, QHeaderView::Stretch);
    header.setSectionResizeMode(SourcesModel::RateColumn, QHeaderView::Fixed);
    header.setSectionResizeMode(SourcesModel::EventsColumn, QHeaderView::Fixed);
    header.resizeSection(SourcesModel::RateColumn, fontMetrics().horizontalAdvance(QStringLiteral("100,000/s ")));
    header.resizeSection(SourcesModel::EventsColumn, fontMetrics().horizontalAdvance(QStringLiteral("9,999,999 ")));

    m_hint = new QLabel(this);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setMargin(16);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_hint);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
}

void SourcesPane::setShowsInternal(bool shows) { m_internal->setChecked(shows); }

void SourcesPane::refresh(const Frame& frame)
{
    m_model.update(frame.snapshots.rates, frame.health.connections);
    if (m_sinceSorted.elapsed() >= SortEveryMs) {
        m_order.resort();
        m_sinceSorted.restart();
    }
    showHint();
}

void SourcesPane::showHint()
{
    const bool isEmpty = m_order.rowCount() == 0;
    if (isEmpty && m_model.isEmpty())
        m_hint->setText(
            tr("Nothing is connected yet. Choose Connect to see the events of a system, or start the demo."));
    else if (isEmpty)
        m_hint->setText(tr("No name contains this text."));
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
}

void SourcesPane::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const auto& node = m_model.node(m_order.mapToSource(index));
    if (node.parent == SourceTree::Root) {
        m_context.selection.selectChannel(SelectedChannel{node.connection, {}, true});
    } else {
        const bool isBranch = !node.children.empty();
        const auto prefix =
            isBranch && !node.channel ? QString(node.name + m_model.tree().separator(node.connection)) : node.name;
        m_context.selection.selectChannel(SelectedChannel{node.connection, prefix, isBranch});
    }
    filterWith(node, Requests::FilterMode::Replace);
}

void SourcesPane::filterWith(const SourceNode& node, Requests::FilterMode mode)
{
    const auto filter = channelFilter(m_model.tree(), node);
    emit m_context.requests.filterWanted(filter, mode);
    emit m_context.requests.messageWanted(tr("Filter: %1").arg(toDisplayText(toUtf8(filter))));
}

void SourcesPane::showMenu(const QPoint& at)
{
    const auto index = m_order.mapToSource(m_tree->indexAt(at));
    if (!index.isValid())
        return;
    // A copy: while the menu is open the tree goes on growing.
    const auto node = m_model.node(index);
    QMenu menu(this);
    menu.addAction(tr("Show only these"), this, [&] { filterWith(node, Requests::FilterMode::Replace); });
    menu.addAction(tr("And only these"), this, [&] { filterWith(node, Requests::FilterMode::And); });
    menu.addAction(tr("Not these"), this, [&] { filterWith(node, Requests::FilterMode::AndNot); });
    menu.addSeparator();
    menu.addAction(
        tr("Copy name"), this, [&] { QGuiApplication::clipboard()->setText(toDisplayText(toUtf8(node.name))); });
    menu.addAction(tr("Copy as filter"), this,
        [&] { QGuiApplication::clipboard()->setText(channelFilter(m_model.tree(), node)); });
    if (node.channel) {
        menu.addSeparator();
        addStyleActions(menu, node.name);
    }
    menu.exec(m_tree->viewport()->mapToGlobal(at));
}

void SourcesPane::addStyleActions(QMenu& menu, const QString& channel)
{
    auto& styles = m_context.styles;
    menu.addAction(tr("Colour…"), this, [this, &styles, channel] {
        const auto colour = QColorDialog::getColor(
            styles.colour(channel), this, tr("Colour of %1").arg(toDisplayText(toUtf8(channel), 60)));
        if (colour.isValid())
            styles.setStyle(channel, {colour, styles.styles().value(channel).alias});
    });
    menu.addAction(tr("Alias…"), this, [this, channel] { askForAlias(channel); });
    menu.addAction(tr("Usual colour and name"), this, [&styles, channel] { styles.setStyle(channel, {}); })
        ->setEnabled(styles.styles().contains(channel));
}

void SourcesPane::askForAlias(const QString& channel)
{
    auto& styles = m_context.styles;
    bool isChosen = false;
    const auto style = styles.styles().value(channel);
    // The label of an input dialog guesses the format of its text, so the channel stands in the title only.
    const auto alias = QInputDialog::getText(this, tr("Alias of %1").arg(toDisplayText(toUtf8(channel), 60)),
        tr("Shown instead of the name (empty: the name itself):"), QLineEdit::Normal, style.alias, &isChosen);
    if (isChosen)
        styles.setStyle(channel, {style.colour, alias.trimmed()});
}

} // namespace eventscope::inspect::sources

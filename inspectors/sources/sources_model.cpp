// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/sources_model.h"

#include <QLocale>

#include <algorithm>
#include <utility>

#include "inspectors/inspector/filter_words.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::sources {
namespace {

constexpr qsizetype MaxSegment = 200;

} // namespace

SourcesModel::SourcesModel(const Names& names, const ChannelStyles& styles, QObject* parent)
    : QAbstractItemModel(parent)
    , m_tree(names)
    , m_styles(styles)
    , m_shown(1, {0, true})
{
    connect(&styles, &ChannelStyles::changed, this, [this] {
        for (int node = 1; node < static_cast<int>(m_tree.size()); ++node)
            markChanged(node);
        tellChanges();
    });
}

void SourcesModel::setTraits(const ConnectionTraits& traits) { m_tree.setTraits(traits); }

void SourcesModel::update(
    const analysis::RateSnapshot& rates, const std::vector<stream::HealthSnapshot::ConnectionHealth>& connections)
{
    if (!m_tree.isContinuedBy(rates)) {
        beginResetModel(); // another session, which shares nothing with the former
        m_tree.clear();
        m_shown.assign(1, {0, true});
        m_growing.clear();
        m_changed.clear();
        m_marked.clear();
        m_seenRate = -1;
        endResetModel();
    }
    for (const auto& connection : connections) {
        const auto node = m_tree.connectionNode(connection.connection);
        if (m_tree.setState(node, connection.state, toDisplayText(connection.error)))
            markChanged(node);
    }
    const bool isNew = rates.events != m_seenEvents || rates.eventsPerSecond != m_seenRate
        || rates.channels.size() != m_tree.channelCount();
    if (isNew) {
        m_seenEvents = rates.events;
        m_seenRate = rates.eventsPerSecond;
        addChannels(rates);
        m_marked.resize(m_tree.size());
        ++m_frame;
        for (std::size_t place = 0; place < m_tree.channelCount(); ++place) {
            if (!m_tree.setFigures(place, rates.channels[place]))
                continue;
            markUpwards(m_tree.nodeOfChannel(place));
        }
    }
    growRows();
    tellChanges();
}

void SourcesModel::addChannels(const analysis::RateSnapshot& rates)
{
    const auto end = std::min(rates.channels.size(), m_tree.channelCount() + MaxNewChannels);
    for (auto place = m_tree.channelCount(); place < end; ++place) {
        const auto known = static_cast<int>(m_tree.size());
        m_tree.add(rates.channels[place]);
        m_shown.resize(m_tree.size());
        for (int node = known; node < static_cast<int>(m_tree.size()); ++node) {
            const auto parent = m_tree.node(node).parent;
            auto& shown = m_shown[static_cast<std::size_t>(parent)];
            // A line that the view knows as childless has to be told of its first child; others wait to be asked for.
            if (m_tree.node(parent).children.size() == 1 && isShown(parent))
                shown.isWanted = true;
            if (shown.isWanted)
                m_growing.insert(parent);
        }
    }
}

void SourcesModel::growRows()
{
    m_shown.resize(m_tree.size());
    m_growing.insert(SourceTree::Root);
    int left = MaxNewRows;
    for (int before = left + 1; left > 0 && left < before;) {
        before = left;
        // A copy: a view that is told of lines may ask for more, which the next round gives it.
        const auto growing = m_growing.values();
        for (const auto node : growing) {
            const auto known = m_shown[static_cast<std::size_t>(node)].rows;
            grow(node, left);
            const auto now = m_shown[static_cast<std::size_t>(node)].rows;
            left -= now - known;
            if (now == static_cast<int>(m_tree.node(node).children.size()))
                m_growing.remove(node);
        }
    }
}

void SourcesModel::grow(int node, int atMost)
{
    auto& shown = m_shown[static_cast<std::size_t>(node)];
    const auto more = std::min(static_cast<int>(m_tree.node(node).children.size()) - shown.rows, atMost);
    if (more <= 0 || m_isTelling || !isShown(node))
        return;
    m_isTelling = true;
    beginInsertRows(indexOf(node), shown.rows, shown.rows + more - 1);
    shown.rows += more;
    endInsertRows();
    m_isTelling = false;
}

void SourcesModel::markChanged(int node)
{
    const auto& changed = m_tree.node(node);
    const auto parent = changed.parent;
    if (changed.row >= m_shown[static_cast<std::size_t>(parent)].rows)
        return;
    const auto found = m_changed.find(parent);
    if (found == m_changed.end())
        m_changed.insert(parent, {changed.row, changed.row});
    else
        *found = {std::min(found->first, changed.row), std::max(found->second, changed.row)};
}

void SourcesModel::markUpwards(int node)
{
    // A line that is marked has marked everything above it.
    for (; node != SourceTree::Root && m_marked[static_cast<std::size_t>(node)] != m_frame;
         node = m_tree.node(node).parent) {
        m_marked[static_cast<std::size_t>(node)] = m_frame;
        markChanged(node);
    }
}

void SourcesModel::tellChanges()
{
    for (auto change = m_changed.cbegin(); change != m_changed.cend(); ++change) {
        const auto parent = indexOf(change.key());
        emit dataChanged(index(change->first, NameColumn, parent), index(change->second, ColumnCount - 1, parent));
    }
    m_changed.clear();
}

void SourcesModel::setNameFilter(const QString& text) { m_tree.setNameFilter(text); }

bool SourcesModel::isShown(int node) const
{
    return node == SourceTree::Root
        || m_tree.node(node).row < m_shown[static_cast<std::size_t>(m_tree.node(node).parent)].rows;
}

QModelIndex SourcesModel::indexOf(int node, int column) const
{
    return node == SourceTree::Root ? QModelIndex()
                                    : createIndex(m_tree.node(node).row, column, static_cast<quintptr>(node));
}

QModelIndex SourcesModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(
        row, column, static_cast<quintptr>(m_tree.node(nodeOf(parent)).children[static_cast<std::size_t>(row)]));
}

QModelIndex SourcesModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(m_tree.node(nodeOf(child)).parent) : QModelIndex();
}

int SourcesModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > NameColumn ? 0 : m_shown[static_cast<std::size_t>(nodeOf(parent))].rows;
}

int SourcesModel::columnCount(const QModelIndex&) const { return ColumnCount; }

bool SourcesModel::hasChildren(const QModelIndex& parent) const
{
    if (parent.column() > NameColumn)
        return false;
    // Once the view asked, it gets what it was told of; before that, whether it is worth asking.
    const auto& shown = m_shown[static_cast<std::size_t>(nodeOf(parent))];
    return shown.isWanted ? shown.rows > 0 : !m_tree.node(nodeOf(parent)).children.empty();
}

bool SourcesModel::canFetchMore(const QModelIndex& parent) const
{
    return parent.column() <= NameColumn && !m_shown[static_cast<std::size_t>(nodeOf(parent))].isWanted
        && !m_tree.node(nodeOf(parent)).children.empty();
}

void SourcesModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    const auto node = nodeOf(parent);
    m_shown[static_cast<std::size_t>(node)].isWanted = true;
    m_growing.insert(node);
    grow(node, MaxNewRows);
}

QVariant SourcesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& node = m_tree.node(nodeOf(index));
    const bool isConnection = node.parent == SourceTree::Root;
    switch (role) {
    case Qt::DisplayRole:
        return displayText(node, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == NameColumn ? QVariant() : QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(node));
    case SortRole:
        return sortValue(node, index.column());
    case ColourRole:
        return index.column() == NameColumn && node.channel ? QVariant(m_styles.colour(node.name)) : QVariant();
    case StateRole:
        return index.column() == NameColumn && isConnection ? QVariant(static_cast<int>(node.state)) : QVariant();
    default:
        return {};
    }
}

QString SourcesModel::displayText(const SourceNode& node, int column) const
{
    switch (static_cast<Column>(column)) {
    case NameColumn: {
        if (node.parent == SourceTree::Root) {
            const auto name = toDisplayText(toUtf8(node.segment), MaxSegment);
            return node.state == ConnectionState::Up ? name
                                                     : tr("%1 (%2)").arg(name, toText(eventscope::toText(node.state)));
        }
        const auto alias = node.channel ? m_styles.label(node.name) : node.name;
        const auto text = toDisplayText(toUtf8(alias == node.name ? node.segment : alias), MaxSegment);
        return text.isEmpty() ? tr("(empty)") : text;
    }
    case RateColumn:
        return node.rate < 0.05 ? QString()
                                : tr("%1/s").arg(QLocale().toString(node.rate, 'f', node.rate < 10 ? 1 : 0));
    case EventsColumn:
        return QLocale().toString(static_cast<qulonglong>(node.events));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SourcesModel::sortValue(const SourceNode& node, int column) const
{
    switch (static_cast<Column>(column)) {
    case NameColumn:
        return displayText(node, column);
    case RateColumn:
        return node.rate;
    case EventsColumn:
        return static_cast<qulonglong>(node.events);
    case ColumnCount:
        break;
    }
    return {};
}

QString SourcesModel::toolTip(const SourceNode& node) const
{
    const auto name = toDisplayText(toUtf8(node.name), MaxSegment * 2);
    if (node.parent == SourceTree::Root) {
        const auto state = toText(eventscope::toText(node.state));
        return node.error.isEmpty() ? tr("%1 is %2.").arg(name, state)
                                    : tr("%1 is %2: %3").arg(name, state, node.error);
    }
    const auto noun = toDisplayText(toUtf8(m_tree.noun(node.connection)), MaxSegment);
    return node.channel ? tr("%1 %2").arg(noun, name)
                        : tr("every %1 that begins with %2").arg(noun, name + m_tree.separator(node.connection));
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != NameColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case NameColumn:
        return tr("Channel");
    case RateColumn:
        return tr("Rate");
    case EventsColumn:
        return tr("Events");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace eventscope::inspect::sources
